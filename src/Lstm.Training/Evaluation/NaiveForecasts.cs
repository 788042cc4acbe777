using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Models;

namespace Lstm.Training.Evaluation;

/// <summary>Forecasts that need no network, measured on the targets and by the figures of a network.</summary>
/// <param name="task">What kind of answer is asked for.</param>
/// <param name="outputs">What the outputs are called.</param>
/// <param name="targets">What the training part tells; nothing else is known of it.</param>
internal sealed class NaiveForecasts(TaskKind task, IReadOnlyList<string> outputs, TargetStatistics targets)
{
    private readonly float[] means = [.. targets.Means.Select(mean => (float)mean)];

    /// <summary>A row of answers from what is known when it is asked for: the target columns up to that time step, row by row.</summary>
    private delegate void Forecast(ReadOnlySpan<float> known, Span<float> answers);

    /// <summary>The forecasts that suit the task, the hardest to beat not necessarily first; none where nothing is measured.</summary>
    public IReadOnlyList<NaiveBaseline> On(IReadOnlyList<Sequence> sequences, CancellationToken cancellation)
    {
        var baselines = new List<NaiveBaseline>();
        bool observed = targets.Horizon > 0 && sequences.All(sequence => sequence.Observed is not null), numbers = task == TaskKind.Regression;
        string[] hard = numbers ? ["RMSE", "MAE"] : [targets.IsWeighted ? "balanced accuracy" : "accuracy"];
        void Measure(string name, string does, Forecast forecast, string[] judged)
        {
            var metrics = Metrics(sequences, forecast, cancellation);
            if (metrics.Count > 0)
            {
                baselines.Add(new NaiveBaseline(name, does, metrics, judged));
            }
        }
        if (observed)
        {
            Measure("persistence", $"repeating the last {(numbers ? "value" : task == TaskKind.Binary ? "answer" : "class")}", Last, hard);
            if (numbers && targets.Season > 0)
            {
                Measure("seasonal", $"repeating the value one season ({targets.Season} time steps) before", SeasonBefore, hard);
            }
        }
        if (numbers && !observed)
        {
            Measure("mean", "the mean of the training targets", (_, answers) => means.CopyTo(answers), hard);
        }
        else if (!numbers)
        {
            Measure("prior", Prior(), (_, answers) => means.CopyTo(answers), targets.IsWeighted ? hard : [.. hard, "cross-entropy"]);
        }
        return observed && !numbers ? [.. baselines.Select(WithoutProbabilities)] : baselines;
    }

    private string Prior() => task == TaskKind.Binary
        ? "the shares of yes in the training part"
        : $"the shares of the training part, which always predict {Wording.Quote(outputs[ClassScores.IndexOfLargest(means)])}";

    /// <summary>Who repeats a class is sure of it: an error has no finite cross-entropy.</summary>
    private static NaiveBaseline WithoutProbabilities(NaiveBaseline baseline) =>
        baseline.Name == "persistence" ? baseline with { Metrics = [.. baseline.Metrics.Where(metric => metric.Name != "cross-entropy")] } : baseline;

    private IReadOnlyList<Metric> Metrics(IReadOnlyList<Sequence> sequences, Forecast forecast, CancellationToken cancellation)
    {
        var scores = Scores.Of(task, outputs);
        float[] answers = new float[outputs.Count];
        foreach (var sequence in sequences)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int t = 0; t < sequence.Length; t++)
            {
                forecast(sequence.Observed is { } observed ? observed.Until(sequence.FirstObserved + t) : [], answers);
                scores.Add(answers, sequence, t);
            }
        }
        return [.. scores.Finish("", []).Metrics.Where(metric => metric.Name != "majority")]; // that is of the part, whatever is answered
    }

    private void Last(ReadOnlySpan<float> known, Span<float> answers) => Answer(known, 0, answers);

    /// <summary>The latest value that is whole seasons before the one asked for and known by now; before the first season the last value.</summary>
    private void SeasonBefore(ReadOnlySpan<float> known, Span<float> answers)
    {
        int seasons = (targets.Horizon + targets.Season - 1) / targets.Season, back = (seasons * targets.Season) - targets.Horizon;
        Answer(known, back < known.Length / answers.Length ? back : 0, answers);
    }

    /// <summary>What was known so many rows ago; what was not yet is the mean.</summary>
    private void Answer(ReadOnlySpan<float> known, int back, Span<float> answers)
    {
        if (task is TaskKind.Regression or TaskKind.Binary)
        {
            var row = known.Slice(known.Length - ((back + 1) * answers.Length), answers.Length);
            for (int output = 0; output < answers.Length; output++)
            {
                answers[output] = float.IsNaN(row[output]) ? means[output] : row[output];
            }
            return;
        }
        means.CopyTo(answers);
        if (known[^(back + 1)] is var index && !float.IsNaN(index))
        {
            answers.Clear();
            answers[(int)index] = 1;
        }
    }
}
