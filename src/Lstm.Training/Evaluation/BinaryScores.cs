using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;
using Lstm.Training.Data.Storage;
using Lstm.Training.Models;

namespace Lstm.Training.Evaluation;

/// <summary>Scores of probabilities of yes or no.</summary>
internal sealed class BinaryScores(IReadOnlyList<string> outputs, OutputThresholds thresholds, NumberStore store) : Scores
{
    private readonly Counts[] counts = [.. outputs.Select(name => new Counts(name, store))];
    private double entropy;

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> answers, ReadOnlySpan<float> targets)
    {
        for (int output = 0; output < targets.Length; output++)
        {
            float truth = targets[output], answer = answers[output];
            if (!float.IsNaN(truth))
            {
                counts[output].Add(truth, answer, Decision.IsYes(thresholds, output, answer));
                entropy -= (truth * ClassScores.Log(answer)) + ((1 - truth) * ClassScores.Log(1 - answer));
            }
        }
    }

    /// <inheritdoc/>
    public override PartEvaluation Finish(string part, IReadOnlyList<Prediction> examples)
    {
        var ranked = counts.Select(output => Ranked(output, draws: outputs.Count <= MostCurves)).ToList();
        return new PartEvaluation(part, TaskKind.Binary, [.. Metrics(ranked)], [.. counts.Select(output => output.Shown.Result())], null, [], examples)
        {
            Classes = [.. ranked.Select(one => one.Figures)],
            Curves = [.. ranked.Select(one => one.Curve).OfType<ThresholdCurve>()],
        };
    }

    private static bool IsYes(float truth) => truth >= 0.5f;

    private (ClassFigures Figures, double Area, ThresholdCurve? Curve) Ranked(Counts output, bool draws)
    {
        using var room = store.Temporary();
        Sort(room, [output], out var sorted, out var labels);
        return (
            new ClassFigures(output.Shown.Name, output.Positives, output.Answered, output.Right, Ranking.AveragePrecision(sorted, labels)),
            Ranking.Area(sorted, labels),
            draws ? ThresholdCurve.Of(output.Shown.Name, sorted, labels, MostCurvePoints) : null);
    }

    /// <summary>The answers of some outputs in ascending order, and which of them should be yes.</summary>
    private static void Sort(NumberStore room, Counts[] some, out Span<float> sorted, out Span<bool> labels)
    {
        int values = checked((int)some.Sum(output => (long)output.Answers.Count)), at = 0;
        sorted = room.Allocate<float>(values).Memory.Span;
        labels = room.Allocate<bool>(values).Memory.Span;
        foreach (var output in some)
        {
            output.Answers.CopyTo(sorted[at..]);
            output.Truths.CopyTo(labels[at..]);
            at += output.Answers.Count;
        }
        sorted.Sort(labels);
    }

    private IEnumerable<Metric> Metrics(List<(ClassFigures Figures, double Area, ThresholdCurve? Curve)> ranked)
    {
        double count = counts.Sum(output => (long)output.Answers.Count);
        if (count == 0)
        {
            yield break;
        }
        string at = outputs.Where((_, output) => thresholds.IsChosen(output)).Any() ? "the chosen threshold" : "a threshold of 0.5";
        double positives = counts.Sum(output => output.Positives), answered = counts.Sum(output => output.Answered), hits = counts.Sum(output => output.Right);
        double missed = positives - hits, alarms = answered - hits, rejected = count - hits - missed - alarms;
        yield return new Metric("accuracy", 1 - ((missed + alarms) / count), "share of correct predictions, at " + at);
        var (precision, area) = ranked.Count == 1 ? (ranked[0].Figures.AveragePrecision, ranked[0].Area) : RankedTogether();
        Metric[] shares =
        [
            new("balanced accuracy", ((hits / positives) + (rejected / (rejected + alarms))) / 2, "mean of the share of positives and the share of negatives that are answered right, at " + at),
            new("majority", Math.Max(positives, rejected + alarms) / count, "the accuracy of always giving the more frequent answer"),
            new("average precision", precision, "mean precision over all thresholds at which one more positive is found; guessing has the share of positives"),
            new("AUC", area, "probability that a positive gets a higher answer than a negative"),
            new("precision", hits / answered, "share of positives among the answers from " + at + " on"),
            new("recall", hits / positives, "share of the positives answered from " + at + " on"),
        ];
        foreach (var share in shares.Where(share => double.IsFinite(share.Value))) // what is a share of nothing is left out
        {
            yield return share;
        }
        yield return new Metric("cross-entropy", entropy / count, "mean, in nats");
    }

    private (double AveragePrecision, double Area) RankedTogether()
    {
        using var room = store.Temporary();
        Sort(room, counts, out var sorted, out var labels);
        return (Ranking.AveragePrecision(sorted, labels), Ranking.Area(sorted, labels));
    }

    /// <summary>Answers of an output, and how often they are what.</summary>
    private sealed class Counts(string name, NumberStore store)
    {
        public OutputErrors Shown { get; } = new(name);

        public StoredList<float> Answers { get; } = new(store);

        public StoredList<bool> Truths { get; } = new(store);

        public long Positives { get; private set; }

        public long Answered { get; private set; }

        public long Right { get; private set; }

        public void Add(float truth, float answer, bool said)
        {
            bool isYes = IsYes(truth);
            Shown.Add(truth, answer);
            Answers.Add(answer);
            Truths.Add(isYes);
            Positives += isYes ? 1 : 0;
            Answered += said ? 1 : 0;
            Right += isYes && said ? 1 : 0;
        }
    }
}
