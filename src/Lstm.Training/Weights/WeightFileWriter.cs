using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using Lstm.Embedded;

namespace Lstm.Training.Weights;

/// <summary>
/// Writes float tensors as a safetensors file. The same tensors and metadata give the same bytes, whatever the order in
/// which they were added: both are sorted by name.
/// </summary>
public sealed class WeightFileWriter
{
    private static readonly string NoDigest = new('0', 2 * SHA256.HashSizeInBytes);
    private readonly SortedDictionary<string, WeightFileEntry> tensors = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> metadata = new(StringComparer.Ordinal);

    /// <summary>Begins an empty file, with the version of the numerics under <see cref="Numerics.MetadataKey"/>.</summary>
    /// <param name="specHash">The hash of the spec that the weights belong to, written under <see cref="WeightFile.SpecHashKey"/>; null for none.</param>
    public WeightFileWriter(string? specHash = null)
    {
        AddMetadata(Numerics.MetadataKey, Numerics.Version.ToString(CultureInfo.InvariantCulture));
        if (specHash is not null)
        {
            AddMetadata(WeightFile.SpecHashKey, specHash);
        }
    }

    /// <summary>Adds a tensor; the values are copied.</summary>
    /// <param name="name">Its name, e.g. <c>lstm.weight_ih_l0</c>.</param>
    /// <param name="values">Its values, row-major.</param>
    /// <param name="shape">Its dimensions; none for a scalar.</param>
    /// <exception cref="ArgumentException">The name is taken or reserved, the shape does not fit the values, or a value is a NaN or an infinity, which no reader of weights accepts.</exception>
    public void Add(string name, ReadOnlySpan<float> values, params int[] shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        if (name == WeightFileHeader.MetadataName)
        {
            throw new ArgumentException($"A tensor cannot be called {name}; the format keeps that name for metadata.", nameof(name));
        }
        CheckShape(name, values.Length, shape);
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new ArgumentException($"Tensor \"{name}\" holds {values[i]} as element {i}; weights are finite.", nameof(values));
            }
        }
        if (!tensors.TryAdd(name, new WeightFileEntry(values.ToArray(), (int[])shape.Clone())))
        {
            throw new ArgumentException($"There is a tensor \"{name}\" already.", nameof(name));
        }
    }

    /// <summary>Adds a line of metadata.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">The key is taken, or the digest's, which <see cref="ToBytes"/> writes.</exception>
    public void AddMetadata(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        if (key == WeightFile.DigestKey)
        {
            throw new ArgumentException($"The metadata \"{key}\" is computed from the file.", nameof(key));
        }
        if (!metadata.TryAdd(key, value))
        {
            throw new ArgumentException($"There is metadata \"{key}\" already.", nameof(key));
        }
    }

    /// <summary>The file's bytes, with their digest under <see cref="WeightFile.DigestKey"/>. The tensors begin at a multiple of 8 bytes.</summary>
    /// <exception cref="InvalidOperationException">The file would exceed 2 GB, or its header 100 MB.</exception>
    public byte[] ToBytes()
    {
        var withDigest = new SortedDictionary<string, string>(metadata, StringComparer.Ordinal) { [WeightFile.DigestKey] = NoDigest };
        byte[] header = WeightFileHeader.Write(tensors, withDigest);
        long length = sizeof(ulong) + (long)header.Length;
        foreach (var tensor in tensors.Values)
        {
            length += (long)tensor.Values.Length * sizeof(float);
        }
        if (length > Array.MaxLength)
        {
            throw new InvalidOperationException($"The weight file would take {length} bytes; at most {Array.MaxLength} can be read again.");
        }
        byte[] bytes = new byte[length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
        header.CopyTo(bytes, sizeof(ulong));
        int position = sizeof(ulong) + header.Length;
        foreach (var tensor in tensors.Values)
        {
            foreach (float value in tensor.Values)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(position), value);
                position += sizeof(float);
            }
        }
        // Within a string the quotes would be escaped, so this is the key.
        int digest = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"{WeightFile.DigestKey}\":\"")) + WeightFile.DigestKey.Length + "\"\":\"".Length;
        Encoding.ASCII.GetBytes(Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant(), bytes.AsSpan(digest));
        return bytes;
    }

    /// <summary>
    /// Writes the file so that at every moment, even if the power fails, <paramref name="path"/> holds the old file or
    /// the whole new one: into a temporary file in the same folder, flushed to disk, then renamed.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">The folder does not exist, the disk is full, …</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to, or <paramref name="path"/> is a folder.</exception>
    /// <exception cref="InvalidOperationException">The file would exceed 2 GB, or its header 100 MB.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, ToBytes());
    }

    private static void CheckShape(string name, int count, int[] shape)
    {
        long elements = 1;
        foreach (int dimension in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dimension, nameof(shape));
            elements = Math.Min(elements * dimension, 1L << 31); // more than any array holds, and still no overflow
        }
        if (elements != count)
        {
            throw new ArgumentException($"Tensor \"{name}\" of shape [{string.Join(", ", shape)}] does not take {count} values.", nameof(shape));
        }
    }
}
