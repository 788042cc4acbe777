using System;
using System.Buffers.Binary;
using System.Text;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.TfLite;

/// <summary>
/// A file in FlatBuffers' form (flatbuffers.dev/internals): tables whose fields are found by offsets. Every place is checked to lie within the file, and
/// what is looked at counts for the import's budget, so that tables which share their parts end.
/// </summary>
internal sealed class FlatBuffer(ModelSource source, byte[] bytes)
{
    private const int VectorBytes = 32; // of an array besides its elements

    public ModelSource Source => source;

    /// <summary>The table that the file begins with.</summary>
    public FlatTable Root => Table(Follow(0));

    public long Length => bytes.LongLength;

    /// <summary>A table at a place.</summary>
    public FlatTable Table(long at)
    {
        source.Budget.Visit(source, null);
        long fields = at - BinaryPrimitives.ReadInt32LittleEndian(Span(at, sizeof(int)));
        return new FlatTable(this, at, fields, BinaryPrimitives.ReadUInt16LittleEndian(Span(fields, sizeof(ushort))));
    }

    /// <summary>Bytes at a place.</summary>
    public ReadOnlySpan<byte> Span(long at, long count) => at >= 0 && count >= 0 && at <= bytes.LongLength - count
        ? bytes.AsSpan((int)at, (int)count)
        : throw source.Fault(null, $"something in it is at byte {at} and beyond, and the file has {bytes.LongLength}", "a whole TensorFlow Lite file");

    /// <summary>Where an offset leads that counts from its own place.</summary>
    public long Follow(long at) => at + BinaryPrimitives.ReadUInt32LittleEndian(Span(at, sizeof(uint)));

    /// <summary>Where a vector's elements begin, and how many there are.</summary>
    public (long At, int Count) Vector(long at, int size)
    {
        long count = BinaryPrimitives.ReadUInt32LittleEndian(Span(at, sizeof(uint)));
        Span(at + sizeof(uint), count * size);
        source.Budget.Take(source, null, VectorBytes + (count * Math.Max(size, sizeof(long))));
        return (at + sizeof(uint), (int)count);
    }

    public string Text(long at)
    {
        var (start, count) = Vector(at, 1);
        return Encoding.UTF8.GetString(Span(start, count));
    }
}
