using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>Reads a spec file (docs/model-format.md).</summary>
public static class SpecParser
{
    /// <summary>
    /// The model that <paramref name="text"/> describes, or every mistake in it that does not follow from another. Never throws.
    /// </summary>
    public static SpecResult Parse(string text)
    {
        var errors = new SpecErrors(text);
        var root = JsonReader.Read(text, errors);
        var model = root is null ? null : ReadModel(root, errors);
        if (model is not null && !errors.Any && SizeCheck.Stack(model) is { } stack)
        {
            errors.Add(SpecRules.Stack, LayerPlaces(root)[stack.Layer], stack.Message);
        }
        return new SpecResult(errors.Any ? null : model, errors.InOrder(), Places(root, errors));
    }

    private static SizePlaces Places(JsonValue? root, SpecErrors errors)
    {
        SpecPlace? PlaceOf(string name) => Property(root, name) is { } value ? errors.Locate(value.Place) : null;
        return new SizePlaces(PlaceOf("maxWeightBytes"), PlaceOf("maxStateBytes"), new EquatableArray<SpecPlace>(LayerPlaces(root).Select(errors.Locate)));
    }

    private static List<TextPlace> LayerPlaces(JsonValue? root) =>
        [.. ((Property(root, "layers") as JsonArray)?.Items ?? []).Take(SpecLimits.MaxLayers).Select(layer => (Property(layer, "type") ?? layer).Place)];

    private static JsonValue? Property(JsonValue? of, string name) => (of as JsonObject)?.Properties.FirstOrDefault(property => property.Name == name)?.Value;

    private static ModelSpec? ReadModel(JsonValue root, SpecErrors errors)
    {
        if (root is not JsonObject source)
        {
            errors.Add(SpecRules.WrongType, root.Place, $"A spec is an object, {{ \"input\": …, \"layers\": [ … ] }}, found {root.Kind}");
            return null;
        }
        var spec = new SpecObject(source, SpecVocabulary.Model, new TextPlace(source.Place.Offset, 1), errors);
        spec.Text("$schema");
        var inputs = InputList.Read(spec, errors);
        var outputs = spec.Find("outputs") is { } named ? spec.AsArray("outputs", named) : null;
        var network = new LayerListReader(errors).Read(spec, inputs, outputs);
        var guard = (OnNonFinite?)spec.Word("onNonFinite", SpecVocabulary.OnNonFinite);
        long? maxWeightBytes = spec.Integer("maxWeightBytes", long.MaxValue);
        long? maxStateBytes = spec.Integer("maxStateBytes", long.MaxValue);
        if (network is not (var layers, var graph))
        {
            return null;
        }
        int size = graph.Inputs.Sum(input => input.Size);
        var model = new ModelSpec(size, layers, maxWeightBytes, maxStateBytes, guard ?? OnNonFinite.Propagate, GraphRules.IsChain(graph) ? null : graph);
        if (GuardFault(model) is { } fault)
        {
            errors.Add(SpecRules.Guard, spec.Find("onNonFinite")!.Place, fault);
        }
        return model;
    }

    private static string? GuardFault(ModelSpec model) => model switch
    {
        { OnNonFinite: OnNonFinite.Propagate } => null,
        { NeedsWholeSequence: true } => "\"onNonFinite\" is for a network that takes its samples step by step, and this one needs the whole sequence: check its results instead",
        { Stride: > 1 } => "\"onNonFinite\" is for a network that has a result at every time step, and this one skips some with a \"stride\": check its samples and results instead",
        _ => null,
    };
}
