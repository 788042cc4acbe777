using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>Reads what a layer is called and whose outputs it takes; whether there are such is seen when all layers are read (<see cref="GraphReader"/>).</summary>
internal sealed class LinkReader(SpecErrors errors)
{
    /// <summary>Reads a layer's properties <c>name</c> and <c>from</c>.</summary>
    public LayerLink Read(SpecObject layer, LayerType type)
    {
        var name = layer.Text("name");
        bool isSound = name is not null || layer.Find("name") is null;
        if (type == ResidualLayerSpec.Definition)
        {
            return new(name, null, isSound); // its "from" is what it adds to the layer before
        }
        var from = type.Joins ? Several(layer, type) : One(layer);
        return new(name, from, isSound && (from is not null || (layer.Find("from") is null && !type.Joins)));
    }

    private IReadOnlyList<JsonString>? One(SpecObject layer)
    {
        if (layer.Find("from") is not { } value)
        {
            return null;
        }
        if (value is JsonArray)
        {
            errors.Add(SpecRules.Graph, value.Place, "This layer takes one output; a layer of type \"concat\", \"add\" or \"multiply\" before it makes one of several");
            return null;
        }
        return layer.AsText("from", value) is { } source ? [source] : null;
    }

    private IReadOnlyList<JsonString>? Several(SpecObject layer, LayerType type)
    {
        if (layer.Require("from", "the names of what is joined") is not { } value || layer.AsArray("from", value) is not { } list)
        {
            return null;
        }
        var sources = list.Items.Select(item => layer.AsText("from", item)).ToList();
        if (sources.Contains(null))
        {
            return null;
        }
        if (sources.Count < 2)
        {
            errors.Add(SpecRules.Graph, list.Place, $"{Wording.Quote(type.Name)} joins at least two outputs, found {sources.Count}");
            return null;
        }
        return [.. sources.Select(source => source!)];
    }
}
