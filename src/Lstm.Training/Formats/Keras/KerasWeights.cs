using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Hdf5;

namespace Lstm.Training.Formats.Keras;

/// <summary>The weights of a Keras model. Where a layer's variables are is what the forms of a file differ in.</summary>
internal abstract class KerasWeights
{
    private readonly ModelSource source;
    private readonly Dictionary<string, KerasVariable> variables = [];
    private readonly HashSet<string> unread;

    /// <summary>Of any file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="given">Its variables by their paths.</param>
    protected KerasWeights(ModelSource source, IEnumerable<(string Path, KerasVariable Variable)> given)
    {
        this.source = source;
        foreach (var (path, variable) in given)
        {
            if (!variables.TryAdd(path, variable))
            {
                throw source.Fault(path, "there are two variables of this name", "names that differ");
            }
        }
        unread = [.. variables.Keys];
    }

    /// <summary>Of HDF5. Keras 2.12 and 2.13 put what separates folders on the machine that wrote the file into the names.</summary>
    protected KerasWeights(ModelSource source, Hdf5File file)
        : this(source, file.Datasets.Select(dataset => (dataset.Key.Replace('\\', '/'), new KerasVariable(dataset.Value.Shape, dataset.Value.Type.Size == sizeof(double), () => dataset.Value.Floats(dataset.Key)))))
    {
    }

    /// <summary>Whether a variable that was read is in double precision.</summary>
    public bool IsRounded { get; private set; }

    /// <summary>The paths of all variables.</summary>
    protected IReadOnlyCollection<string> Paths => variables.Keys;

    /// <summary>Opens either form.</summary>
    public static KerasWeights Open(ModelSource source, Hdf5File file) => KerasNamedWeights.Find(source, file) ?? (KerasWeights)new KerasNumberedWeights(source, file);

    /// <summary>The group of the next layer.</summary>
    /// <param name="type">The name of its class in small letters, e.g. "lstm".</param>
    /// <param name="name">Its own name; null if it is not known.</param>
    public abstract string Next(string type, string? name);

    /// <summary>A layer's tensors as a spec has them.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="group">Its group.</param>
    /// <param name="inputs">Values that it takes.</param>
    /// <param name="form">How a recurrent layer's weights lie.</param>
    public IEnumerable<NamedTensor> Of(LayerSpec layer, string group, int inputs, KerasCellForm form = KerasCellForm.Plain)
    {
        switch (layer)
        {
            case RecurrentLayerSpec { Direction: Direction.Bidirectional } both:
                return Cell(both, TensorNames.Suffixes(both)[0], group + "/forward_layer/cell", inputs, form).Concat(Cell(both, TensorNames.Suffixes(both)[1], group + "/backward_layer/cell", inputs, form));
            case RecurrentLayerSpec recurrent:
                return Cell(recurrent, TensorNames.Suffixes(recurrent)[0], group + "/cell", inputs, form);
            case EmbeddingLayerSpec table:
                return [new(layer.Tensors + "weight", Read(group, 0, table.Rows, table.Size))];
            case ConvLayerSpec conv:
                bool isFlat = Find(group, 0).Shape.Count == 4; // Keras 1 convolves images of height 1
                float[] kernel = isFlat ? Read(group, 0, conv.Kernel, 1, inputs, conv.Filters) : Read(group, 0, conv.Kernel, inputs, conv.Filters);
                return WithBias(layer, group, conv.Bias, conv.Filters, KerasGates.Conv(kernel, conv.Kernel, inputs, conv.Filters));
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
            throw Missing(path, $"one of shape [{string.Join(", ", shape)}]");
        }
        var variable = variables[path];
        IsRounded |= variable.IsDouble;
        return variable.Shape.SequenceEqual(shape.Select(size => (long)size))
            ? variable.Values()
            : throw source.Fault(path, $"its shape is [{string.Join(", ", variable.Shape)}]", $"[{string.Join(", ", shape)}]");
    }

    /// <summary>Passes over a variable that no inference needs.</summary>
    public void Skip(string group, int number) => unread.Remove(PathOf(group, number));

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

