using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;
using Lstm.Training.Data.Storage;
using Lstm.Training.Models;

namespace Lstm.Training.Evaluation;

/// <summary>Scores of probabilities of yes or no. Of several outputs each has its own, and what is given for all is the mean over the outputs: thresholds and scales of probabilities differ, so answers of one are not ranked against another's.</summary>
internal sealed class BinaryScores(IReadOnlyList<string> outputs, OutputThresholds thresholds, NumberStore store) : Scores
{
    private static readonly string[] ByOutput = ["accuracy", "cross-entropy", "average precision", "F1"];

    private readonly Counts[] counts = [.. outputs.Select(name => new Counts(name, store))];

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> answers, ReadOnlySpan<float> targets)
    {
        for (int output = 0; output < targets.Length; output++)
        {
            float truth = targets[output], answer = answers[output];
            if (!float.IsNaN(truth))
            {
                counts[output].Add(truth, answer, Decision.IsYes(thresholds, output, answer));
            }
        }
    }

    /// <inheritdoc/>
    public override PartEvaluation Finish(string part, IReadOnlyList<Prediction> examples)
    {
        var ranked = counts.Select((output, index) => Ranked(output, thresholds[index], draws: outputs.Count <= MostCurves)).ToList();
        return new PartEvaluation(part, TaskKind.Binary, [.. Metrics(ranked)], [.. counts.Select(output => output.Shown.Result())], null, [], examples)
        {
            Classes = [.. ranked.Select(one => one.Figures)],
            Curves = [.. ranked.Select(one => one.Curve).OfType<ThresholdCurve>()],
        };
    }

    private static bool IsYes(float truth) => truth >= 0.5f;

    private (ClassFigures Figures, double Area, ThresholdCurve? Curve) Ranked(Counts output, float threshold, bool draws)
    {
        using var room = store.Temporary();
        Sort(room, output, out var sorted, out var labels);
        return (
            new ClassFigures(output.Shown.Name, output.Positives, output.Answered, output.Right, Ranking.AveragePrecision(sorted, labels)) { Threshold = threshold },
            Ranking.Area(sorted, labels),
            draws ? ThresholdCurve.Of(output.Shown.Name, sorted, labels, MostCurvePoints) : null);
    }

    /// <summary>The answers of an output in ascending order, and which of them should be yes.</summary>
    private static void Sort(NumberStore room, Counts output, out Span<float> sorted, out Span<bool> labels)
    {
        int values = output.Answers.Count;
        sorted = room.Allocate<float>(values).Memory.Span;
        labels = room.Allocate<bool>(values).Memory.Span;
        output.Answers.CopyTo(sorted);
        output.Truths.CopyTo(labels);
        sorted.Sort(labels);
    }

    private IEnumerable<Metric> Metrics(List<(ClassFigures Figures, double Area, ThresholdCurve? Curve)> ranked)
    {
        var measured = counts.Select((output, index) => (output.Shown.Name, Figures: Figures(output, ranked[index], index).ToList())).Where((_, index) => counts[index].Answers.Count > 0).ToList();
        if (measured.Count == 0)
        {
            yield break;
        }
        for (int figure = 0; figure < measured[0].Figures.Count; figure++)
        {
            double[] known = [.. measured.Select(output => output.Figures[figure].Value).Where(double.IsFinite)]; // what is a share of nothing is left out
            if (known.Length > 0)
            {
                var (name, _, meaning) = measured[0].Figures[figure];
                string over = outputs.Count == 1 ? "" : known.Length == outputs.Count ? "; the mean over the outputs" : $"; the mean over {known.Length} of the {outputs.Count} outputs";
                yield return new Metric(name, known.Average(), meaning + over);
            }
        }
        foreach (var (output, figures) in measured.Where(_ => outputs.Count > 1))
        {
            foreach (var figure in figures.Where(figure => ByOutput.Contains(figure.Name) && double.IsFinite(figure.Value)))
            {
                yield return figure with { Name = $"{figure.Name} of {output}" };
            }
        }
    }

    private IEnumerable<Metric> Figures(Counts output, (ClassFigures Figures, double Area, ThresholdCurve? Curve) ranked, int index)
    {
        double count = output.Answers.Count, positives = output.Positives, answered = output.Answered, hits = output.Right;
        double missed = positives - hits, alarms = answered - hits, rejected = count - hits - missed - alarms;
        string at = outputs.Count == 1 || !outputs.Where((_, output) => thresholds.IsChosen(output)).Any() ? thresholds.IsChosen(index) ? "the chosen threshold" : "a threshold of 0.5" : "each output's threshold";
        yield return new("accuracy", 1 - ((missed + alarms) / count), "share of correct predictions, at " + at);
        yield return new("cross-entropy", output.Entropy / count, "mean, in nats");
        yield return new("balanced accuracy", ((hits / positives) + (rejected / (rejected + alarms))) / 2, "mean of the share of positives and the share of negatives that are answered right, at " + at);
        yield return new("majority", Math.Max(positives, rejected + alarms) / count, "the accuracy of always giving the more frequent answer");
        yield return new("average precision", ranked.Figures.AveragePrecision, "mean precision over all thresholds at which one more positive is found; guessing has the share of positives");
        yield return new("AUC", ranked.Area, "probability that a positive gets a higher answer than a negative");
        yield return new("F1", ranked.Figures.F1, "harmonic mean of precision and recall, at " + at);
        yield return new("precision", ranked.Figures.Precision, "share of positives among the answers from " + at + " on");
        yield return new("recall", ranked.Figures.Recall, "share of the positives answered from " + at + " on");
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

        public double Entropy { get; private set; }

        public void Add(float truth, float answer, bool said)
        {
            bool isYes = IsYes(truth);
            Shown.Add(truth, answer);
            Answers.Add(answer);
            Truths.Add(isYes);
            Entropy -= (truth * ClassScores.Log(answer)) + ((1 - truth) * ClassScores.Log(1 - answer));
            Positives += isYes ? 1 : 0;
            Answered += said ? 1 : 0;
            Right += isYes && said ? 1 : 0;
        }
    }
}
