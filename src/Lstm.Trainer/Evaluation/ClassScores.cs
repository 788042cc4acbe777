using System;
using System.Collections.Generic;

namespace Lstm.Trainer.Evaluation;

/// <summary>Scores of classes and of tokens.</summary>
internal sealed class ClassScores(TaskKind task, IReadOnlyList<string> outputs) : Scores
{
    private const int MostClassesShown = 200;
    private const double Least = 1e-38;

    private readonly long[,]? counts = outputs.Count <= MostClassesShown ? new long[outputs.Count, outputs.Count] : null;
    private readonly List<float> probabilities = [];
    private double entropy;
    private long right;

    /// <summary>The logarithm, bounded for what has no probability at all.</summary>
    public static double Log(double probability) => Math.Log(Math.Max(probability, Least));

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> answers, int target)
    {
        int answer = IndexOfLargest(answers);
        if (counts is not null)
        {
            counts[target, answer]++;
        }
        right += answer == target ? 1 : 0;
        entropy -= Log(answers[target]);
        probabilities.Add(answers[target]);
    }

    /// <inheritdoc/>
    public override PartEvaluation Finish(string part, IReadOnlyList<Prediction> examples) =>
        new(part, task, [.. Metrics()], [], counts is null ? null : new ConfusionMatrix(outputs, counts), probabilities, examples) { OutputNames = outputs };

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

    private IEnumerable<Metric> Metrics()
    {
        double count = probabilities.Count;
        if (count == 0)
        {
            yield break;
        }
        bool tokens = task == TaskKind.NextToken;
        yield return new Metric("accuracy", right / count, tokens ? "share of next tokens told right" : "share of right answers");
        yield return new Metric("cross-entropy", entropy / count, "mean −ln of the true one's probability, in nats");
        if (tokens)
        {
            yield return new Metric("perplexity", Math.Exp(entropy / count), "as uncertain as a choice among so many");
        }
    }
}
