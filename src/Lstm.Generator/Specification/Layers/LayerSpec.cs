using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>
/// One layer. Everything that is to be known of a type of layers apart from its code is a member of its record, so the compiler names
/// what a new one still lacks (docs/contributing/add-a-layer.md).
/// </summary>
/// <param name="Tensors">Put before the names of its tensors in the weight file, e.g. <c>"lstm."</c> or <c>"linear."</c>.</param>
public abstract record LayerSpec(string Tensors)
{
    /// <summary>What spec files call it, and how they are read.</summary>
    public abstract LayerType Type { get; }

    /// <summary>The layer in a few words, for tables: e.g. "lstm 8" or "dense 1 tanh".</summary>
    public abstract string Label { get; }

    /// <summary>The layer's output size for <paramref name="inputSize"/> inputs.</summary>
    public abstract int OutputSize(int inputSize);

    /// <summary>The tensors it reads from the weight file, in the order of docs/packed-layout.md.</summary>
    public abstract IEnumerable<TensorShape> TensorShapes(int inputSize);

    /// <summary>What it takes in memory.</summary>
    internal abstract LayerFloats Floats(int inputSize);

    /// <summary>Its line of <see cref="SpecHash.CanonicalText"/>.</summary>
    internal abstract string HashLine { get; }

    /// <summary>Adds its properties behind the type; what has its default is left out.</summary>
    internal abstract void Write(JsonMembers members, LayerWriter writer);

    /// <summary>What it breaks when it takes <paramref name="inputSize"/> values, or null.</summary>
    internal virtual LayerFault? Fault(int inputSize) => null;

    /// <summary>The tensors <c>weight</c> [outputs, …] and, where there is one, <c>bias</c> [outputs].</summary>
    protected IEnumerable<TensorShape> WeightAndBias(bool bias, int outputs, params int[] columns)
    {
        yield return new(Tensors + "weight", [outputs, .. columns]);
        if (bias)
        {
            yield return new(Tensors + "bias", outputs);
        }
    }

    /// <summary>An activation as the end of a label.</summary>
    private protected static string Suffix(ActivationSpec activation) => activation.Function.IsIdentity ? "" : " " + Activations.NameOf(activation.Kind);
}

/// <summary>A tensor that a layer reads.</summary>
/// <param name="Name">Its whole name.</param>
/// <param name="Shape">Its shape; a scale or an offset may hold a single value instead.</param>
public readonly record struct TensorShape(string Name, params int[] Shape);

/// <summary>Floats that a layer takes in memory (docs/packed-layout.md).</summary>
/// <param name="Weights">In the packed weights, padding included; a multiple of <see cref="Footprint.Alignment"/>.</param>
/// <param name="State">In a stream's state, likewise.</param>
/// <param name="Passed">On the stack for what it takes and passes on, as long as a step lasts.</param>
/// <param name="Inside">On the stack while it works.</param>
internal readonly record struct LayerFloats(long Weights = 0, long State = 0, long Passed = 0, long Inside = 0);
