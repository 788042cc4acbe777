using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Lstm.Specification;

/// <summary>What of a network is too large.</summary>
public enum SizePart
{
    /// <summary>The packed weights.</summary>
    Weights,

    /// <summary>The state of a stream.</summary>
    State,
}

/// <summary>A network that is larger than its spec or the platform allows.</summary>
/// <param name="Rule">One of <see cref="SizeRules"/>.</param>
/// <param name="Part">What is too large.</param>
/// <param name="Layer">The layer, by its place in the list, that takes most of it.</param>
/// <param name="Message">What it takes, what it may take, and the layer that takes most.</param>
public sealed record SizeFault(string Rule, SizePart Part, int Layer, string Message)
{
    /// <summary>Whether there can be no code of the network; otherwise it is a warning.</summary>
    public bool IsError => Rule != SizeRules.LargeState;
}

/// <summary>
/// Holds a network to its budgets and to what there can be at all. Every size is counted in 64 bits from the spec alone, so that
/// code that uses a network that passes can count in ints.
/// </summary>
public static class SizeCheck
{
    /// <summary>What is too large in <paramref name="spec"/>; where nothing is, perhaps that it is large.</summary>
    /// <param name="spec">A network that keeps the rules of spec files.</param>
    /// <param name="name">What messages call it.</param>
    public static IReadOnlyList<SizeFault> Faults(ModelSpec spec, string name)
    {
        SizeFault?[] faults = [Weights(spec, name), State(spec, name)];
        SizeFault[] found = [.. faults.Where(fault => fault is not null).Select(fault => fault!)];
        return found.Any(fault => fault.IsError) ? [.. found.Where(fault => fault.IsError)] : found;
    }

    /// <summary>The layer that takes most of the stack where a step takes too much of it, and what to say; null where it does not, or where the state alone is too large.</summary>
    internal static (int Layer, string Message)? Stack(ModelSpec spec)
    {
        long bytes = StackFootprint.Bytes(spec);
        if (bytes <= SizeLimits.StackBytes || State(spec, "") is { IsError: true })
        {
            return null;
        }
        var stack = new Share(spec, StackFootprint.FloatsByLayer(spec));
        return (stack.Largest, $"A step takes {Text(bytes)} bytes of the stack for its layers' inputs and outputs, and may take {Text(SizeLimits.StackBytes)}; {stack.LargestText}");
    }

    private static SizeFault? Weights(ModelSpec spec, string name)
    {
        var weights = new Share(spec, Footprint.WeightFloatsByLayer(spec));
        long allowed = Math.Min(spec.MaxWeightBytes ?? SizeLimits.WeightBytes, SizeLimits.WeightBytes);
        return weights.Bytes <= allowed ? null
            : new SizeFault(SizeRules.WeightBudget, SizePart.Weights, weights.Largest, $"The packed weights of '{name}' take {Text(weights.Bytes)} bytes and may take {Text(allowed)}; {weights.LargestText}");
    }

    private static SizeFault? State(ModelSpec spec, string name)
    {
        var state = new Share(spec, StateFootprint.FloatsByLayer(spec));
        long bytes = StateFootprint.Bytes(spec);
        bool tooLarge = bytes > SizeLimits.StateBytes;
        string takes = $"The state of one stream of '{name}' takes {Text(bytes)} bytes{StateFootprint.Account(spec)}", largest = $"{state.LargestText}{(spec.OnNonFinite == OnNonFinite.Hold ? ", kept twice" : "")}{Kept(spec, state.Largest)}";
        SizeFault Fault(string rule, string message) => new(rule, SizePart.State, state.Largest, message);
        if (bytes > spec.MaxStateBytes)
        {
            return Fault(SizeRules.StateBudget, $"{takes} and may take {Text(spec.MaxStateBytes!.Value)}; {largest}{(tooLarge ? $"; no state can take more than {Text(SizeLimits.StateBytes)}" : "")}");
        }
        if (tooLarge)
        {
            return Fault(SizeRules.StateLimit, $"{takes}, and .NET loads no struct of more than {Text(SizeLimits.StateBytes)}; {largest}");
        }
        return bytes < SizeLimits.LargeStateBytes || spec.MaxStateBytes is not null ? null
            : Fault(SizeRules.LargeState, $"{takes}: too much for a local on a small stack, and for an element of an array or a List, which .NET refuses from {Text(SizeLimits.LargeStateBytes)} bytes on. Keep it in a field of a class, and those of several streams in a StateBlock; a maxStateBytes of {Text(bytes)} or more says that this is known");
    }

    // For who counts after us.
    private static string Kept(ModelSpec spec, int layer)
    {
        if (spec.Layers[layer] is not ConvLayerSpec conv)
        {
            return "";
        }
        int values = spec.Sizes[layer].Input;
        return $"; it keeps {Text(conv.History)} samples of {Text(values)} values before the newest, {Text(sizeof(float) * conv.History * values)} bytes";
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>What is counted, and the layer that has most of it.</summary>
    private sealed class Share(ModelSpec spec, EquatableArray<long> layers)
    {
        public long Bytes { get; } = sizeof(float) * layers.Sum();

        public int Largest { get; } = Enumerable.Range(0, layers.Count).OrderByDescending(k => layers[k]).First();

        public string LargestText => $"the largest part is layers[{Text(Largest)}] ({spec.Layers[Largest].Type.Name}) with {Text(sizeof(float) * layers[Largest])} bytes";
    }
}
