using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;
using Lstm.Training.Data.Storage;
using Lstm.Training.Models;

namespace Lstm.Training.Evaluation;

/// <summary>Scores of numbers, and of probabilities of yes or no.</summary>
internal sealed class NumberScores(TaskKind task, IReadOnlyList<string> outputs, OutputThresholds thresholds, NumberStore store) : Scores
{
    /// <summary>The name of the mean pinball loss.</summary>
    public const string Pinball = "pinball loss";

    private readonly StoredList<float>[] truths = [.. outputs.Select(_ => new StoredList<float>(store))];
    private readonly StoredList<float>[] answers = [.. outputs.Select(_ => new StoredList<float>(store))];

    /// <summary>The quantiles that come out of each target; empty where the target itself does.</summary>
    public IReadOnlyList<float> Quantiles { get; init; } = [];

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> answers, ReadOnlySpan<float> targets)
    {
        for (int output = 0; output < targets.Length; output++)
        {
            if (!float.IsNaN(targets[output]))
            {
                truths[output].Add(targets[output]);
                this.answers[output].Add(answers[output]);
            }
        }
    }

    /// <inheritdoc/>
    public override PartEvaluation Finish(string part, IReadOnlyList<Prediction> examples)
    {
        TargetResult[] targets = [.. outputs.Select((name, output) => new TargetResult(name, truths[output], answers[output]))];
        IEnumerable<Metric> metrics = task == TaskKind.Binary ? Binary(targets) : Quantiles.Count > 0 ? QuantileScores.Of(targets, Quantiles) : Errors(targets);
        (ClassFigures Figures, ThresholdCurve? Curve)[] ranked = task == TaskKind.Binary ? [.. targets.Select((target, output) => Ranked(target, output, draws: targets.Length <= MostCurves))] : [];
        return new PartEvaluation(part, task, [.. metrics], targets, null, [], examples)
        {
            Classes = [.. ranked.Select(one => one.Figures)],
            Curves = [.. ranked.Select(one => one.Curve).OfType<ThresholdCurve>()],
        };
    }

    /// <summary>Of sound: Σ e² / Σ y² over all outputs (A. Wright, E.-P. Damskägg, L. Juvela and V. Välimäki, "Real-Time Guitar Amplifier Emulation with Deep Learning", Applied Sciences 10(3), 2020, without their pre-emphasis).</summary>
    public Metric ErrorToSignal()
    {
        double errors = 0, signal = 0;
        for (int output = 0; output < truths.Length; output++)
        {
            for (int i = 0; i < truths[output].Count; i++)
            {
                errors += Square((double)answers[output][i] - truths[output][i]);
                signal += Square(truths[output][i]);
            }
        }
        return new Metric("ESR", errors / signal, "error-to-signal ratio: squared error over squared signal; 1 is no better than silence");
    }

    private static IEnumerable<Metric> Errors(TargetResult[] targets)
    {
        var errors = targets.SelectMany(target => target.Truths.Zip(target.Answers, (truth, answer) => (double)answer - truth)); // looked at anew for each figure, not kept
        if (!errors.Any())
        {
            yield break;
        }
        yield return new Metric("RMSE", Math.Sqrt(errors.Average(error => error * error)), "root mean squared error, in the target's unit");
        yield return new Metric("MAE", errors.Average(Math.Abs), "mean absolute error");
        if (targets.Average(Explained) is var explained && double.IsFinite(explained)) // there is variance to explain
        {
            yield return new Metric("R²", explained, "share of the variance explained; 0 is no better than the mean");
        }
        yield return new Metric("largest error", errors.Max(Math.Abs), "the largest absolute error");
        foreach (var target in targets.Where(target => targets.Length > 1 && target.Truths.Count > 0))
        {
            yield return new Metric($"RMSE of {target.Name}", Math.Sqrt(target.Truths.Zip(target.Answers, (truth, answer) => Square((double)answer - truth)).Average()), "in its own unit");
        }
    }

    // What sums of equal numbers in another order leave of 1 - 1.
    private const double Rounding = 1e-12;

    private static double Explained(TargetResult target)
    {
        if (target.Truths.Count == 0)
        {
            return double.NaN;
        }
        double mean = target.Truths.Average(truth => (double)truth);
        double spread = target.Truths.Sum(truth => Square(truth - mean));
        double explained = 1 - (target.Truths.Zip(target.Answers, (truth, answer) => Square((double)answer - truth)).Sum() / spread);
        return Math.Abs(explained) < Rounding ? 0 : explained;
    }

    private IEnumerable<Metric> Binary(TargetResult[] targets)
    {
        var pairs = targets.SelectMany((target, output) => target.Truths.Zip(target.Answers, (truth, answer) => (Truth: truth, Answer: answer, Said: Decision.IsYes(thresholds, output, answer))));
        string at = outputs.Where((_, output) => thresholds.IsChosen(output)).Any() ? "the chosen threshold" : "a threshold of 0.5";
        double count = truths.Sum(output => (long)output.Count);
        if (count == 0)
        {
            yield break;
        }
        long Count(bool truth, bool answer) => pairs.LongCount(pair => (pair.Truth >= 0.5f) == truth && pair.Said == answer);
        double hits = Count(true, true), missed = Count(true, false), alarms = Count(false, true);
        double rejected = count - hits - missed - alarms;
        yield return new Metric("accuracy", 1 - ((missed + alarms) / count), "share of correct predictions, at " + at);
        var (precision, area) = Ranked();
        Metric[] shares =
        [
            new("balanced accuracy", ((hits / (hits + missed)) + (rejected / (rejected + alarms))) / 2, "mean of the share of positives and the share of negatives that are answered right, at " + at),
            new("majority", Math.Max(hits + missed, rejected + alarms) / count, "the accuracy of always giving the more frequent answer"),
            new("average precision", precision, "mean precision over all thresholds at which one more positive is found; guessing has the share of positives"),
            new("AUC", area, "probability that a positive gets a higher answer than a negative"),
            new("precision", hits / (hits + alarms), "share of positives among the answers from " + at + " on"),
            new("recall", hits / (hits + missed), "share of the positives answered from " + at + " on"),
        ];
        foreach (var share in shares.Where(share => double.IsFinite(share.Value))) // what is a share of nothing is left out
        {
            yield return share;
        }
        yield return new Metric("cross-entropy", pairs.Average(pair => -((pair.Truth * ClassScores.Log(pair.Answer)) + ((1 - pair.Truth) * ClassScores.Log(1 - pair.Answer)))), "mean, in nats");
    }

    private (ClassFigures Figures, ThresholdCurve? Curve) Ranked(TargetResult target, int output, bool draws)
    {
        Sort(output, 1, out var sorted, out var labels);
        bool Said(float answer) => Decision.IsYes(thresholds, output, answer);
        var figures = new ClassFigures(
            target.Name,
            target.Truths.LongCount(IsYes),
            target.Answers.LongCount(Said),
            target.Truths.Zip(target.Answers).LongCount(pair => IsYes(pair.First) && Said(pair.Second)),
            Ranking.AveragePrecision(sorted, labels));
        return (figures, draws ? ThresholdCurve.Of(target.Name, sorted, labels, MostCurvePoints) : null);
    }

    private (double AveragePrecision, double Area) Ranked()
    {
        Sort(0, outputs.Count, out var sorted, out var labels);
        return (Ranking.AveragePrecision(sorted, labels), Ranking.Area(sorted, labels));
    }

    /// <summary>The answers of some outputs in ascending order, and which of them should be yes.</summary>
    private void Sort(int first, int count, out Span<float> sorted, out Span<bool> labels)
    {
        var range = Enumerable.Range(first, count);
        int values = checked((int)range.Sum(output => (long)answers[output].Count)), at = 0;
        sorted = store.Allocate<float>(values).Memory.Span;
        labels = store.Allocate<bool>(values).Memory.Span;
        foreach (int output in range)
        {
            for (int i = 0; i < answers[output].Count; i++, at++)
            {
                (sorted[at], labels[at]) = (answers[output][i], IsYes(truths[output][i]));
            }
        }
        sorted.Sort(labels);
    }

    private static bool IsYes(float truth) => truth >= 0.5f;

    private static double Square(double value) => value * value;
}
