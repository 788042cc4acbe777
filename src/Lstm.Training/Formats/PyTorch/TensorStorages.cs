using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.PyTorch.States;

namespace Lstm.Training.Formats.PyTorch;

/// <summary>The bytes of tensors, and how numbers lie in them.</summary>
/// <param name="source">The file.</param>
/// <param name="find">The bytes of a storage by its key.</param>
/// <param name="isBigEndian">Whether numbers begin with their highest byte.</param>
internal sealed class TensorStorages(ModelSource source, Func<string, byte[]?> find, bool isBigEndian)
{
    private const int MostDimensions = 64; // PyTorch's own limit

    private delegate float Decoder(ReadOnlySpan<byte> bytes);

    private static readonly Dictionary<string, (int Size, Decoder Decode)> Types = new()
    {
        ["FloatStorage"] = (4, BinaryPrimitives.ReadSingleLittleEndian),
        ["DoubleStorage"] = (8, bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        ["HalfStorage"] = (2, bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        ["BFloat16Storage"] = (2, bytes => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16)),
        ["LongStorage"] = (8, bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        ["IntStorage"] = (4, bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        ["ShortStorage"] = (2, bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        ["CharStorage"] = (1, bytes => (sbyte)bytes[0]),
        ["ByteStorage"] = (1, bytes => bytes[0]),
        ["BoolStorage"] = (1, bytes => bytes[0]),
    };

    // Right for counters (num_batches_tracked); as weights they are those of a quantised network, without its scales.
    private static readonly HashSet<string> WholeNumbers = ["LongStorage", "IntStorage", "ShortStorage", "CharStorage", "ByteStorage", "BoolStorage"];

    private readonly Dictionary<string, byte[]> opened = [];

    public static IEnumerable<string> Names => Types.Keys;

    /// <summary>Bytes of a value of a type; null if it is not known.</summary>
    public static int? SizeOf(string type) => Types.TryGetValue(type, out var known) ? known.Size : null;

    /// <summary>A tensor under its name.</summary>
    public StateTensor Tensor(string name, PickleTensor tensor)
    {
        var made = new StateTensor(name, [.. tensor.Size], () => Read(name, tensor)) { IsRounded = tensor.Storage.Type == "DoubleStorage" };
        bool isWeight = made.Kind.StartsWith("weight", StringComparison.Ordinal) || made.Kind.StartsWith("bias", StringComparison.Ordinal);
        return !isWeight || !WholeNumbers.Contains(tensor.Storage.Type) ? made : made with { Refusal = $"it holds whole numbers ({tensor.Storage.Type}), and what they count by is not in it" };
    }

    private float[] Read(string name, PickleTensor tensor)
    {
        string place = $"tensor {ModelSource.Quote(name)}";
        if (!Types.TryGetValue(tensor.Storage.Type, out var type))
        {
            throw source.Fault(place, $"it lies in {ModelSource.Quote(tensor.Storage.Type)}", $"one of {string.Join(", ", Names)}");
        }
        if (!opened.TryGetValue(tensor.Storage.Key, out byte[]? bytes))
        {
            opened[tensor.Storage.Key] = bytes = find(tensor.Storage.Key) ?? throw source.Fault(place, $"its storage {ModelSource.Quote(tensor.Storage.Key)} is not in the archive", "a whole archive");
        }
        var count = RequireWithin(place, tensor, bytes.Length / type.Size);
        source.Budget.Take(source, place, count > long.MaxValue / sizeof(float) ? -1 : sizeof(float) * (long)count);
        float[] values = new float[(long)count];
        Span<byte> number = stackalloc byte[type.Size];
        long[] index = new long[tensor.Size.Count];
        for (int k = 0; k < values.Length; k++)
        {
            long element = tensor.Offset;
            for (int axis = 0; axis < index.Length; axis++)
            {
                element += index[axis] * tensor.Stride[axis];
            }
            bytes.AsSpan((int)element * type.Size, type.Size).CopyTo(number);
            if (isBigEndian)
            {
                number.Reverse();
            }
            values[k] = type.Decode(number);
            for (int axis = index.Length - 1; axis >= 0 && ++index[axis] == tensor.Size[axis]; axis--)
            {
                index[axis] = 0;
            }
        }
        return values;
    }

    // How many numbers it has: those of an expanded tensor are in the storage once (stride 0).
    private Int128 RequireWithin(string place, PickleTensor tensor, int elements)
    {
        bool good = tensor.Size.Count == tensor.Stride.Count && tensor.Size.Count <= MostDimensions && tensor.Size.Concat(tensor.Stride).All(number => number <= int.MaxValue);
        if (tensor.Size.Concat(tensor.Stride).Append(tensor.Offset).Any(number => number < 0))
        {
            throw source.Fault(place, $"its shape is [{string.Join(", ", tensor.Size)}], its strides [{string.Join(", ", tensor.Stride)}], its offset {tensor.Offset}", "numbers from 0 on");
        }
        Int128 last = tensor.Offset, count = 1;
        for (int axis = 0; good && axis < tensor.Size.Count; axis++)
        {
            last += (Int128)(tensor.Size[axis] - 1) * tensor.Stride[axis];
            count = Int128.Min(count * tensor.Size[axis], Int128.One << 64);
        }
        if (!good || (count > 0 && last >= elements))
        {
            throw source.Fault(place, $"its shape [{string.Join(", ", tensor.Size)}] reaches beyond the {elements} values of its storage", "a tensor within its storage");
        }
        return count;
    }
}
