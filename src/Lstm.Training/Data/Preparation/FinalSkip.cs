using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;

namespace Lstm.Training.Data.Preparation;

/// <summary>
/// A skip connection around a whole network: a dense layer, and behind it a residual layer that adds the sample, y = x + d. Such a network
/// is trained without that layer to give the differences d = y − x, which have a scale of their own; folded into the dense
/// layer, that scale leaves the sample in its own units.
/// </summary>
internal static class FinalSkip
{
    private const int BlockRows = 4096;

    /// <summary>The layers to end a network in.</summary>
    public static ResidualLayerSpec Layer { get; } = new(ResidualLayerSpec.Input);

    /// <summary>Whether a network ends so.</summary>
    public static bool IsIn(ModelSpec spec) =>
        spec.Layers.Count > 1 && spec.Layers[^1] is ResidualLayerSpec { From: ResidualLayerSpec.Input } && spec.Layers[^2] is DenseLayerSpec { Activation.Kind: ActivationKind.Identity, Bias: true };

    /// <summary>The network without it.</summary>
    public static ModelSpec Without(ModelSpec spec) => spec with { Layers = new EquatableArray<LayerSpec>([.. spec.Layers.SkipLast(1)]) };

    /// <summary>Tells of targets to which the network adds another column, one sentence each.</summary>
    public static IEnumerable<string> OtherInputs(IReadOnlyList<string> targets, IReadOnlyList<string> inputs) =>
        from pair in targets.Zip(inputs)
        where pair.First != pair.Second
        select $"The network ends by adding input {pair.Second} to what it learns of target {pair.First}: right where both are of one kind. --inputs says which columns come first.";

    /// <summary>
    /// What a network adds to learn a series: the input of the time step of each target. Null where there is none: data with fewer inputs than targets does not
    /// fit such a network and is left as it is.
    /// </summary>
    /// <param name="series">Its targets are those of the time steps of its inputs, or as a whole that of its last one.</param>
    /// <param name="targets">Target columns.</param>
    public static Func<int, double>? Added(Series series, int targets)
    {
        int inputs = series.Inputs.Length / Math.Max(1, series.Length);
        if (series.Targets.Length == 0 || inputs < targets)
        {
            return null;
        }
        int first = series.Length - (series.Targets.Length / targets); // a target of the whole series belongs to its last time step
        var values = series.Inputs;
        return index => values[((first + (index / targets)) * inputs) + (index % targets)];
    }

    /// <summary>The targets of a series, each less what the network adds; in blocks of whole rows, each of which takes the place of the one before.</summary>
    /// <param name="series">Its targets are those of the time steps of its inputs.</param>
    /// <param name="targets">Target columns.</param>
    public static IEnumerable<Values<double>> Differences(Series series, int targets)
    {
        if (Added(series, targets) is not { } added)
        {
            yield return series.Targets;
            yield break;
        }
        double[] block = new double[BlockRows * targets];
        for (int start = 0; start < series.Targets.Length; start += block.Length)
        {
            int count = Math.Min(block.Length, series.Targets.Length - start);
            for (int i = 0; i < count; i++)
            {
                block[i] = series.Targets[start + i] - added(start + i);
            }
            yield return ((Values<double>)block)[..count];
        }
    }
}