    /// <summary>Which variables hold the gates of a cell each for itself, as Keras 1 keeps them: for each of W, U and b the numbers of its gates' in order; null where they lie together.</summary>
    /// <param name="group">The cell's group.</param>
    /// <param name="gates">A letter for each gate, in order.</param>
    protected virtual int[][]? PerGate(string group, string gates) => null;

    private KerasVariable Find(string group, int number) => PathOf(group, number) is var path && variables.TryGetValue(path, out var variable) ? variable : throw Missing(path, "one");

    private ImportException Missing(string path, string expected) => source.Fault(path, "there is no such variable", expected);

    private IEnumerable<NamedTensor> Cell(RecurrentLayerSpec layer, string suffix, string group, int inputs, KerasCellForm form)
    {
        int units = layer.HiddenSize, rows = layer.Blocks.Length * units;
        if (PerGate(group, layer.CellType.Keras?.Blocks ?? throw Unhandled.Kind(layer)) is { } numbers)
        {
            float[] Beside(int[] gates, int height) => Columns([.. gates.Select(number => height == 0 ? Read(group, number, units) : Read(group, number, height, units))], Math.Max(height, 1), units);
            return KerasGates.Recurrent(layer, suffix, inputs, Beside(numbers[0], inputs), Beside(numbers[1], units), layer.Bias ? Beside(numbers[2], 0) : null);
        }
        float[] kernel = Read(group, 0, inputs, rows), recurrent = Read(group, 1, units, rows);
        if (form == KerasCellForm.CuDnn)
        {
            return KerasGates.Recurrent(layer, suffix, inputs, FromCuDnn(kernel, inputs, units), FromCuDnn(recurrent, units, units), Read(group, 2, 2 * rows));
        }
        float[]? bias = !layer.Bias ? null : layer.HasTwoBiases ? Read(group, 2, 2, rows) : Read(group, 2, rows);
        return KerasGates.Recurrent(layer, suffix, inputs, kernel, recurrent, bias);
    }

    // Matrices of equal size, put beside each other.
    private static float[] Columns(float[][] parts, int height, int width)
    {
        float[] all = new float[parts.Length * height * width];
        for (int k = 0; k < parts.Length; k++)
        {
            for (int row = 0; row < height; row++)
            {
                Array.Copy(parts[k], row * width, all, ((row * parts.Length) + k) * width, width);
            }
        }
        return all;
    }

    // Each gate's [height, units] is a matrix [units, height] that only has another shape (Keras 2.1, convert_rnn_weights).
    private static float[] FromCuDnn(float[] values, int height, int units)
    {
        int columns = values.Length / height, gates = columns / units;
        float[][] parts = [.. Enumerable.Range(0, gates).Select(gate =>
        {
            float[] part = new float[height * units];
            for (int row = 0; row < height; row++)
            {
                Array.Copy(values, (row * columns) + (gate * units), part, row * units, units);
            }
            return Blocks.Transpose(part, units, height);
        })];
        return Columns(parts, height, units);
    }

    private NamedTensor[] WithBias(LayerSpec layer, string group, bool bias, int size, float[] weight) =>
        bias ? [new(layer.Tensors + "weight", weight), new(layer.Tensors + "bias", Read(group, 1, size))] : [new(layer.Tensors + "weight", weight)];
}

/// <summary>A variable of a layer.</summary>
/// <param name="Shape">Its dimensions.</param>
/// <param name="IsDouble">Whether its values are in double precision and will be rounded.</param>
/// <param name="Values">Reads them.</param>
internal sealed record KerasVariable(IReadOnlyList<long> Shape, bool IsDouble, Func<float[]> Values);

/// <summary>How a recurrent layer's weights lie in a file.</summary>
internal enum KerasCellForm
{
    /// <summary>A kernel, a recurrent kernel and a bias.</summary>
    Plain,

    /// <summary>Those of CuDNNLSTM and CuDNNGRU: matrices the other way round, two biases.</summary>
    CuDnn,
}
