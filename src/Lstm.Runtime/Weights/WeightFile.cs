using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace Lstm.Embedded;

/// <summary>
/// A weight file in the safetensors format: eight bytes with the length of a JSON header, the header, the tensors.
/// The whole format is checked before anything can be read from it. Immutable, so it may be read by many threads.
/// </summary>
public sealed class WeightFile
{
    /// <summary>The metadata key under which a weight file carries the hash of the spec it was trained for.</summary>
    public const string SpecHashKey = "lstm.spec";

    /// <summary>
    /// The metadata key under which a weight file carries a digest of itself: the SHA-256, in lower hexadecimal, of all its bytes with the
    /// digest's own 64 digits as zeros ('0'). A file that no longer has it is refused, and so is one that carries
    /// <see cref="Numerics.MetadataKey"/> and no digest: both are written together, so that no changed bit goes unseen, nor one of this key.
    /// A file with neither loads.
    /// </summary>
    public const string DigestKey = "lstm.digest";

    private static readonly string WhatToDo = $"Copy it again from its source, or take {WeightText.Quote(DigestKey)} and {WeightText.Quote(Numerics.MetadataKey)} out if the change was meant";
    private const int PrefixLength = sizeof(ulong);
    private const int LongestHeader = 100_000_000; // the limit of the format's own reader
    private readonly byte[] bytes;
    private readonly int dataStart;
    private readonly Dictionary<string, WeightTensor> tensors;

    private WeightFile(byte[] bytes, string name)
    {
        this.bytes = bytes;
        Name = name;
        dataStart = PrefixLength + HeaderLength();
        var header = WeightHeaderReader.Read(bytes.AsSpan(PrefixLength..dataStart), name);
        header.CheckCoverage(bytes.Length - dataStart, name);
        if (header.DigestAt is { } digest)
        {
            CheckDigest(header.Metadata[DigestKey], PrefixLength + digest);
        }
        else if (header.Metadata.ContainsKey(Numerics.MetadataKey))
        {
            // Whatever writes the one writes the other: a letter of the digest's key changed, which would leave the file unchecked.
            throw new LstmWeightException(Name, null, $"the metadata key {WeightText.Quote(Numerics.MetadataKey)} without {WeightText.Quote(DigestKey)}", $"both or neither: it was damaged, or changed afterwards. {WhatToDo}");
        }
        tensors = new(StringComparer.Ordinal);
        string[] names = new string[header.Tensors.Count];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = header.Tensors[i].Name;
            tensors.Add(names[i], header.Tensors[i]);
        }
        TensorNames = names;
        Metadata = header.Metadata;
    }

    /// <summary>The path, or the name given with the bytes; what exceptions call the file.</summary>
    public string Name { get; }

    /// <summary>The tensors' names in the order in which the header lists them.</summary>
    public IReadOnlyList<string> TensorNames { get; }

    /// <summary>The file's metadata; empty when it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads and checks a weight file of up to 2 GB.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="LstmWeightException">The file cannot be read (the cause is the inner exception) or breaks the format.</exception>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null, empty or no path.</exception>
    public static WeightFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new WeightFile(WeightFileBytes.Read(path), path);
    }

    /// <summary>Checks a weight file that is in memory already, e.g. a resource; the bytes are copied.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">What exceptions call it.</param>
    /// <exception cref="LstmWeightException">The bytes break the format.</exception>
    public static WeightFile Parse(ReadOnlySpan<byte> bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Own(bytes.ToArray(), name);
    }

    /// <summary>The same for bytes that nobody else has, which need no copy.</summary>
    internal static WeightFile Own(byte[] bytes, string name) => new(bytes, name);

    /// <summary>Whether the file has a tensor of this name.</summary>
    public bool Contains(string tensor) => tensors.ContainsKey(tensor);

    /// <summary>The names that fulfil a condition, in the header's order.</summary>
    internal List<string> NamesWhere(Predicate<string> condition) => new List<string>(TensorNames).FindAll(condition);

    /// <summary>Whether a tensor has these dimensions.</summary>
    internal bool HasShape(string tensor, IReadOnlyList<long> dimensions) => Find(tensor).HasShape(dimensions);

    /// <summary>The dimensions of a tensor, row-major; empty for a scalar.</summary>
    /// <exception cref="LstmWeightException">There is no such tensor.</exception>
    public IReadOnlyList<long> ShapeOf(string tensor) => Find(tensor).Shape;

    /// <summary>The values of a tensor of a known shape, row-major. F16 and BF16 are widened, which is exact.</summary>
    /// <param name="tensor">The tensor's name.</param>
    /// <param name="shape">The dimensions it must have; none for a scalar.</param>
    /// <exception cref="LstmWeightException">There is no such tensor, it has another shape, its type is not F32, F16 or BF16, or it holds a NaN or an infinity.</exception>
    public float[] Read(string tensor, params int[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var entry = Find(tensor);
        long[] expected = Array.ConvertAll(shape, d => (long)d);
        if (!entry.HasShape(expected))
        {
            throw new LstmWeightException(Name, tensor, $"shape {WeightText.Shape(entry.Shape)}", $"shape {WeightText.Shape(expected)}");
        }
        return Values(entry);
    }

    /// <summary>The values of a tensor of any shape, row-major. F16 and BF16 are widened, which is exact.</summary>
    /// <exception cref="LstmWeightException">There is no such tensor, its type is not F32, F16 or BF16, or it holds a NaN or an infinity.</exception>
    public float[] ReadAll(string tensor) => Values(Find(tensor));

    private int HeaderLength()
    {
        if (bytes.Length < PrefixLength)
        {
            throw new LstmWeightException(Name, null, bytes.Length == 0 ? "an empty file" : $"a file of {bytes.Length} bytes", "a safetensors file, which has 8 bytes and more");
        }
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > LongestHeader)
        {
            throw new LstmWeightException(Name, null, $"a header of {length} bytes", $"at most {LongestHeader} (is this a safetensors file?)");
        }
        if (length > (ulong)(bytes.Length - PrefixLength))
        {
            throw new LstmWeightException(Name, null, $"a header of {length} bytes in a file of {bytes.Length}", "a header within the file; the file may have been cut short");
        }
        return (int)length;
    }

    private void CheckDigest(string expected, int at)
    {
        bytes.AsSpan(at, Sha256.Digits).Fill((byte)'0'); // the header has been read, and the bytes are ours
        string found = Sha256.Hex(bytes);
        if (found != expected)
        {
            throw new LstmWeightException(Name, null, $"bytes whose digest is {found}", $"{expected}, which it was written with ({WeightText.Quote(DigestKey)}): it was damaged, or changed afterwards. {WhatToDo}");
        }
    }

    private WeightTensor Find(string tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensors.TryGetValue(tensor, out var entry)
            ? entry
            : throw new LstmWeightException(Name, tensor, "no such tensor", TensorNames.Count == 0 ? "it in a file that has no tensors" : $"one of {WeightText.Quote(TensorNames, 8)}");
    }

    private float[] Values(WeightTensor tensor)
    {
        var data = bytes.AsSpan(dataStart + (int)tensor.Begin, (int)(tensor.End - tensor.Begin));
        return WeightValues.Decode(tensor, data, Name);
    }
}
