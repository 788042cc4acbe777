using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Engine.Parameters;

/// <summary>Where each tensor of a layer stands in its <see cref="LayerLayout"/>.</summary>
internal static class TensorPlaces
{
    private const string FirstBias = "bias_ih", SecondBias = "bias_hh";

    /// <summary>The layer's tensors in the order of <see cref="TensorNames.Of"/>, without second biases that are one with the first.</summary>
    public static IEnumerable<ParameterTensor> Of(LayerLayout layer) =>
        from name in TensorNames.Of(layer.Spec)
        where !IsSecondBias(layer, name)
        let shape = TensorNames.ShapeOf(layer.Spec, name, layer.InputSize)
        select layer.Spec is RecurrentLayerSpec recurrent ? Recurrent(layer, recurrent, name, shape) : Other(layer, name, shape);

    /// <summary>By the tensor's name, the second biases that are one with the first: only the sum of the two counts.</summary>
    public static IEnumerable<(string First, string Second)> SecondBiases(LayerLayout layer) =>
        from name in TensorNames.Of(layer.Spec)
        where IsSecondBias(layer, name)
        select (layer.Spec.Tensors + FirstBias + name[(layer.Spec.Tensors.Length + SecondBias.Length)..], name);

    // In a GRU that resets after the product, the candidate's second bias is multiplied by the reset gate.
    private static bool IsSecondBias(LayerLayout layer, string name) =>
        layer.Spec is RecurrentLayerSpec and not GruLayerSpec { ResetBefore: false } && name.StartsWith(layer.Spec.Tensors + SecondBias, StringComparison.Ordinal);

    private static ParameterTensor Recurrent(LayerLayout layer, RecurrentLayerSpec spec, string name, int[] shape)
    {
        var suffixes = TensorNames.Suffixes(spec);
        int direction = Enumerable.Range(0, suffixes.Count).Last(index => name.EndsWith(suffixes[index], StringComparison.Ordinal));
        string kind = name[spec.Tensors.Length..^suffixes[direction].Length];
        var part = layer.Parts[direction];
        var recurrent = spec is GruLayerSpec ? part.Matrices[1] : part.Matrix;
        return kind switch
        {
            "weight_ih" => Column(part.Matrix, part.Matrix.InputColumn),
            "weight_hh" => Column(recurrent, 0), // of a GRU that resets before it, the rows of both recurrent matrices
            "weight_hr" or "weight_use" => Column(part.Matrices[1], 0),
            FirstBias => Column(part.Matrix, part.Matrix.HiddenSize),
            SecondBias => Column(recurrent, recurrent.HiddenSize),
            "bias_use" => Column(part.Matrices[1], part.Matrices[1].HiddenSize),
            "h0" => Vector(LayoutBuilder.PeepholeLength(spec)),
            "c0" => Vector(LayoutBuilder.PeepholeLength(spec) + spec.StateSize),
            "peephole" => Vector(0),
            _ => throw Unhandled.Kind(kind),
        };

        ParameterTensor Column(MatrixLayout matrix, int column) => new(name, matrix.Offset + column, shape, matrix.RowStride);
        ParameterTensor Vector(int start) => new(name, part.VectorOffset + start, shape, shape.Length == 2 ? shape[1] : 1);
    }

    private static ParameterTensor Other(LayerLayout layer, string name, int[] shape) => layer.Spec switch
    {
        ScaleLayerSpec scale => new(name, layer.Part.VectorOffset + (name == scale.Offset ? layer.InputSize : 0), shape, 1),
        EmbeddingLayerSpec embedding => new(name, layer.Part.VectorOffset, shape, embedding.Size),
        DenseLayerSpec or ConvLayerSpec when shape.Length > 1 => new(name, layer.Part.Matrix.Offset + layer.Part.Matrix.InputColumn, shape, layer.Part.Matrix.RowStride),
        DenseLayerSpec or ConvLayerSpec => new(name, layer.Part.Matrix.Offset, shape, layer.Part.Matrix.RowStride),
        _ => throw Unhandled.Kind(layer.Spec),
    };
}
