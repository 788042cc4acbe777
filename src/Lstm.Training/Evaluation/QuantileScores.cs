using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Models;

namespace Lstm.Training.Evaluation;

/// <summary>How good quantiles are: their pinball loss (Koenker and Bassett 1978), and how many truths are below them.</summary>
/// <param name="outputs">What the outputs are called; of each target its quantiles follow each other.</param>
/// <param name="quantiles">In ascending order.</param>
internal sealed class QuantileScores(IReadOnlyList<string> outputs, IReadOnlyList<float> quantiles) : Scores
{
    /// <summary>The name of the mean pinball loss.</summary>
    public const string Pinball = "pinball loss";

    private readonly OutputErrors[] errors = [.. outputs.Select(name => new OutputErrors(name))];
    private readonly double[] pinball = new double[outputs.Count];
    private readonly long[] covered = new long[quantiles.Count];
    private long inside;
    private long crossing;
    private double width;

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> answers, ReadOnlySpan<float> targets)
    {
        for (int first = 0; first < targets.Length; first += quantiles.Count)
        {
            if (!float.IsNaN(targets[first]))
            {
                Add(first, answers.Slice(first, quantiles.Count), targets[first]);
            }
        }
    }

    /// <inheritdoc/>
    public override PartEvaluation Finish(string part, IReadOnlyList<Prediction> examples) =>
        new(part, TaskKind.Regression, [.. Metrics()], [.. errors.Select(output => output.Result())], null, [], examples);

    /// <summary>Adds the quantiles of one target.</summary>
    private void Add(int first, ReadOnlySpan<float> answers, float truth)
    {
        bool crosses = false;
        for (int q = 0; q < answers.Length; q++)
        {
            errors[first + q].Add(truth, answers[q]);
            double rest = (double)truth - answers[q];
            pinball[first + q] += Math.Max(quantiles[q] * rest, ((double)quantiles[q] - 1) * rest);
            covered[q] += truth <= answers[q] ? 1 : 0;
            crosses |= q > 0 && answers[q] < answers[q - 1];
        }
        inside += answers[0] <= truth && truth <= answers[^1] ? 1 : 0;
        width += (double)answers[^1] - answers[0];
        crossing += crosses ? 1 : 0;
    }

    private IEnumerable<Metric> Metrics()
    {
        int[] targets = [.. Enumerable.Range(0, outputs.Count / quantiles.Count).Select(target => target * quantiles.Count).Where(first => errors[first].Count > 0)];
        double count = targets.Sum(first => errors[first].Count);
        if (targets.Length == 0)
        {
            yield break;
        }
        yield return new Metric(Pinball, targets.Average(Loss), "mean over quantiles and targets, in the target's unit");
        if (quantiles.ToList().IndexOf(0.5f) is >= 0 and var median)
        {
            yield return new Metric("MAE", targets.Sum(first => errors[first + median].Absolute) / count, "mean absolute error of the median");
        }
        if (quantiles.Count > 1)
        {
            yield return new Metric("interval coverage", inside / count, FormattableString.Invariant($"share of truths from the lowest to the highest quantile; {quantiles[^1] - quantiles[0]:0.###} if both are right"));
            yield return new Metric("interval width", width / count, "mean, from the lowest to the highest quantile");
            yield return new Metric("crossing", crossing / count, "share of forecasts in which a higher quantile is below a lower one");
        }
        for (int q = 0; q < quantiles.Count; q++)
        {
            yield return new Metric(FormattableString.Invariant($"coverage of {quantiles[q]}"), covered[q] / count, "share of truths at or below that quantile");
        }
        foreach (int first in targets.Where(_ => targets.Length > 1))
        {
            string name = outputs[first][..outputs[first].LastIndexOf("_q", StringComparison.Ordinal)];
            yield return new Metric($"{Pinball} of {name}", Loss(first), "in its own unit");
        }
    }

    /// <summary>The mean pinball loss of a target's quantiles.</summary>
    private double Loss(int first) => Enumerable.Range(first, quantiles.Count).Average(output => pinball[output] / errors[output].Count);
}
