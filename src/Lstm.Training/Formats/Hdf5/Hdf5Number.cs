using System;
using System.Buffers.Binary;

namespace Lstm.Training.Formats.Hdf5;

/// <summary>How a dataset's numbers lie in the file: IEEE 754 in 2, 4 or 8 bytes, of either order.</summary>
/// <param name="Name">What it is, for messages.</param>
/// <param name="Size">Bytes of one.</param>
/// <param name="IsFloat">Whether it is one of those.</param>
/// <param name="IsBigEndian">Whether the highest byte is the first.</param>
internal readonly record struct Hdf5Number(string Name, long Size, bool IsFloat, bool IsBigEndian)
{
    private const int FloatingPoint = 1;

    private static readonly string[] Classes = ["whole numbers", "floating-point numbers", "times", "text", "bits", "opaque bytes", "records", "references", "enumerations", "lists or texts of any length", "arrays"];

    /// <summary>The type that a message describes.</summary>
    public static Hdf5Number Read(Hdf5Bytes file, long at)
    {
        int kind = file.Byte(at) & 15;
        long size = file.Int(at + 4);
        bool isFloat = kind == FloatingPoint && (file.Byte(at + 1) & 0x40) == 0 && IsIeee(file, at + 8, size);
        return new(isFloat ? $"float{8 * size}" : $"{(kind < Classes.Length ? Classes[kind] : $"of class {kind}")} of {size} bytes", size, isFloat, (file.Byte(at + 1) & 1) != 0);
    }

    /// <summary>One number, rounded to single precision.</summary>
    public float Decode(ReadOnlySpan<byte> bytes) => (Size, IsBigEndian) switch
    {
        (2, false) => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        (2, true) => (float)BinaryPrimitives.ReadHalfBigEndian(bytes),
        (4, false) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (4, true) => BinaryPrimitives.ReadSingleBigEndian(bytes),
        (_, false) => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        _ => (float)BinaryPrimitives.ReadDoubleBigEndian(bytes),
    };

    // First bit and bits of the whole, of the exponent, of the mantissa, and the bias of the exponent.
    private static bool IsIeee(Hdf5Bytes file, long at, long size) => size switch
    {
        2 => file.Slice(at, 12).SequenceEqual((ReadOnlySpan<byte>)[0, 0, 16, 0, 10, 5, 0, 10, 15, 0, 0, 0]),
        4 => file.Slice(at, 12).SequenceEqual((ReadOnlySpan<byte>)[0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0]),
        8 => file.Slice(at, 12).SequenceEqual((ReadOnlySpan<byte>)[0, 0, 64, 0, 52, 11, 0, 52, 255, 3, 0, 0]),
        _ => false,
    };
}
