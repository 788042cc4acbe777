using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Training.Formats.Common;

/// <summary>Turns what Keras keeps the other way round: kernels are [input, units], gates i f c o and z r h.</summary>
internal static class KerasGates
{
    /// <summary>A recurrent layer's tensors.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="suffix">The ending of its names.</param>
    /// <param name="inputs">Values it takes.</param>
    /// <param name="kernel">[inputs, blocks·units].</param>
    /// <param name="recurrent">[units, blocks·units].</param>
    /// <param name="bias">[blocks·units]; of a GRU that resets after the product [2, blocks·units]; null for none.</param>
    public static IEnumerable<NamedTensor> Recurrent(RecurrentLayerSpec layer, string suffix, int inputs, float[] kernel, float[] recurrent, float[]? bias)
    {
        string found = layer.CellType.Keras?.Blocks ?? throw Unhandled.Kind(layer);
        int rows = found.Length * layer.HiddenSize;
        float[] Ordered(float[] values) => Blocks.Reorder(values, found, layer.Blocks);
        yield return new(layer.Tensors + "weight_ih" + suffix, Ordered(Blocks.Transpose(kernel, inputs, rows)));
        yield return new(layer.Tensors + "weight_hh" + suffix, Ordered(Blocks.Transpose(recurrent, layer.HiddenSize, rows)));
        if (bias is not null)
        {
            yield return new(layer.Tensors + "bias_ih" + suffix, Ordered(bias[..rows]));
            yield return new(layer.Tensors + "bias_hh" + suffix, bias.Length == 2 * rows ? Ordered(bias[rows..]) : new float[rows]);
        }
    }

    /// <summary>A convolution's kernel [kernel, inputs, filters] as [filters, inputs, kernel].</summary>
    public static float[] Conv(float[] values, int kernel, int inputs, int filters) => Blocks.Transpose(Inner(values, kernel, inputs, filters), inputs * kernel, filters);

    // [kernel, inputs, filters] as [inputs, kernel, filters].
    private static float[] Inner(float[] values, int kernel, int inputs, int filters)
    {
        float[] result = new float[values.Length];
        for (int k = 0; k < kernel; k++)
        {
            for (int c = 0; c < inputs; c++)
            {
                System.Array.Copy(values, ((k * inputs) + c) * filters, result, ((c * kernel) + k) * filters, filters);
            }
        }
        return result;
    }
}
