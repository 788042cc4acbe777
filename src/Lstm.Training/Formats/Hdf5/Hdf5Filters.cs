using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Hdf5;

/// <summary>What was done to the chunks of a dataset when they were written, to be undone in reverse order.</summary>
internal sealed class Hdf5Filters
{
    private const int Deflate = 1, Shuffle = 2, Fletcher32 = 3;
    private const int ChecksumBytes = 4;

    private static readonly Dictionary<int, string> Others = new() { [4] = "szip", [5] = "n-bit packing", [6] = "scale and offset", [307] = "bzip2", [32000] = "lzf", [32001] = "blosc", [32004] = "lz4", [32008] = "bitshuffle", [32015] = "zstd" };

    private readonly List<(int Id, long Value)> filters = [];

    /// <summary>The filters that a message lists.</summary>
    public static Hdf5Filters Read(Hdf5Bytes file, long at)
    {
        var made = new Hdf5Filters();
        bool isNew = file.Byte(at) == 2;
        int count = file.Byte(at + 1);
        at += isNew ? 2 : 8;
        for (int k = 0; k < count; k++)
        {
            file.Visit();
            int id = file.Short(at), name = 0;
            at += 2;
            if (!isNew || id >= 256)
            {
                name = isNew ? file.Short(at) : (file.Short(at) + 7) & ~7;
                at += 2;
            }
            int values = file.Short(at + 2);
            at += 4 + name;
            made.filters.Add((id, values > 0 ? file.Int(at) : 0));
            at += 4L * (isNew ? values : values + (values & 1));
        }
        return made;
    }

    /// <summary>A chunk's bytes as they were before.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">The dataset, for messages.</param>
    /// <param name="stored">The chunk as it is stored.</param>
    /// <param name="size">How many bytes it has otherwise.</param>
    /// <param name="skipped">A bit for each filter that was left out.</param>
    public ReadOnlySpan<byte> Undo(Hdf5Bytes file, string path, ReadOnlySpan<byte> stored, int size, long skipped)
    {
        for (int k = filters.Count - 1; k >= 0; k--)
        {
            if (k < 32 && ((skipped >> k) & 1) != 0)
            {
                continue;
            }
            stored = filters[k].Id switch
            {
                Deflate => Inflate(file, path, stored, size + ChecksumBytes),
                Shuffle => Unshuffle(file, stored, filters[k].Value),
                Fletcher32 when stored.Length >= ChecksumBytes => stored[..^ChecksumBytes],
                var id => throw file.Fault($"the values of {ModelSource.Quote(path)} are packed by {(Others.TryGetValue(id, out string? name) ? name : $"filter {id}")}", "gzip, shuffle or none; in Python, h5py copies the file anew with compression=\"gzip\""),
            };
        }
        return stored;
    }

    private static ReadOnlySpan<byte> Inflate(Hdf5Bytes file, string path, ReadOnlySpan<byte> stored, int most)
    {
        file.Take(most + (long)stored.Length);
        byte[] bytes = new byte[most];
        try
        {
            using var stream = new ZLibStream(new MemoryStream(stored.ToArray()), CompressionMode.Decompress);
            return bytes.AsSpan(0, stream.ReadAtLeast(bytes, most, throwOnEndOfStream: false));
        }
        catch (Exception e) when (e is InvalidDataException or IOException) // ZLibException is one of the latter
        {
            throw file.Fault($"a chunk of {ModelSource.Quote(path)} cannot be unpacked", "a whole file");
        }
    }

    // The first bytes of all values stand before the second ones.
    private static ReadOnlySpan<byte> Unshuffle(Hdf5Bytes file, ReadOnlySpan<byte> stored, long size)
    {
        int width = (int)long.Clamp(size, 1, int.Max(stored.Length, 1)), count = stored.Length / width;
        file.Take(stored.Length);
        byte[] bytes = stored.ToArray();
        for (int part = 0; part < width && count > 1; part++)
        {
            for (int k = 0; k < count; k++)
            {
                bytes[(k * width) + part] = stored[(part * count) + k];
            }
        }
        return bytes;
    }
}
