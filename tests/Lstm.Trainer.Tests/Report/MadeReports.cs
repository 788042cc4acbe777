using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Lstm.Training.Report.Gates;
using Lstm.Training.Report.Sections;

namespace Lstm.Trainer.Tests.Report;

/// <summary>Reports of any size and with any content, made up.</summary>
internal static class MadeReports
{
    /// <summary>A name that would do harm if it were taken for markup, in any place a name can stand.</summary>
    public const string Hostile = "</script></style><script>document.title='broken'</script>\"><img src=x onerror=\"document.title='broken'\"> ' & \u202E\0\uD800";

    public static GateTrace Trace(int steps, int units, int layers = 1, int inputs = 1, int outputs = 1, string name = "made up", Func<int, int, double>? value = null, int labels = 0)
    {
        value ??= (t, unit) => 0.5 + (0.5 * Math.Sin((t * 0.1) + unit));
        double[,] Values(double scale)
        {
            double[,] values = new double[steps, units];
            for (int t = 0; t < steps; t++)
            {
                for (int unit = 0; unit < units; unit++)
                {
                    values[t, unit] = scale * value(t, unit);
                }
            }
            return values;
        }
        NamedSeries Series(int n) => new($"{name} {n}", [.. Enumerable.Range(0, steps).Select(t => value(t, n))]);
        return new GateTrace(
            name,
            [.. Enumerable.Range(0, inputs).Select(Series)],
            [.. Enumerable.Range(0, outputs).Select(Series)],
            [.. Enumerable.Range(0, outputs).Select(Series)],
            [.. Enumerable.Repeat(name, labels)],
            [.. Enumerable.Range(1, layers).Select(n => new LayerTrace($"{name} layer {n}", Values(1), Values(1), Values(2), Values(1), Values(3), Values(1)))]);
    }

    public static TrainingResult Result(int epochs, Func<int, double>? training = null, Func<int, double>? validation = null, StopReason reason = StopReason.Finished)
    {
        var history = Enumerable.Range(1, epochs).Select(n => new EpochRecord(n, training?.Invoke(n) ?? (1.0 / n), validation?.Invoke(n) ?? ((1.0 / n) + (0.001 * n)), 0.01 / n, n == 1)).ToList();
        return new TrainingResult(reason, "It ended.", history.FirstOrDefault(), history);
    }

    public static PartEvaluation Classes(int count, string name = "class", string part = "test")
    {
        long[,] counts = new long[count, count];
        for (int n = 0; n < count; n++)
        {
            counts[n, n] = n % 7 == 3 ? 0 : 50;
            counts[n, (n + 1) % count] += n % 5;
        }
        float[] outputs = new float[count * 5];
        Array.Fill(outputs, 1f / count);
        var example = new Prediction(Sequence.OfClasses(name, 5, new float[5], [count - 1]), outputs);
        return new PartEvaluation(part, TaskKind.Classification, [new Metric(name, 0.5, name)], [], new ConfusionMatrix([.. Enumerable.Range(0, count).Select(n => $"{name} {n}")], counts), [0.5f, 0.01f, 1f, float.NaN], [example]);
    }

    public static PartEvaluation Numbers(IReadOnlyList<float> truths, IReadOnlyList<float> answers, string name = "target", string part = "test", TaskKind task = TaskKind.Regression)
    {
        int length = Math.Min(truths.Count, answers.Count);
        var example = new Prediction(Sequence.OfNumbers(name, length, [.. truths], [.. truths]), [.. answers]);
        return new PartEvaluation(part, task, [new Metric("RMSE", double.NaN, name)], [new TargetResult(name, truths, answers)], null, [], [example]);
    }

    public static TrainingReport Report(TrainingResult result, IReadOnlyList<PartEvaluation> parts, GateTrace? trace = null, string name = "made up") =>
        new(name, [new Fact(name, name)], [name], name, result with { Message = name }, parts, trace);
}
