using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Generator.Diagnostics;
using Lstm.Specification;

namespace Lstm.Generator.Pipeline;

/// <summary>Compares a model with the header and the length of its embedded weight file. The numbers themselves are checked when the program loads them.</summary>
internal static class WeightCheck
{
    /// <summary>Why <c>Embedded</c> of models would throw.</summary>
    public static EquatableArray<DiagnosticInfo> Of(ModelSet models, IEnumerable<ReadWeights> files) => new(
        from output in models.Models
        let model = output.Model
        from file in files
        where model.Type.WeightResource == file.Name
        let fault = Fault(model, file)
        where fault is not null
        select new DiagnosticInfo(ModelDiagnostics.WeightsDoNotFit, PlaceInfo.Of(file.Path), file.Name, fault, model.QualifiedName));

    private static string? Fault(ModelToEmit model, ReadWeights file)
    {
        if (!file.IsWeights)
        {
            return "is not a safetensors file";
        }
        if (file.Length < file.Needed)
        {
            return $"is cut short: it has {Count(file.Length.Value)} bytes, and by its header at least {Count(file.Needed)}";
        }
        string hash = SpecHash.Of(model.Spec);
        return file.SpecHash is { } trained && trained != hash
            ? $"was written for a spec of hash {Wording.Shorten(trained)}, and that of {model.Origin} is {hash}"
            : TensorFault(model.Spec, file);
    }

    private static string? TensorFault(ModelSpec spec, ReadWeights file)
    {
        var unused = file.Tensors.ToDictionary(tensor => tensor.Name);
        var sizes = spec.Sizes;
        for (int index = 0; index < spec.Layers.Count; index++)
        {
            var layer = spec.Layers[index];
            foreach (string name in TensorNames.Of(layer))
            {
                string[] expected = [.. TensorNames.ShapeOf(layer, name, sizes[index].Input).Select(length => length.ToString(CultureInfo.InvariantCulture))];
                if (!unused.TryGetValue(name, out var tensor))
                {
                    return $"has no tensor {Wording.Quote(name)}";
                }
                if (layer is not ScaleLayerSpec && !tensor.Shape.SequenceEqual(expected))
                {
                    return $"has {Wording.Quote(name)} with shape {Text(tensor.Shape)} where {Text(expected)} is expected";
                }
                unused.Remove(name);
            }
        }
        return unused.Keys.FirstOrDefault() is { } other ? $"has a tensor {Wording.Quote(other)} that no layer reads" : null;
    }

    private static string Count(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(IEnumerable<string> shape) => "[" + string.Join(", ", shape) + "]";
}
