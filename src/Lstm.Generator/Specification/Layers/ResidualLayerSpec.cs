using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>Adds what came before: y = x + the first values of an earlier layer's output, or of the sample.</summary>
/// <param name="From">The earlier layer, from 0, or <see cref="Input"/>.</param>
public sealed record ResidualLayerSpec(int From) : LayerSpec("")
{
    /// <summary>The sample itself.</summary>
    public const int Input = -1;

    internal static LayerType Definition { get; } = new("residual", ["type", "from"], Read);

    /// <inheritdoc/>
    public override LayerType Type => Definition;

    /// <inheritdoc/>
    public override string Label => HashLine;

    internal override string HashLine => From == Input ? "residual input" : $"residual {From}";

    /// <inheritdoc/>
    public override int OutputSize(int inputSize) => inputSize;

    /// <inheritdoc/>
    public override IEnumerable<TensorShape> TensorShapes(int inputSize) => [];

    internal override LayerFloats Floats(int inputSize) => new(Passed: Footprint.Align(inputSize));

    internal override void Write(JsonMembers members, LayerWriter writer) => _ = From == Input ? members.Add("from", "input") : members.Add("from", From);

    private static ResidualLayerSpec? Read(LayerSource source)
    {
        const string Meaning = "\"input\" or the index of an earlier layer, counted from 0";
        var (layer, errors) = (source.Layer, source.Errors);
        if (layer.Require("from", Meaning) is not { } value)
        {
            return null;
        }
        if (value is JsonString { Value: "input" })
        {
            return new ResidualLayerSpec(Input);
        }
        if (value is JsonString text)
        {
            errors.Add(SpecRules.UnknownWord, text.Place, $"\"from\" must be {Meaning}, found {Wording.Quote(text.Value)}; a layer of type \"add\" takes names: {{ \"type\": \"add\", \"from\": [{Wording.Quote(text.Value)}, …] }}");
            return null;
        }
        if (value is not JsonNumber)
        {
            errors.Add(SpecRules.WrongType, value.Place, $"\"from\" must be {Meaning}, found {value.Kind}");
            return null;
        }
        return layer.Count("from", SpecLimits.MaxLayers - 1) is { } from ? new ResidualLayerSpec(from) : null;
    }
}
