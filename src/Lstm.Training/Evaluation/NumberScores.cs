using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Models;

namespace Lstm.Training.Evaluation;

/// <summary>Scores of numbers.</summary>
internal sealed class NumberScores(IReadOnlyList<string> outputs) : Scores
{
    private readonly OutputErrors[] errors = [.. outputs.Select(name => new OutputErrors(name))];

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> answers, ReadOnlySpan<float> targets)
    {
        for (int output = 0; output < targets.Length; output++)
        {
            if (!float.IsNaN(targets[output]))
            {
                errors[output].Add(targets[output], answers[output]);
            }
        }
    }

    /// <inheritdoc/>
    public override PartEvaluation Finish(string part, IReadOnlyList<Prediction> examples) =>
        new(part, TaskKind.Regression, [.. Metrics()], [.. errors.Select(output => output.Result())], null, [], examples);

    /// <summary>Of sound: Σ e² / Σ y² over all outputs (A. Wright, E.-P. Damskägg, L. Juvela and V. Välimäki, "Real-Time Guitar Amplifier Emulation with Deep Learning", Applied Sciences 10(3), 2020, without their pre-emphasis).</summary>
    public Metric ErrorToSignal() => new("ESR", errors.Sum(output => output.Squares) / errors.Sum(output => output.Signal), "error-to-signal ratio: squared error over squared signal; 1 is no better than silence");

    private IEnumerable<Metric> Metrics()
    {
        long count = errors.Sum(output => output.Count);
        if (count == 0)
        {
            yield break;
        }
        yield return new Metric("RMSE", Math.Sqrt(errors.Sum(output => output.Squares) / count), "root mean squared error, in the target's unit");
        yield return new Metric("MAE", errors.Sum(output => output.Absolute) / count, "mean absolute error");
        if (errors.Average(output => output.Explained) is var explained && double.IsFinite(explained)) // there is variance to explain
        {
            yield return new Metric("R²", explained, "share of the variance explained; 0 is no better than the mean");
        }
        yield return new Metric("largest error", errors.Max(output => output.Largest), "the largest absolute error");
        foreach (var output in errors.Where(output => errors.Length > 1 && output.Count > 0))
        {
            yield return new Metric($"RMSE of {output.Name}", Math.Sqrt(output.Squares / output.Count), "in its own unit");
        }
    }
}
