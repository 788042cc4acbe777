using System;
using System.Buffers.Binary;
using System.Text;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Hdf5;

/// <summary>The bytes of an HDF5 file; every read is checked to lie within them.</summary>
internal sealed class Hdf5Bytes(ModelSource source, byte[] bytes)
{
    private const string Place = "its weights in HDF5";

    /// <summary>An address that says that there is nothing.</summary>
    public const long Undefined = -1;

    public int Length => bytes.Length;

    /// <summary>Counts a part that is looked at; the same part may be named many times.</summary>
    public void Visit() => source.Budget.Visit(source, Place);

    /// <summary>Counts bytes that are about to be taken.</summary>
    public void Take(long count) => source.Budget.Take(source, Place, count);

    public ReadOnlySpan<byte> Slice(long at, long count) => at >= 0 && count >= 0 && at <= bytes.Length && count <= bytes.Length - at
        ? bytes.AsSpan((int)at, (int)count)
        : throw Fault($"{count} bytes at {at} lie outside of it", $"places within its {bytes.Length} bytes");

    public byte Byte(long at) => Slice(at, 1)[0];

    public int Short(long at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(at, 2));

    public long Int(long at) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(at, 4));

    /// <summary>A length or an address.</summary>
    public long Long(long at) => BinaryPrimitives.ReadInt64LittleEndian(Slice(at, 8));

    /// <summary>A number of 1 to 8 bytes.</summary>
    public long Number(long at, int size)
    {
        var digits = Slice(at, size);
        ulong number = 0;
        for (int k = size - 1; k >= 0; k--)
        {
            number = (number << 8) | digits[k];
        }
        return (long)number;
    }

    /// <summary>Text that ends with a zero.</summary>
    public string Text(long at)
    {
        var rest = Slice(at, bytes.Length - at);
        int end = rest.IndexOf((byte)0);
        return end >= 0 ? String(at, end) : throw Fault($"the name at {at} has no end", "a whole file");
    }

    /// <summary>Text of a known length; zeros at its end are not part of it.</summary>
    public string String(long at, long length)
    {
        var text = Slice(at, length);
        Take(sizeof(char) * length);
        return Encoding.UTF8.GetString(text).TrimEnd('\0');
    }

    public void Require(long at, ReadOnlySpan<byte> signature)
    {
        if (!Slice(at, signature.Length).SequenceEqual(signature))
        {
            throw Fault($"there is no {Encoding.ASCII.GetString(signature)} at {at}", "a whole file");
        }
    }

    public ImportException Fault(string problem, string expected) => source.Fault(Place, problem, expected);
}
