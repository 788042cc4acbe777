using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Hdf5;

namespace Lstm.Training.Formats.Keras;

/// <summary>The weights of a Keras model in HDF5. Where a layer's variables are is what the forms of the file differ in.</summary>
internal abstract class KerasWeights(ModelSource source, Hdf5File file)
{
    private readonly HashSet<string> unread = [.. file.Datasets.Keys];

    /// <summary>Opens either form.</summary>
    public static KerasWeights Open(ModelSource source, Hdf5File file) => KerasNamedWeights.Find(source, file) ?? (KerasWeights)new KerasNumberedWeights(source, file);

    /// <summary>The group of the next layer.</summary>
    /// <param name="type">The name of its class in small letters, e.g. "lstm".</param>
    /// <param name="name">Its own name; null if it is not known.</param>
    public abstract string Next(string type, string? name);

    /// <summary>A layer's tensors as a spec has them.</summary>
    public IEnumerable<NamedTensor> Of(LayerSpec layer, string group, int inputs)
    {
        switch (layer)
        {
            case RecurrentLayerSpec { Direction: Direction.Bidirectional } both:
                return Cell(both, TensorNames.Suffixes(both)[0], group + "/forward_layer/cell", inputs).Concat(Cell(both, TensorNames.Suffixes(both)[1], group + "/backward_layer/cell", inputs));
            case RecurrentLayerSpec recurrent:
                return Cell(recurrent, TensorNames.Suffixes(recurrent)[0], group + "/cell", inputs);
            case EmbeddingLayerSpec table:
                return [new(layer.Tensors + "weight", Read(group, 0, table.Rows, table.Size))];
            case ConvLayerSpec conv:
                return WithBias(layer, group, conv.Bias, conv.Filters, KerasGates.Conv(Read(group, 0, conv.Kernel, inputs, conv.Filters), conv.Kernel, inputs, conv.Filters));
            case DenseLayerSpec dense:
                return WithBias(layer, group, dense.Bias, dense.Size, Blocks.Transpose(Read(group, 0, inputs, dense.Size), inputs, dense.Size));
            default:
                throw Unhandled.Kind(layer);
        }
    }

    /// <summary>A variable of a known shape.</summary>
    public float[] Read(string group, int number, params int[] shape)
    {
        string path = PathOf(group, number);
        if (!unread.Remove(path))
        {
            throw source.Fault(path, "there is no such variable", $"one of shape [{string.Join(", ", shape)}]");
        }
        var dataset = file.Datasets[path];
        return dataset.Shape.SequenceEqual(shape.Select(size => (long)size))
            ? dataset.Floats(path)
            : throw source.Fault(path, $"its shape is [{string.Join(", ", dataset.Shape)}]", $"[{string.Join(", ", shape)}]");
    }

    /// <summary>Refuses variables that no layer has taken; those of random generators and optimisers are none of the network's.</summary>
    public void RequireAllRead()
    {
        string[] left = [.. unread.Where(IsOfLayer)];
        if (left.Length > 0)
        {
            throw source.Fault(null, $"{Data.Sequences.Counted.Some(left, 6)} belong to no layer that was read", "variables of the layers only");
        }
    }

    /// <summary>Where a variable is.</summary>
    /// <param name="group">Its layer's group, and the part of the layer, e.g. "/cell".</param>
    /// <param name="number">Which of its variables.</param>
    protected abstract string PathOf(string group, int number);

    /// <summary>Whether a dataset is a variable of a layer.</summary>
    protected abstract bool IsOfLayer(string path);

    private IEnumerable<NamedTensor> Cell(RecurrentLayerSpec layer, string suffix, string group, int inputs)
    {
        int units = layer.HiddenSize, rows = layer.Blocks.Length * units;
        float[] kernel = Read(group, 0, inputs, rows), recurrent = Read(group, 1, units, rows);
        float[]? bias = !layer.Bias ? null : layer.HasTwoBiases ? Read(group, 2, 2, rows) : Read(group, 2, rows);
        return KerasGates.Recurrent(layer, suffix, inputs, kernel, recurrent, bias);
    }

    private NamedTensor[] WithBias(LayerSpec layer, string group, bool bias, int size, float[] weight) =>
        bias ? [new(layer.Tensors + "weight", weight), new(layer.Tensors + "bias", Read(group, 1, size))] : [new(layer.Tensors + "weight", weight)];
}
