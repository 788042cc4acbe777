using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Engine.Parameters;

/// <summary>First weights, as PyTorch draws them: uniform in ±1/√H for a recurrent layer of H units, ±1/√n where a sum has n inputs; the rows of an embedding with variance 1; factors of a layer normalisation are 1, its biases 0.</summary>
public static class Initialization
{
    /// <summary>Draws every weight but those of a layer normalisation; scale layers and initial states stay; peepholes are drawn like the rest of their layer.</summary>
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
        foreach (var layer in parameters.Layers.Where(layer => layer.IsTrained))
        {
            if (layer.Spec is LayerNormLayerSpec)
            {
                layer.Part.Vectors(parameters.Values).Clear();
                layer.Part.Vector(parameters.Values, 0, layer.InputSize).Fill(1f);
                continue;
            }
            float bound = Bound(layer);
            foreach (var part in layer.Parts)
            {
                foreach (var matrix in part.Matrices)
                {
                    for (int row = 0; row < matrix.Rows; row++)
                    {
                        Draw(matrix.Of(parameters.Values).Slice(row * matrix.RowStride, matrix.Columns), bound, random);
                    }
                }
                int drawn = layer.Spec is RecurrentLayerSpec recurrent ? LayoutBuilder.PeepholeLength(recurrent) : part.VectorLength; // initial states stay 0
                Draw(part.Vector(parameters.Values, 0, drawn), bound, random);
                if (layer.Spec is LstmLayerSpec { Bias: true } lstm && forgetBias is { } bias)
                {
                    Remember(lstm, part.Matrix, part.Matrix.Of(parameters.Values), bias);
                }
            }
        }
    }

    /// <summary>Clears the weights and the bias of the last layer, a dense one.</summary>
    public static void ZeroLast(NetworkParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var layer = parameters.Layers[^1];
        if (layer.Spec is not DenseLayerSpec)
        {
            throw new ArgumentException($"Only a dense layer at the end can begin with zeros; the last one is {layer.Spec.Type.Name}.", nameof(parameters));
        }
        layer.Part.Matrix.Of(parameters.Values).Clear();
    }

    private static float Bound(LayerLayout layer) => layer.Spec switch
    {
        EmbeddingLayerSpec => MathF.Sqrt(3f), // of variance 1
        RecurrentLayerSpec recurrent => 1f / MathF.Sqrt(recurrent.HiddenSize),
        DenseLayerSpec or ConvLayerSpec => 1f / MathF.Sqrt(layer.Part.Matrix.InputSize),
        _ => throw Unhandled.Kind(layer.Spec),
    };

    /// <summary>Sets the forget gate's bias; where f = 1 − i it is the input gate that has to be shut.</summary>
    private static void Remember(LstmLayerSpec lstm, MatrixLayout layout, Span<float> matrix, float bias)
    {
        int gate = lstm.Coupled ? 0 : 1;
        for (int unit = 0; unit < lstm.HiddenSize; unit++)
        {
            matrix[(((gate * lstm.HiddenSize) + unit) * layout.RowStride) + layout.HiddenSize] = lstm.Coupled ? -bias : bias;
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
