using System;
using Lstm.Specification;

namespace Lstm.Trainer.Training;

/// <summary>First weights, as PyTorch draws them: uniform in ±1/√H for an LSTM layer of H units, ±1/√n for a dense layer of n inputs.</summary>
public static class Initialization
{
    /// <summary>Draws every weight but those of scale layers, which stay; peepholes are drawn like the rest of their layer.</summary>
    /// <param name="parameters">What to fill.</param>
    /// <param name="random">Where the numbers come from.</param>
    /// <param name="forgetBias">
    /// The bias of every forget gate, e.g. 1, so that a cell at first remembers (Gers et al. 2000; Jozefowicz et al.
    /// 2015); null to draw it too.
    /// </param>
    public static void Uniform(NetworkParameters parameters, Xoshiro256 random, float? forgetBias = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(random);
        foreach (var layer in parameters.Layers)
        {
            float bound = 1f / MathF.Sqrt(layer.Spec is LstmLayerSpec lstm ? lstm.HiddenSize : layer.InputSize);
            var matrix = layer.Matrix(parameters.Values);
            for (int row = 0; row < layer.Rows; row++)
            {
                Draw(matrix.Slice(row * layer.RowStride, layer.Columns), bound, random);
            }
            Draw(layer.Peepholes(parameters.Values), bound, random);
            if (layer is { HiddenSize: > 0, HasBias: true } && forgetBias is { } bias)
            {
                for (int unit = 0; unit < layer.HiddenSize; unit++)
                {
                    matrix[((layer.HiddenSize + unit) * layer.RowStride) + layer.HiddenSize] = bias;
                }
            }
        }
    }

    private static void Draw(Span<float> values, float bound, Xoshiro256 random)
    {
        foreach (ref float value in values)
        {
            value = bound * ((2f * random.NextSingle()) - 1f);
        }
    }
}
