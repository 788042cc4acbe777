using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Specification;

namespace Lstm.Training.Data.Numpy;

/// <summary>What an array's elements are, by NumPy's type strings: <c>&lt;f8</c> is a little-endian float64.</summary>
/// <param name="Kind">b bool, i and u whole numbers, f floating point, S and U text.</param>
/// <param name="Size">Bytes of an element.</param>
/// <param name="IsBigEndian">Whether the byte of most weight comes first.</param>
internal readonly record struct NpyType(char Kind, int Size, bool IsBigEndian)
{
    private const int LongestText = 1 << 16; // bytes

    /// <summary>Whether elements are text.</summary>
    public bool IsText => Kind is 'S' or 'U' or 'M';

    /// <summary>How its elements count time; null where they are no dates.</summary>
    private NpyTime? Time { get; init; }

    /// <summary>Reads a type's description.</summary>
    /// <exception cref="InvalidDataException">Its elements are neither numbers nor text.</exception>
    public static NpyType Parse(object? description)
    {
        if (description is List<object?> fields)
        {
            string[] names = [.. fields.Select(field => field is List<object?> { Count: > 0 } one ? one[0] as string ?? "" : "")];
            throw new InvalidDataException($"its elements are structured, with the fields {Wording.List(names)}; save each field as an array of its own, e.g. numpy.savez('x.npz', {string.Join(", ", names.Take(2).Select(name => $"{name}=a['{name}']"))})");
        }
        if (description is not string { Length: >= 2 } text || text[0] is not ('<' or '>' or '|' or '='))
        {
            throw new InvalidDataException("its header does not say what its elements are");
        }
        if (text[1] == 'O')
        {
            throw new InvalidDataException("its elements are Python objects, which are pickled, and reading those would run whatever code they hold; convert it to numbers, e.g. numpy.save('x.npy', numpy.asarray(a, dtype=float))");
        }
        if (text[1] == 'M' && NpyTime.Parse(text[2..]) is { } time)
        {
            return new NpyType('M', NpyTime.Size, text[0] == '>') { Time = time };
        }
        _ = int.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int size);
        var type = new NpyType(text[1], text[1] == 'U' ? size * 4 : size, text[0] == '>');
        return (type.Kind, type.Size) switch
        {
            ('b', 1) or ('i' or 'u', 1 or 2 or 4 or 8) or ('f', 2 or 4 or 8) or ('S' or 'U', > 0 and <= LongestText) => type,
            _ => throw new InvalidDataException($"its elements are {Name(text, size)}, which is not read here; convert them, e.g. a.astype('float64')"),
        };
    }

    /// <summary>An element as a number.</summary>
    public double Number(ReadOnlySpan<byte> bytes) => (Kind, Size) switch
    {
        ('b', _) => bytes[0] == 0 ? 0 : 1,
        ('i', 1) => (sbyte)bytes[0],
        ('u', 1) => bytes[0],
        ('i', 2) => IsBigEndian ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes),
        ('u', 2) => IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        ('i', 4) => IsBigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ('u', 4) => IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        ('i', 8) => IsBigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes),
        ('u', 8) => IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        ('f', 2) => (double)(IsBigEndian ? BinaryPrimitives.ReadHalfBigEndian(bytes) : BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        ('f', 4) => IsBigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes),
        ('f', 8) => IsBigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        _ => throw new InvalidOperationException("Text is no number."),
    };

    /// <summary>An element as text, a whole number without a point; empty where a floating-point number is NaN.</summary>
    public string Text(ReadOnlySpan<byte> bytes) => Kind switch
    {
        'S' => Encoding.Latin1.GetString(bytes.TrimEnd((byte)0)),
        'M' => Time!.Text(IsBigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        'i' when Size == 8 => (IsBigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes)).ToString(CultureInfo.InvariantCulture),
        'u' when Size == 8 => (IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes)).ToString(CultureInfo.InvariantCulture),
        'U' => new UTF32Encoding(IsBigEndian, byteOrderMark: false).GetString(bytes).TrimEnd('\0'),
        _ => Number(bytes) is var number && double.IsNaN(number) ? "" : number.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Name(string text, int size) => text[1] switch
    {
        'c' => $"complex{size * 8}",
        'f' => $"float{size * 8}",
        'M' => "dates without a unit (datetime64)",
        'm' => "lengths of time (timedelta64)",
        'V' => "raw bytes (void)",
        _ => $"of type {Wording.Quote(text)}",
    };
}
