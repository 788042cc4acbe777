using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Lstm.Specification;

/// <summary>The tensors a layer reads from the weight file, under PyTorch's names.</summary>
public static class TensorNames
{
    /// <summary>The names of all tensors of <paramref name="layer"/>, in the order of docs/packed-layout.md.</summary>
    public static IEnumerable<string> Of(LayerSpec layer) => layer.TensorShapes(inputSize: 1).Select(tensor => tensor.Name);

    /// <summary>The endings of a recurrent layer's names, one for each direction: <c>_lK</c>, and <c>_lK_reverse</c> of a bidirectional one.</summary>
    public static IReadOnlyList<string> Suffixes(RecurrentLayerSpec layer)
    {
        string suffix = "_l" + layer.Index.ToString(CultureInfo.InvariantCulture);
        return layer.Direction == Direction.Bidirectional ? [suffix, suffix + "_reverse"] : [suffix];
    }

    /// <summary>The shape of the tensor <paramref name="name"/>, one of those <see cref="Of"/> gives. A scale or offset may hold a single value instead.</summary>
    /// <param name="layer">The layer that reads it.</param>
    /// <param name="name">Its whole name.</param>
    /// <param name="inputSize">Values that the layer takes.</param>
    public static int[] ShapeOf(LayerSpec layer, string name, int inputSize) => layer.TensorShapes(inputSize).First(tensor => tensor.Name == name).Shape;

    /// <summary>Why a weight file cannot have a tensor or a prefix of this name, as "must not …"; null when it can.</summary>
    public static string? Fault(string name, bool canBeEmpty) => name switch
    {
        "" when !canBeEmpty => "must not be empty",
        "__metadata__" => "must not be \"__metadata__\", which a safetensors file uses itself",
        { Length: > SpecLimits.MaxTensorName } => $"must not be longer than {SpecLimits.MaxTensorName} characters",
        _ when name.Any(char.IsControl) => "must not hold control characters",
        _ => null,
    };
}
