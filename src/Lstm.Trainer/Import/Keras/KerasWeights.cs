using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Specification;
using PureHDF;

namespace Lstm.Trainer.Import.Keras;

/// <summary>
/// A weights file of Keras 3: HDF5, a group "layers" with a group for each layer, named after its class and numbered from the
/// second of a class on; in them "vars" with datasets "0", "1", … (Keras, saving_lib.py).
/// </summary>
internal sealed class KerasWeights : IDisposable
{
    private readonly ModelSource source;
    private readonly IH5Group file;
    private readonly HashSet<string> unread = [];
    private readonly Dictionary<string, int> used = [];

    private KerasWeights(ModelSource source, IH5Group file)
    {
        (this.source, this.file) = (source, file);
        Collect(file, "", 0);
    }

    /// <summary>Opens a file that is in memory.</summary>
    public static KerasWeights Open(ModelSource source, byte[] bytes) => Guarded(source, () => new KerasWeights(source, H5File.Open(new MemoryStream(bytes, writable: false), leaveOpen: false)));

    /// <summary>The group of the next layer of a class.</summary>
    /// <param name="type">The class's name in small letters, e.g. "lstm".</param>
    public string Next(string type)
    {
        used.TryGetValue(type, out int before);
        used[type] = before + 1;
        return FormattableString.Invariant($"layers/{type}{(before == 0 ? "" : $"_{before}")}");
    }

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
            default:
                var dense = (DenseLayerSpec)layer;
                return WithBias(layer, group, dense.Bias, dense.Size, Blocks.Transpose(Read(group, 0, inputs, dense.Size), inputs, dense.Size));
        }
    }

    /// <summary>A variable of a known shape.</summary>
    public float[] Read(string group, int number, params int[] shape)
    {
        string path = FormattableString.Invariant($"{group}/vars/{number}");
        if (!unread.Remove(path))
        {
            throw source.Fault(path, "there is no such variable", $"one of shape [{string.Join(", ", shape)}]");
        }
        return Guarded(source, () =>
        {
            var dataset = file.Dataset(path);
            ulong[] dims = dataset.Space.Dimensions;
            if (!dims.SequenceEqual(shape.Select(size => (ulong)size)))
            {
                throw source.Fault(path, $"its shape is [{string.Join(", ", dims)}]", $"[{string.Join(", ", shape)}]");
            }
            return dataset.Type is { Class: H5DataTypeClass.FloatingPoint, Size: 4 }
                ? dataset.Read<float[]>()
                : throw source.Fault(path, $"its values are {dataset.Type.Class} of {dataset.Type.Size} bytes", "float32");
        });
    }

    /// <summary>Refuses variables that no layer has taken; those of random generators and optimisers are none of the network's.</summary>
    public void RequireAllRead()
    {
        string[] left = [.. unread.Where(path => path.StartsWith("layers/", StringComparison.Ordinal) && !path.Contains("/seed_generator/", StringComparison.Ordinal))];
        if (left.Length > 0)
        {
            throw source.Fault(null, $"{Data.Counted.Some(left, 6)} belong to no layer that was read", "variables of the layers only");
        }
    }

    public void Dispose() => (file as IDisposable)?.Dispose();

    private IEnumerable<NamedTensor> Cell(RecurrentLayerSpec layer, string suffix, string group, int inputs)
    {
        int units = layer.HiddenSize, rows = layer.Blocks.Length * units;
        float[] kernel = Read(group, 0, inputs, rows), recurrent = Read(group, 1, units, rows);
        // A GRU that resets after the product has a bias for each product.
        float[]? bias = !layer.Bias ? null : layer is GruLayerSpec { ResetBefore: false } ? Read(group, 2, 2, rows) : Read(group, 2, rows);
        return KerasGates.Recurrent(layer, suffix, inputs, kernel, recurrent, bias);
    }

    private NamedTensor[] WithBias(LayerSpec layer, string group, bool bias, int size, float[] weight) =>
        bias ? [new(layer.Tensors + "weight", weight), new(layer.Tensors + "bias", Read(group, 1, size))] : [new(layer.Tensors + "weight", weight)];

    private void Collect(IH5Group group, string path, int depth)
    {
        const int Deepest = 16;
        if (depth > Deepest)
        {
            throw source.Fault(path, $"groups are nested deeper than {Deepest}", "a weights file of Keras");
        }
        foreach (var child in group.Children())
        {
            string inner = path.Length == 0 ? child.Name : $"{path}/{child.Name}";
            if (child is IH5Group folder)
            {
                Collect(folder, inner, depth + 1);
            }
            else
            {
                unread.Add(inner);
            }
        }
    }

    // What the library throws at a damaged file is not documented, so whatever it is means that the file cannot be read.
    private static T Guarded<T>(ModelSource source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not ImportException)
        {
            throw source.Fault(null, $"its weights cannot be read as HDF5 ({e.Message.TrimEnd('.')})", "a file that Keras 3 wrote", e);
        }
    }
}
