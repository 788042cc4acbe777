using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.PyTorch.Scripts;

namespace Lstm.Training.Formats.PyTorch.States;

/// <summary>Takes the tensors that a spec names.</summary>
internal static class SpecFit
{
    public static ImportedModel Read(StateDict state, ModelSpec spec)
    {
        var builder = new ModelBuilder(state.Source, spec);
        var exported = Exported(spec);
        var free = state.Tensors.ToDictionary(tensor => tensor.Name);
        foreach (string note in state.Notes)
        {
            builder.Note(note);
        }
        foreach (var (layer, index) in spec.Layers.Select((layer, index) => (layer, index)))
        {
            string place = $"layers[{index}] of the spec";
            builder.Add(place, layer, [.. TensorNames.Of(layer).Select(name => new NamedTensor(name, Take(place, layer, name)))]);
        }
        if (free.Count > 0)
        {
            throw state.Source.Fault(null, $"{StateDict.Names(free.Values)} {(free.Count == 1 ? "is" : "are")} in no layer of the spec", "tensors of the network only; --ignore NAME leaves one out");
        }
        return builder.Build();

        float[] Take(string place, LayerSpec layer, string name)
        {
            int[] shape = TensorNames.ShapeOf(layer, name, builder.Size);
            // A cell has no layers, so nothing numbers its tensors.
            string[] aliases = [name, exported.GetValueOrDefault(name, name), .. layer is RecurrentLayerSpec { Index: 0 } ? [name[..name.LastIndexOf("_l0", StringComparison.Ordinal)]] : Array.Empty<string>()];
            var tensor = aliases.Select(alias => free.GetValueOrDefault(alias)).FirstOrDefault(found => found is not null) ?? throw state.Source.Fault(place, $"there is no tensor {ModelSource.Quote(name)} among {StateDict.Names(free.Values)}", $"one of shape [{string.Join(", ", shape)}]");
            bool fits = Significant(tensor.Shape).SequenceEqual(Significant(shape.Select(size => (long)size))) || (layer is ScaleLayerSpec && !Significant(tensor.Shape).Any());
            if (!fits)
            {
                throw state.Source.Fault($"tensor {ModelSource.Quote(tensor.Name)}", $"its shape is [{string.Join(", ", tensor.Shape)}]", $"[{string.Join(", ", shape)}] for {place}");
            }
            free.Remove(tensor.Name);
            if (tensor.Name != name)
            {
                builder.Note($"{ModelSource.Quote(tensor.Name)} is {ModelSource.Quote(name)} here.");
            }
            if (tensor.IsRounded)
            {
                builder.Note("Weights in double precision are rounded to single.");
            }
            return tensor.Values();
        }
    }

    // The names that lstm export gives the tensors of a PyTorch module.
    private static Dictionary<string, string> Exported(ModelSpec spec)
    {
        try
        {
            return new TorchPlan(spec).Tensors.ToDictionary(pair => pair.Ours, pair => pair.Theirs);
        }
        catch (ExportException)
        {
            return []; // then no such module was written
        }
    }

    private static IEnumerable<long> Significant(IEnumerable<long> shape) => shape.Where(size => size != 1);
}
