using System.Collections.Generic;
using System.Globalization;

namespace Lstm.Specification;

/// <summary>The tensors a layer reads from the weight file, under PyTorch's names.</summary>
public static class TensorNames
{
    /// <summary>The names of all tensors of <paramref name="layer"/>, in the order of docs/packed-layout.md.</summary>
    public static IEnumerable<string> Of(LayerSpec layer)
    {
        switch (layer)
        {
            case LstmLayerSpec lstm:
                string suffix = "_l" + lstm.Index.ToString(CultureInfo.InvariantCulture);
                yield return lstm.Tensors + "weight_ih" + suffix;
                yield return lstm.Tensors + "weight_hh" + suffix;
                if (lstm.Bias)
                {
                    yield return lstm.Tensors + "bias_ih" + suffix;
                    yield return lstm.Tensors + "bias_hh" + suffix;
                }
                if (lstm.Peephole)
                {
                    yield return lstm.Tensors + "peephole" + suffix;
                }
                break;
            case DenseLayerSpec dense:
                yield return dense.Tensors + "weight";
                if (dense.Bias)
                {
                    yield return dense.Tensors + "bias";
                }
                break;
            default:
                yield return layer.Tensors;
                break;
        }
    }
}
