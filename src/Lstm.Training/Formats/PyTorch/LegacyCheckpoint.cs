using System;
using System.Collections.Generic;
using System.Linq;
using System.Buffers.Binary;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch;

/// <summary>
/// What torch.save wrote before PyTorch 1.6, and still writes where it is asked to: pickles of a magic number, a version, facts about the machine, the
/// structure and the keys of storages; then the storages, each a count and its values (torch/serialization.py, _legacy_save).
/// </summary>
internal sealed class LegacyCheckpoint
{
    private const string Place = "the checkpoint";
    private const long Version = 1001;

    private readonly Dictionary<string, byte[]> storages = [];

    private LegacyCheckpoint(object? value) => Value = value;

    /// <summary>The structure.</summary>
    public object? Value { get; }

    /// <summary>Whether bytes begin so.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes) => bytes.Length > 14 && bytes[0] == 0x80 && bytes[2..].StartsWith((ReadOnlySpan<byte>)[0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]);

    /// <summary>Takes a file apart.</summary>
    /// <exception cref="ImportException">It is damaged.</exception>
    public static LegacyCheckpoint Read(ModelSource source)
    {
        var reader = new PickleReader(source, Place, source.Bytes);
        reader.Read(); // the magic number
        if (reader.Read() is not Version and var version)
        {
            throw source.Fault(Place, $"it is of version {version ?? "nothing"}", $"{Version}");
        }
        if (reader.Read() is PickleDict machine && machine.Find("little_endian") is false)
        {
            throw source.Fault(Place, "its numbers begin with their highest byte", "a file of a little-endian machine");
        }
        var made = new LegacyCheckpoint(reader.Read());
        var keys = reader.Read() as List<object?> ?? throw source.Fault(Place, "behind the structure are no keys", "a whole file");
        long at = reader.End;
        foreach (object? key in keys)
        {
            source.Budget.Visit(source, Place);
            if (key is not string name || !reader.Storages.TryGetValue(name, out string? type) || TensorStorages.SizeOf(type) is not { } size)
            {
                throw source.Fault(Place, $"storage {ModelSource.Quote(key as string ?? "?")} is of no type that is known here", $"one of {string.Join(", ", TensorStorages.Names)}");
            }
            long count = at + sizeof(long) <= source.Bytes.Length ? BinaryPrimitives.ReadInt64LittleEndian(source.Bytes.AsSpan((int)at)) : -1;
            at += sizeof(long);
            if (count < 0 || count > (source.Bytes.Length - at) / size)
            {
                throw source.Fault(Place, $"storage {ModelSource.Quote(name)} reaches beyond the file", "a whole file");
            }
            source.Budget.Take(source, Place, count * size);
            made.storages[name] = source.Bytes.AsSpan((int)at, (int)(count * size)).ToArray();
            at += count * size;
        }
        return made;
    }

    /// <summary>The bytes of a storage; null where there is none of this key.</summary>
    public byte[]? Storage(string key) => storages.GetValueOrDefault(key);
}
