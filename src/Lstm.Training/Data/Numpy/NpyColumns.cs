using System;
using System.IO;

namespace Lstm.Training.Data.Numpy;

/// <summary>The rows of a two-dimensional array in Fortran order, where columns follow each other: a part of each column is read at a time.</summary>
/// <param name="stream">Stands at the first element, and can seek.</param>
/// <param name="header">What the elements are.</param>
internal sealed class NpyColumns(Stream stream, NpyHeader header)
{
    private const int MostBytes = 1 << 22;

    private readonly long start = stream.Position;
    private readonly long all = header.Shape[0];
    private readonly int columns = (int)header.Shape[1];
    private readonly int size = header.Type.Size;
    private byte[] part = [];
    private int rows; // of the part
    private long next;
    private int inPart;

    /// <summary>Reads the next row.</summary>
    /// <exception cref="InvalidDataException">The file ends before it.</exception>
    public void Read(Span<byte> row)
    {
        if (inPart == rows)
        {
            ReadPart();
        }
        for (int column = 0; column < columns; column++)
        {
            part.AsSpan(((column * rows) + inPart) * size, size).CopyTo(row[(column * size)..]);
        }
        inPart++;
        next++;
    }

    private void ReadPart()
    {
        if (next == all)
        {
            throw new InvalidDataException("it has no more rows");
        }
        rows = (int)Math.Min(Math.Max(1, MostBytes / (columns * size)), all - next);
        inPart = 0;
        int bytes = rows * size;
        part = part.Length < bytes * columns ? new byte[bytes * columns] : part;
        for (int column = 0; column < columns; column++)
        {
            stream.Position = start + (((column * all) + next) * size);
            NpyRows.Fill(stream, part.AsSpan(column * bytes, bytes));
        }
    }
}
