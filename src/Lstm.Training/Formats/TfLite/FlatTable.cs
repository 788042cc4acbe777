using System;
using System.Buffers.Binary;

namespace Lstm.Training.Formats.TfLite;

/// <summary>A table in a <see cref="FlatBuffer"/>. A field that is not there has its default.</summary>
/// <param name="File">The file.</param>
/// <param name="At">Where it is.</param>
/// <param name="Fields">Where the list of its fields' places is.</param>
/// <param name="FieldBytes">How many bytes that list has.</param>
internal readonly record struct FlatTable(FlatBuffer File, long At, long Fields, int FieldBytes)
{
    private const int FirstField = 4;

    /// <summary>Whether a field is there; one that has its default need not be.</summary>
    public bool Has(int field) => Find(field) is not null;

    public int Int(int field, int otherwise = 0) => Find(field) is { } at ? BinaryPrimitives.ReadInt32LittleEndian(File.Span(at, sizeof(int))) : otherwise;

    public long Long(int field) => Find(field) is { } at ? BinaryPrimitives.ReadInt64LittleEndian(File.Span(at, sizeof(long))) : 0;

    public int Byte(int field) => Find(field) is { } at ? File.Span(at, 1)[0] : 0;

    public bool Bool(int field) => Byte(field) != 0;

    public float Float(int field) => Find(field) is { } at ? BinaryPrimitives.ReadSingleLittleEndian(File.Span(at, sizeof(float))) : 0;

    public string Text(int field) => Find(field) is { } at ? File.Text(File.Follow(at)) : "";

    public FlatTable? Table(int field) => Find(field) is { } at ? File.Table(File.Follow(at)) : null;

    public FlatTable[] Tables(int field)
    {
        var (start, count) = Vector(field, sizeof(uint));
        var tables = new FlatTable[count];
        for (int k = 0; k < count; k++)
        {
            tables[k] = File.Table(File.Follow(start + (k * sizeof(uint))));
        }
        return tables;
    }

    /// <summary>Whole numbers of 4 bytes; null where the field is not there.</summary>
    public int[]? Ints(int field)
    {
        if (Find(field) is null)
        {
            return null;
        }
        var (start, count) = Vector(field, sizeof(int));
        int[] values = new int[count];
        for (int k = 0; k < count; k++)
        {
            values[k] = BinaryPrimitives.ReadInt32LittleEndian(File.Span(start + (k * sizeof(int)), sizeof(int)));
        }
        return values;
    }

    public long[] Longs(int field)
    {
        var (start, count) = Vector(field, sizeof(long));
        long[] values = new long[count];
        for (int k = 0; k < count; k++)
        {
            values[k] = BinaryPrimitives.ReadInt64LittleEndian(File.Span(start + (k * sizeof(long)), sizeof(long)));
        }
        return values;
    }

    public float[] Floats(int field)
    {
        var (start, count) = Vector(field, sizeof(float));
        float[] values = new float[count];
        for (int k = 0; k < count; k++)
        {
            values[k] = BinaryPrimitives.ReadSingleLittleEndian(File.Span(start + (k * sizeof(float)), sizeof(float)));
        }
        return values;
    }

    /// <summary>Where a vector's elements begin, and how many there are.</summary>
    public (long At, int Count) Vector(int field, int size) => Find(field) is { } at ? File.Vector(File.Follow(at), size) : (0, 0);

    private long? Find(int field)
    {
        int entry = FirstField + (field * sizeof(ushort));
        int offset = entry + sizeof(ushort) <= FieldBytes ? BinaryPrimitives.ReadUInt16LittleEndian(File.Span(Fields + entry, sizeof(ushort))) : 0;
        return offset == 0 ? null : At + offset;
    }
}
