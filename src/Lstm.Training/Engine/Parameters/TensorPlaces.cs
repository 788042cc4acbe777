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

    private static bool IsSecondBias(LayerLayout layer, string name) =>
        layer.Spec is RecurrentLayerSpec { HasTwoBiases: false } && name.StartsWith(layer.Spec.Tensors + SecondBias, StringComparison.Ordinal);

    private static ParameterTensor Recurrent(LayerLayout layer, RecurrentLayerSpec spec, string name, int[] shape)
    {
        var suffixes = TensorNames.Suffixes(spec);
        int direction = Enumerable.Range(0, suffixes.Count).Last(index => name.EndsWith(suffixes[index], StringComparison.Ordinal));
        string kind = name[spec.Tensors.Length..^suffixes[direction].Length];
        var part = layer.Parts[direction];
        var recurrent = LayoutBuilder.IsOneMatrix(spec) ? part.Matrix : part.Matrices[1];
        return kind switch
        {
            "weight_ih" => Column(part.Matrix, part.Matrix.InputColumn),
            "weight_hh" => Column(recurrent, 0), // where some of its rows are the second stage's, they continue there: its matrix is the next and has as many columns
            FirstBias => Column(part.Matrix, part.Matrix.HiddenSize),
            SecondBias => Column(recurrent, recurrent.HiddenSize),
            "h0" => Vector(LayoutBuilder.PeepholeLength(spec)),
            "c0" => Vector(LayoutBuilder.PeepholeLength(spec) + spec.StateSize),
            "peephole" => Vector(0),
            _ => Second(),
        };

        ParameterTensor Column(MatrixLayout matrix, int column) => new(name, matrix.Offset + column, shape, matrix.RowStride);

        // A tensor of the second stage alone: its weights, or its biases.
        ParameterTensor Second()
        {
            var source = CellLayout.Of(spec, layer.InputSize, suffixes[direction]).Stages.Skip(1).SelectMany(stage => stage.Sources)
                .FirstOrDefault(source => source.Gates.Any(gate => gate.Terms.Any(term => term.Tensor == name))) ?? throw Unhandled.Kind(kind);
            return Column(part.Matrices[^1], source.From == SumInput.Bias ? part.Matrices[^1].HiddenSize : 0);
        }
        ParameterTensor Vector(int start) => new(name, part.VectorOffset + start, shape, shape.Length == 2 ? shape[1] : 1);
    }

    private static ParameterTensor Other(LayerLayout layer, string name, int[] shape) => layer.Spec switch
    {
        ScaleLayerSpec scale => new(name, layer.Part.VectorOffset + (name == scale.Offset ? layer.InputSize : 0), shape, 1),
        LayerNormLayerSpec norm => new(name, layer.Part.VectorOffset + (name == norm.Tensors + "bias" ? layer.InputSize : 0), shape, 1),
        EmbeddingLayerSpec embedding => new(name, layer.Part.VectorOffset, shape, embedding.Size),
        DenseLayerSpec or ConvLayerSpec when shape.Length > 1 => new(name, layer.Part.Matrix.Offset + layer.Part.Matrix.InputColumn, shape, layer.Part.Matrix.RowStride),
        DenseLayerSpec or ConvLayerSpec => new(name, layer.Part.Matrix.Offset, shape, layer.Part.Matrix.RowStride),
        _ => throw Unhandled.Kind(layer.Spec),
    };
}
