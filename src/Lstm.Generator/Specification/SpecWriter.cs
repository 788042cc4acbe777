using System;
using System.Linq;

namespace Lstm.Specification;

/// <summary>Writes a spec file.</summary>
public static class SpecWriter
{
    /// <summary>What the files name as their schema, so that editors complete and check them; empty for nothing, while it has no address.</summary>
    public static string SchemaUrl { get; } = ProjectAddress.Of(ProjectAddress.Repository, "raw", "src/Lstm.Runtime/build/lstm.schema.json");

    /// <summary>JSON that <see cref="SpecParser"/> reads as a model equal to <paramref name="model"/>; what has its default is left out.</summary>
    /// <exception cref="ArgumentException">No spec file describes this model, e.g. because a size is out of range.</exception>
    public static string Write(ModelSpec model)
    {
        var (text, fault) = TryWrite(model);
        return fault is null ? text : throw new ArgumentException($"No spec file describes this model: {fault}.", nameof(model));
    }

    /// <summary>The same, and why no spec file describes the model, as a part of a sentence; null if one does.</summary>
    public static (string Text, string? Fault) TryWrite(ModelSpec model)
    {
        var spec = new JsonMembers()
            .Add("$schema", SchemaUrl, otherwise: "")
            .AddInputs(model)
            .AddJson("layers", Layers(model))
            .AddOutputs(model.Graph)
            .Add("onNonFinite", SpecVocabulary.OnNonFinite[(int)model.OnNonFinite], SpecVocabulary.OnNonFinite[(int)OnNonFinite.Propagate])
            .Add("maxWeightBytes", model.MaxWeightBytes)
            .Add("maxStateBytes", model.MaxStateBytes);
        string text = spec.OnLines() + "\n";
        return (text, Fault(model, SpecParser.Parse(text)));
    }

    private static string Layers(ModelSpec model)
    {
        var writer = new LayerWriter();
        return model.Layers.Count == 0 ? "[]" : $"[\n    {string.Join(",\n    ", model.Layers.Select((layer, index) => writer.Write(layer, model.Graph, index).OnOneLine()))}\n  ]";
    }

    // Also finds what only a spec file cannot say: numbers of recurrent layers that leave one out, for instance.
    private static string? Fault(ModelSpec model, SpecResult read) =>
        model.Equals(read.Model) ? null
        : read.Errors.Count > 0 ? read.Errors[0].Message
        : model.Graph is { } graph && GraphRules.IsChain(graph) ? "its graph is a chain of layers, which has none"
        : "a recurrent layer's Index is not the number of those before it with its prefix";
}
