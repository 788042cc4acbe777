using System;
using System.IO;

namespace Lstm.Training.Data.Numpy;

/// <summary>
/// Goes through an array's rows, which are its last dimension's elements side by side. An array in C order is read as it is gone through; one
/// in Fortran order, whose rows are scattered, is in memory.
/// </summary>
internal sealed class NpyRows : IDisposable
{
    private readonly Stream stream;
    private readonly NpyHeader header;
    private readonly int items;
    private readonly byte[] row;
    private readonly byte[]? whole;
    private readonly NpyColumns? columns;
    private long next;

    /// <param name="stream">The array's elements.</param>
    /// <param name="header">What they are.</param>
    /// <param name="items">Elements in a row.</param>
    /// <exception cref="InvalidDataException">There are fewer elements than the header says, or they are too many to be put in order.</exception>
    public NpyRows(Stream stream, NpyHeader header, int items)
    {
        (this.stream, this.header, this.items) = (stream, header, items);
        row = new byte[items * header.Type.Size];
        if (header.IsFortran && header.Shape.Count == 2 && header.Shape[1] == items && stream.CanSeek)
        {
            columns = new NpyColumns(stream, header);
        }
        else if (header.IsFortran && header.Shape.Count > 1)
        {
            whole = header.Bytes <= Array.MaxLength ? new byte[header.Bytes]
                : throw new InvalidDataException("it is in Fortran order, and too large to be put in order in memory; save it with numpy.ascontiguousarray(a)");
            Fill(whole);
        }
    }

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public void Read()
    {
        if (columns is not null)
        {
            columns.Read(row);
            return;
        }
        if (whole is null)
        {
            Fill(row);
            return;
        }
        int size = header.Type.Size;
        for (int item = 0; item < items; item++)
        {
            whole.AsSpan(checked((int)(Element(item) * size)), size).CopyTo(row.AsSpan(item * size));
        }
        next++;
    }

    /// <summary>An element of the row.</summary>
    public ReadOnlySpan<byte> this[int item] => row.AsSpan(item * header.Type.Size, header.Type.Size);

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <summary>Where an element of the row is in Fortran order: the first index runs fastest.</summary>
    private long Element(int item)
    {
        long index = (next * items) + item, place = 0, stride = header.Bytes / header.Type.Size;
        for (int dimension = header.Shape.Count - 1; dimension >= 0; dimension--)
        {
            long size = header.Shape[dimension];
            stride /= size;
            place += index % size * stride;
            index /= size;
        }
        return place;
    }

    private void Fill(byte[] target)
    {
        Fill(stream, target);
    }

    /// <summary>Reads so many bytes.</summary>
    /// <exception cref="InvalidDataException">There are not as many.</exception>
    internal static void Fill(Stream stream, Span<byte> target)
    {
        if (stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
        {
            throw new InvalidDataException("it ends before the last of its elements; it was cut short");
        }
    }
}
