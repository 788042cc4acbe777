using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Evaluation;

/// <summary>How good quantiles are: their pinball loss (Koenker and Bassett 1978), and how many truths are below them.</summary>
internal static class QuantileScores
{
    /// <summary>The figures.</summary>
    /// <param name="outputs">Truths and answers of each output; of each target its quantiles follow each other.</param>
    /// <param name="quantiles">In ascending order.</param>
    public static IEnumerable<Metric> Of(IReadOnlyList<TargetResult> outputs, IReadOnlyList<float> quantiles)
    {
        var targets = outputs.Chunk(quantiles.Count).Where(target => target[0].Truths.Count > 0).ToList();
        if (targets.Count == 0)
        {
            yield break;
        }
        yield return new Metric(NumberScores.Pinball, targets.Average(target => target.Select((output, q) => Pinball(output, quantiles[q])).Average()), "mean over quantiles and targets, in the target's unit");
        if (quantiles.ToList().IndexOf(0.5f) is >= 0 and var median)
        {
            yield return new Metric("MAE", Mean(targets, (target, i) => Math.Abs((double)target[median].Answers[i] - target[median].Truths[i])), "mean absolute error of the median");
        }
        if (quantiles.Count > 1)
        {
            yield return new Metric("interval coverage", Mean(targets, (target, i) => target[0].Answers[i] <= target[0].Truths[i] && target[0].Truths[i] <= target[^1].Answers[i] ? 1 : 0), FormattableString.Invariant($"share of truths from the lowest to the highest quantile; {quantiles[^1] - quantiles[0]:0.###} if both are right"));
            yield return new Metric("interval width", Mean(targets, (target, i) => (double)target[^1].Answers[i] - target[0].Answers[i]), "mean, from the lowest to the highest quantile");
            yield return new Metric("crossing", Mean(targets, (target, i) => Enumerable.Range(1, target.Length - 1).Any(q => target[q].Answers[i] < target[q - 1].Answers[i]) ? 1 : 0), "share of forecasts in which a higher quantile is below a lower one");
        }
        for (int q = 0; q < quantiles.Count; q++)
        {
            int quantile = q;
            yield return new Metric(FormattableString.Invariant($"coverage of {quantiles[q]}"), Mean(targets, (target, i) => target[quantile].Truths[i] <= target[quantile].Answers[i] ? 1 : 0), "share of truths at or below that quantile");
        }
        if (targets.Count > 1)
        {
            foreach (var target in targets)
            {
                string name = target[0].Name[..target[0].Name.LastIndexOf("_q", StringComparison.Ordinal)];
                yield return new Metric($"{NumberScores.Pinball} of {name}", target.Select((output, q) => Pinball(output, quantiles[q])).Average(), "in its own unit");
            }
        }
    }

    private static double Pinball(TargetResult output, double quantile) =>
        output.Truths.Zip(output.Answers, (truth, answer) => (double)truth - answer).Average(rest => Math.Max(quantile * rest, (quantile - 1) * rest));

    private static double Mean(List<TargetResult[]> targets, Func<TargetResult[], int, double> figure) =>
        targets.SelectMany(target => Enumerable.Range(0, target[0].Truths.Count).Select(i => figure(target, i))).Average();
}
