using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;
using Lstm.Training.Data.Storage;
using Lstm.Training.Models;

namespace Lstm.Training.Evaluation;

/// <summary>Scores of classes and of tokens.</summary>
internal sealed class ClassScores(TaskKind task, IReadOnlyList<string> outputs, OutputThresholds thresholds, NumberStore store) : Scores
{
    private const int MostClassesShown = 200;
    private const int MostRanked = 1 << 25; // values
    private const double Least = 1e-38;

    private readonly long[,]? counts = outputs.Count <= MostClassesShown ? new long[outputs.Count, outputs.Count] : null;
    private readonly EvenSample<float> probabilities = new();
    private readonly long[] truths = new long[outputs.Count];
    private readonly long[] said = new long[outputs.Count];
    private readonly long[] found = new long[outputs.Count];
    private readonly StoredList<float> all = new(store); // the probabilities of every class, row by row, as long as they are few enough to rank
    private readonly StoredList<int> targets = new(store);
    private bool ranks = task == TaskKind.Classification && outputs.Count <= MostClassesShown;
    private double entropy;
    private long right;

    /// <summary>The logarithm, bounded for what has no probability at all.</summary>
    public static double Log(double probability) => Math.Log(Math.Max(probability, Least));

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> answers, int target)
    {
        int answer = Decision.Class(thresholds, answers);
        if (counts is not null)
        {
            counts[target, answer]++;
        }
        truths[target]++;
        said[answer]++;
        found[target] += answer == target ? 1 : 0;
        Remember(answers, target);
        right += answer == target ? 1 : 0;
        entropy -= Log(answers[target]);
        probabilities.Add(answers[target]);
    }

    /// <inheritdoc/>
    public override PartEvaluation Finish(string part, IReadOnlyList<Prediction> examples)
    {
        var (figures, curves) = task == TaskKind.Classification && counts is not null ? Ranked() : ([], []);
        return new PartEvaluation(part, task, [.. Metrics(figures)], [], counts is null ? null : new ConfusionMatrix(outputs, counts), probabilities, examples) { OutputNames = outputs, Classes = figures, Curves = curves };
    }

    /// <summary>The largest answer's place; of equals the first's.</summary>
    internal static int IndexOfLargest(ReadOnlySpan<float> answers)
    {
        int best = 0;
        for (int i = 1; i < answers.Length; i++)
        {
            best = answers[i] > answers[best] ? i : best;
        }
        return best;
    }

    private void Remember(ReadOnlySpan<float> answers, int target)
    {
        if (ranks)
        {
            all.AddRange(answers);
            targets.Add(target);
            ranks = all.Count <= MostRanked;
        }
    }

    /// <summary>What each class comes to, and the curves of as many as are drawn; answers are put into order in the same memory for one class after the other.</summary>
    private (ClassFigures[] Figures, ThresholdCurve[] Curves) Ranked()
    {
        using var room = store.Temporary();
        var answers = room.Allocate<float>(ranks ? targets.Count : 0).Memory.Span;
        var isClass = room.Allocate<bool>(answers.Length).Memory.Span;
        var figures = new ClassFigures[outputs.Count];
        var curves = new ThresholdCurve[ranks && outputs.Count <= MostCurves ? outputs.Count : 0];
        for (int index = 0; index < figures.Length; index++)
        {
            for (int row = 0; row < answers.Length; row++)
            {
                answers[row] = all[(row * outputs.Count) + index];
                isClass[row] = targets[row] == index;
            }
            answers.Sort(isClass);
            figures[index] = new ClassFigures(outputs[index], truths[index], said[index], found[index], ranks ? Ranking.AveragePrecision(answers, isClass) : double.NaN);
            if (index < curves.Length)
            {
                curves[index] = ThresholdCurve.Of(outputs[index], answers, isClass, MostCurvePoints);
            }
        }
        return (figures, curves);
    }

    private IEnumerable<Metric> Metrics(ClassFigures[] figures)
    {
        double count = truths.Sum();
        if (count == 0)
        {
            yield break;
        }
        bool tokens = task == TaskKind.NextToken;
        yield return new Metric("accuracy", right / count, tokens ? "share of next tokens predicted correctly" : "share of correct predictions");
        if (!tokens)
        {
            var there = Enumerable.Range(0, outputs.Count).Where(index => truths[index] > 0).ToList();
            yield return new Metric("balanced accuracy", there.Average(index => found[index] / (double)truths[index]), "mean of the classes' recalls, each class counting the same");
            yield return new Metric("majority", truths.Max() / count, "the accuracy of always predicting the most frequent class");
            double[] ranked = [.. figures.Select(figure => figure.AveragePrecision).Where(double.IsFinite)];
            if (ranked.Length > 0)
            {
                yield return new Metric("average precision", ranked.Average(), "mean over the classes of the mean precision over all thresholds at which one more is found");
            }
        }
        yield return new Metric("cross-entropy", entropy / count, "mean −ln of the true class's probability, in nats");
        if (tokens)
        {
            yield return new Metric("perplexity", Math.Exp(entropy / count), "as uncertain as a uniform choice among so many");
        }
    }
}
