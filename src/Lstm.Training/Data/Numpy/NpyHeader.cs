using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Lstm.Training.Data.Numpy;

/// <summary>
/// What a <c>.npy</c> file says before its elements, in versions 1.0, 2.0 and 3.0 of the format
/// (<see href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</see>).
/// </summary>
/// <param name="Type">What its elements are.</param>
/// <param name="IsFortran">Whether the first index runs fastest, rather than the last.</param>
/// <param name="Shape">The size of each dimension.</param>
internal sealed record NpyHeader(NpyType Type, bool IsFortran, IReadOnlyList<long> Shape)
{
    private const int LongestHeader = 1 << 20; // NumPy itself takes no more than 10,000 bytes unless it is told to

    /// <summary>What every such file begins with.</summary>
    public static ReadOnlySpan<byte> Mark => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Bytes of all elements.</summary>
    public long Bytes { get; } = BytesOf(Type, Shape);

    /// <summary>The shape as Python writes it.</summary>
    public string ShapeText => ShapeOf(Shape);

    /// <summary>Reads the header; the elements are what is left of the stream.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static NpyHeader Read(Stream stream)
    {
        Span<byte> begin = stackalloc byte[12];
        int read = stream.ReadAtLeast(begin[..8], 8, throwOnEndOfStream: false);
        if (read < 8 || !begin[..8].StartsWith(Mark))
        {
            throw new InvalidDataException("it does not begin as a NumPy array does");
        }
        int major = begin[6];
        if (major is < 1 or > 3)
        {
            throw new InvalidDataException($"it is of version {major} of the format; versions 1 to 3 are read here");
        }
        int field = major == 1 ? 2 : 4;
        uint length = stream.ReadAtLeast(begin.Slice(8, field), field, throwOnEndOfStream: false) < field ? 0
            : field == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(begin[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(begin[8..]);
        if (length is 0 or > LongestHeader)
        {
            throw new InvalidDataException("its header is not as NumPy writes it: " + (length == 0 ? "it is empty" : $"it has {length} bytes"));
        }
        byte[] header = new byte[length];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
        {
            throw new InvalidDataException("it ends in the middle of its header");
        }
        return Parse((major == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(header));
    }

    private static NpyHeader Parse(string text)
    {
        var members = PythonLiteral.Parse(text.TrimEnd('\n', ' ', '\0')) as Dictionary<string, object?>;
        if (members is null || !members.TryGetValue("descr", out object? description) || !members.TryGetValue("fortran_order", out object? order)
            || !members.TryGetValue("shape", out object? shape) || order is not bool isFortran || shape is not List<object?> sizes || !sizes.All(size => size is >= 0L))
        {
            throw new InvalidDataException("its header does not say type, order and shape");
        }
        return new NpyHeader(NpyType.Parse(description), isFortran, [.. sizes.Cast<long>()]);
    }

    private static string ShapeOf(IReadOnlyList<long> shape) => shape.Count == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";

    private static long BytesOf(NpyType type, IReadOnlyList<long> shape)
    {
        try
        {
            return shape.Aggregate((long)type.Size, (product, size) => checked(product * size));
        }
        catch (OverflowException)
        {
            throw new InvalidDataException($"its shape {ShapeOf(shape)} is more than any file holds");
        }
    }
}
