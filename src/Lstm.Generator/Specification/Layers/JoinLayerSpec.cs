using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>Makes one of the outputs of several layers.</summary>
/// <param name="Kind">How.</param>
/// <param name="Count">How many there are.</param>
public sealed record JoinLayerSpec(JoinKind Kind, int Count) : LayerSpec("")
{
    /// <summary>The three types, in the order of <see cref="JoinKind"/>.</summary>
    internal static IReadOnlyList<LayerType> Definitions { get; } = [.. new[] { "add", "multiply", "concat" }.Select((name, kind) => new LayerType(name, ["type"], source => Read((JoinKind)kind, source)) { Joins = true })];

    /// <inheritdoc/>
    public override LayerType Type => Definitions[(int)Kind];

    /// <inheritdoc/>
    public override string Label => $"{Type.Name} {Count}";

    internal override string HashLine => Type.Name;

    /// <summary>Values that come out, of as many as come in from all of them together.</summary>
    public override int OutputSize(int inputSize) => Kind == JoinKind.Concat ? inputSize : inputSize / Count;

    /// <inheritdoc/>
    public override IEnumerable<TensorShape> TensorShapes(int inputSize) => [];

    internal override LayerFloats Floats(int inputSize) => new(Passed: Footprint.Align(OutputSize(inputSize)));

    internal override void Write(JsonMembers members, LayerWriter writer)
    {
        // What it joins says the graph.
    }

    private static JoinLayerSpec Read(JoinKind kind, LayerSource source) => new(kind, source.Link.From?.Count ?? 0);
}

/// <summary>How outputs are joined.</summary>
public enum JoinKind
{
    /// <summary>Their sum, value by value.</summary>
    Add,

    /// <summary>Their product, value by value.</summary>
    Multiply,

    /// <summary>All their values, one output behind the other.</summary>
    Concat,
}
