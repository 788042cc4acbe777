using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Weights;

namespace Lstm.Training.Engine.Parameters;

/// <summary>All weights of a network in one array, with a view for each tensor of the weight file.</summary>
/// <remarks>
/// The two biases of a weight file are one here, since only their sum counts: <c>bias_ih</c> holds it, <c>bias_hh</c> is
/// zero when written; of a GRU that resets after the product there are two. The factors and offsets of scale layers are
/// constants, 1 and 0 until they are read.
/// </remarks>
public sealed class NetworkParameters
{
    private readonly AlignedBuffer buffer;

    /// <summary>Parameters of <paramref name="spec"/>; weights are zero.</summary>
    /// <exception cref="ArgumentException">The network has something that cannot be trained.</exception>
    public NetworkParameters(ModelSpec spec)
    {
        Trainability.Require(spec);
        Spec = spec;
        var builder = new LayoutBuilder();
        var layers = new List<LayerLayout>();
        var sizes = spec.Sizes;
        foreach (var layer in spec.Layers)
        {
            int index = layers.Count;
            layers.Add(builder.Add(index, layer, sizes[index].Input, below: spec.TakenBy(index).Any(source => source >= 0)));
        }
        Layers = [.. layers];
        Tensors = [.. layers.SelectMany(TensorPlaces.Of)];
        buffer = new AlignedBuffer(builder.Length);
        foreach (var layer in layers.Where(layer => layer.Spec is ScaleLayerSpec))
        {
            layer.Part.Vector(Values, 0, layer.InputSize).Fill(1f);
        }
    }

    /// <summary>The network.</summary>
    public ModelSpec Spec { get; }

    /// <summary>Every tensor that is trained or a constant, in the order of the layers; not the second biases.</summary>
    public IReadOnlyList<ParameterTensor> Tensors { get; }

    /// <summary>The array behind the views; between them stand zeros.</summary>
    public Span<float> Values => buffer.Span;

    /// <summary>Where each layer's weights stand.</summary>
    internal LayerLayout[] Layers { get; }

    /// <summary>The value at a row and column of a tensor, in <paramref name="values"/>, an array with this layout: weights, or their gradient.</summary>
    public static ref float At(Span<float> values, ParameterTensor tensor, int row, int column = 0) => ref values[tensor.Offset + (row * tensor.RowStride) + column];

    /// <summary>A tensor's values row by row, taken from <paramref name="values"/>, an array with this layout.</summary>
    public static float[] Gather(Span<float> values, ParameterTensor tensor)
    {
        float[] result = new float[tensor.Rows * tensor.Columns];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = At(values, tensor, i / tensor.Columns, i % tensor.Columns);
        }
        return result;
    }

    /// <summary>A tensor of the weight file by its name, row by row, second biases too.</summary>
    public float[] Tensor(string name)
    {
        var tensor = Tensors.FirstOrDefault(tensor => tensor.Name == name);
        if (tensor is not null)
        {
            return Gather(Values, tensor);
        }
        var first = SecondBiases().FirstOrDefault(bias => bias.Second == name).First;
        return first is not null ? new float[first.Rows] : throw new ArgumentException($"The network has no tensor \"{name}\".", nameof(name));
    }

    /// <summary>Sets a tensor of a scale layer, which training leaves as it is.</summary>
    /// <param name="name">Its name in the weight file.</param>
    /// <param name="values">As many values as the layer takes.</param>
    internal void SetConstant(string name, ReadOnlySpan<float> values)
    {
        var layer = Layers.FirstOrDefault(layer => layer.Spec is ScaleLayerSpec && TensorNames.Of(layer.Spec).Contains(name));
        if (layer is null || values.Length != layer.InputSize)
        {
            throw new ArgumentException($"{values.Length} constants for \"{name}\"; {(layer is null ? "no scale layer has a tensor of this name" : $"its layer takes {layer.InputSize} values")}.", nameof(name));
        }
        values.CopyTo(Values[Tensors.First(tensor => tensor.Name == name).Offset..]);
    }

    /// <summary>Leaves the weights of a layer as they are from now on; before anything is made from <see cref="Layers"/>.</summary>
    internal void Freeze(int layer) => Layers[layer] = Layers[layer] with { IsFrozen = true };

    /// <summary>Reads every tensor.</summary>
    /// <param name="tensor">A tensor's values, row by row, by its name; e.g. <c>WeightFile.ReadAll</c>.</param>
    /// <exception cref="ArgumentException">A tensor has another number of values than the spec says.</exception>
    public void Read(Func<string, float[]> tensor)
    {
        foreach (var target in Tensors)
        {
            int count = target.Rows * target.Columns;
            float[] values = tensor(target.Name);
            if (values.Length == 1 && Layers.Any(layer => layer.Spec is ScaleLayerSpec && TensorNames.Of(layer.Spec).Contains(target.Name)))
            {
                values = [.. Enumerable.Repeat(values[0], count)];
            }
            if (values.Length != count)
            {
                throw new ArgumentException($"Tensor {target.Name} has {values.Length} values where the spec needs {count}.", nameof(tensor));
            }
            for (int i = 0; i < count; i++)
            {
                At(Values, target, i / target.Columns, i % target.Columns) = values[i];
            }
        }
        foreach (var (first, second) in SecondBiases())
        {
            float[] values = tensor(second);
            for (int row = 0; row < values.Length; row++)
            {
                At(Values, first, row) += values[row];
            }
        }
    }

    /// <summary>Adds every tensor to a weight file.</summary>
    public void Write(WeightFileWriter file)
    {
        ArgumentNullException.ThrowIfNull(file);
        foreach (var tensor in Tensors)
        {
            file.Add(tensor.Name, Gather(Values, tensor), tensor.Shape);
        }
        foreach (var (first, second) in SecondBiases())
        {
            file.Add(second, new float[first.Rows], first.Shape);
        }
    }

    private IEnumerable<(ParameterTensor First, string Second)> SecondBiases() =>
        Layers.SelectMany(TensorPlaces.SecondBiases).Select(names => (Tensors.First(tensor => tensor.Name == names.First), names.Second));
}
