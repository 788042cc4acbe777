using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Models;

namespace Lstm.Training.Evaluation;

/// <summary>Forecasts that need no network, measured on the targets and by the figures of a network.</summary>
/// <param name="task">What kind of answer is asked for.</param>
/// <param name="outputs">What the outputs are called.</param>
/// <param name="targets">What the training part tells; nothing else is known of it.</param>
/// <param name="store">Takes truths and answers; null for memory.</param>
internal sealed class NaiveForecasts(TaskKind task, IReadOnlyList<string> outputs, TargetStatistics targets, NumberStore? store = null)
{
    private readonly float[] means = [.. targets.Means.Select(mean => (float)mean)];

    /// <summary>A row of answers from what is known when it is asked for: the target columns up to that time step, row by row.</summary>
    private delegate void Forecast(ReadOnlySpan<float> known, Span<float> answers);

    /// <summary>The forecasts that suit the task, the hardest to beat not necessarily first; none where nothing is measured.</summary>
    public IReadOnlyList<NaiveBaseline> On(IReadOnlyList<Sequence> sequences, CancellationToken cancellation)
    {
        var baselines = new List<NaiveBaseline>();
        bool observed = targets.Horizon.Longest > 0 && sequences.All(sequence => sequence.Observed is not null), numbers = task == TaskKind.Regression;
        string[] hard = targets.Quantiles.Count > 0 ? [QuantileScores.Pinball] : numbers ? ["RMSE", "MAE"] : [targets.IsWeighted ? "balanced accuracy" : "accuracy"];
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
        if (targets.Quantiles.Count > 0)
        {
            Measure("quantiles", "the quantiles of the training targets", (_, answers) => means.CopyTo(answers), hard);
        }
        else if (numbers && !observed)
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
        using var room = (store ?? NumberStore.InMemory).Temporary();
        var scores = Scores.Of(task, outputs, quantiles: targets.Quantiles, store: room);
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

    private void Last(ReadOnlySpan<float> known, Span<float> answers) => Answer(known, _ => 0, answers);

    /// <summary>The latest value that is whole seasons before the one asked for and known by now; before the first season the last value.</summary>
    private void SeasonBefore(ReadOnlySpan<float> known, Span<float> answers)
    {
        int rows = known.Length / (answers.Length / PerColumn);
        Answer(known, horizon => (targets.Season - (horizon % targets.Season)) % targets.Season is var back && back < rows ? back : 0, answers);
    }

    /// <summary>Outputs for each column that is observed: its horizons, and the quantiles of each.</summary>
    private int PerColumn => Math.Max(1, targets.Horizon.Rows.Count) * Quantiles;

    private int Quantiles => Math.Max(1, targets.Quantiles.Count);

    /// <summary>What was known so many rows ago, by the horizon of an output; what was not yet is the mean.</summary>
    private void Answer(ReadOnlySpan<float> known, Func<int, int> back, Span<float> answers)
    {
        if (task is TaskKind.Regression or TaskKind.Binary)
        {
            int width = answers.Length / PerColumn;
            for (int output = 0; output < answers.Length; output++)
            {
                int horizon = targets.Horizon.Rows[output / Quantiles % targets.Horizon.Rows.Count];
                float value = known[known.Length - ((back(horizon) + 1) * width) + (output / PerColumn)];
                answers[output] = float.IsNaN(value) ? means[output] : value;
            }
            return;
        }
        means.CopyTo(answers);
        if (known[^(back(targets.Horizon.Longest) + 1)] is var index && !float.IsNaN(index))
        {
            answers.Clear();
            answers[(int)index] = 1;
        }
    }
}
