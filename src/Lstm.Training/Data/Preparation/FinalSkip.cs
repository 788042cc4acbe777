using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Preparation;

/// <summary>
/// A skip connection around a whole network: a dense layer, and behind it a residual layer that adds the sample, y = x + d. Such a network
/// is trained without that layer to give the differences d = y − x, which have a scale of their own; folded into the dense
/// layer, that scale leaves the sample in its own units.
/// </summary>
internal static class FinalSkip
{
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
    /// What is to be learnt of a series: its targets, each less the input of its time step that the network adds. Data with fewer inputs
    /// than targets does not fit such a network and is left as it is.
    /// </summary>
    public static double[] Differences(Series series, int targets)
    {
        int inputs = series.Inputs.Length / Math.Max(1, series.Length);
        if (series.Targets.Length == 0 || inputs < targets)
        {
            return series.Targets;
        }
        int first = series.Length - (series.Targets.Length / targets); // a target of the whole series belongs to its last time step
        return [.. series.Targets.Select((target, index) => target - series.Inputs[((first + (index / targets)) * inputs) + (index % targets)])];
    }
}
