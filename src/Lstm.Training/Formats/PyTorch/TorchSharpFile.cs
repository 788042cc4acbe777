using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.PyTorch.States;

namespace Lstm.Training.Formats.PyTorch;

/// <summary>
/// What TorchSharp's module.save writes (.dat): how many tensors, then each one's name, type, sizes and values, little-endian, row by row. Whole numbers
/// take as many bytes as they need, seven bits in each (LEB128).
/// </summary>
internal sealed class TorchSharpFile
{
    private const int MostTensors = 1 << 20, LongestName = 1 << 12, MostAxes = 64;
    private const string Expected = "a whole file of TorchSharp's module.save";

    /// <summary>ScalarType of libtorch, with the storages of the same types.</summary>
    private static readonly Dictionary<long, string> Types = new()
    {
        [0] = "ByteStorage",
        [1] = "CharStorage",
        [2] = "ShortStorage",
        [3] = "IntStorage",
        [4] = "LongStorage",
        [5] = "HalfStorage",
        [6] = "FloatStorage",
        [7] = "DoubleStorage",
        [11] = "BoolStorage",
        [15] = "BFloat16Storage",
    };

    private readonly ModelSource source;
    private int at;

    private TorchSharpFile(ModelSource source) => this.source = source;

    /// <summary>Whether a file begins as such a file does: its first tensor is one, and lies within it.</summary>
    public static bool IsOne(ModelSource source)
    {
        try
        {
            var file = new TorchSharpFile(source with { Budget = ImportBudget.For(source.Bytes.LongLength) });
            return file.Count() > 0 && file.Next() is { Name: var name } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.');
        }
        catch (ImportException)
        {
            return false;
        }
    }

    /// <summary>Its tensors by their names.</summary>
    /// <exception cref="ImportException">It is damaged.</exception>
    public static StateDict Read(ModelSource source)
    {
        Entry[] entries = [.. Entries(source)];
        var storages = new TensorStorages(source, key => entries[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)].Bytes(source), isBigEndian: false);
        return new StateDict(source, [.. entries.Select((entry, k) => storages.Tensor(entry.Name, new PickleTensor(new PickleStorage(entry.Type, FormattableString.Invariant($"{k}")), 0, entry.Sizes, Strides(entry.Sizes))))], IsInOrder: true)
        {
            Notes = ["A state file of TorchSharp (module.save)."],
        };
    }

    /// <summary>Adds name, type and sizes of each tensor.</summary>
    public static void Describe(FileDescription description, ModelSource source) =>
        description.Tensors.AddRange(Entries(source).Select(entry => new DescribedTensor(entry.Name, entry.Type.Replace("Storage", "", StringComparison.Ordinal), entry.Sizes)));

    private static IEnumerable<Entry> Entries(ModelSource source)
    {
        var file = new TorchSharpFile(source);
        for (long left = file.Count(); left > 0; left--)
        {
            yield return file.Next();
        }
        if (file.at < source.Bytes.Length)
        {
            throw source.Fault(null, FormattableString.Invariant($"behind its tensors there are {source.Bytes.Length - file.at:N0} bytes more"), Expected);
        }
    }

    private static long[] Strides(long[] sizes)
    {
        long[] strides = new long[sizes.Length];
        long stride = 1;
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Math.Max(1, sizes[axis]);
        }
        return strides;
    }

    private long Count() => Number() is var count && count <= MostTensors ? count : throw source.Fault(null, FormattableString.Invariant($"it would have {count} tensors"), Expected);

    private Entry Next()
    {
        source.Budget.Visit(source, null);
        string name = Number() is var length && length is > 0 and <= LongestName ? Encoding.UTF8.GetString(Take(null, length)) : throw source.Fault(null, $"the name of a tensor has {length} bytes", Expected);
        string place = $"tensor {ModelSource.Quote(name)}";
        string type = Types.GetValueOrDefault(Number()) ?? throw source.Fault(place, "its type is none that is known", $"one of {string.Join(", ", Types.Values.Select(one => one.Replace("Storage", "", StringComparison.Ordinal)))}");
        long[] sizes = new long[Number() is var axes && axes <= MostAxes ? axes : throw source.Fault(place, $"it has {axes} axes", $"at most {MostAxes}")];
        double bytes = TensorStorages.SizeOf(type)!.Value;
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            sizes[axis] = Number();
            bytes *= sizes[axis];
        }
        int start = at;
        Take(place, bytes);
        return new Entry(name, type, sizes, start, (int)bytes);
    }

    private ReadOnlySpan<byte> Take(string? place, double count)
    {
        if (count > source.Bytes.Length - at)
        {
            throw source.Fault(place, FormattableString.Invariant($"it has {count:N0} bytes, and {source.Bytes.Length - at:N0} are left"), Expected);
        }
        at += (int)count;
        return source.Bytes.AsSpan(at - (int)count, (int)count);
    }

    private long Number()
    {
        const int Bits = 7, MostBits = 56;
        long value = 0;
        for (int shift = 0; shift < MostBits; shift += Bits)
        {
            byte next = Take(null, 1)[0];
            value |= (long)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
        throw source.Fault(null, $"a number before byte {at} has no end", Expected);
    }

    private sealed record Entry(string Name, string Type, long[] Sizes, int At, int Length)
    {
        public byte[] Bytes(ModelSource source)
        {
            source.Budget.Take(source, ModelSource.Quote(Name), Length);
            return source.Bytes.AsSpan(At, Length).ToArray();
        }
    }
}
