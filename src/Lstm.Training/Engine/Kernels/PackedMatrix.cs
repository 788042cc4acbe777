using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lstm.Training.Engine.Kernels;

/// <summary>
/// A matrix in the order in which products read it: panels of six rows (at the end of four, then of one), within a panel
/// column by column. The weights of a panel then are one stream, whatever the matrix's width.
/// </summary>
internal sealed class PackedMatrix
{
    /// <summary>Rows of a panel, but for the last ones.</summary>
    public const int Tall = 6;

    /// <summary>Rows of up to two panels behind those, so that no row is there in vain.</summary>
    public const int Low = 4;

    private const int ColumnsTogether = 8;

    private readonly AlignedBuffer buffer;

    /// <summary>A matrix of zeros.</summary>
    public PackedMatrix(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        PairCount = Pairs(rows);
        buffer = new AlignedBuffer(rows * columns);
    }

    /// <summary>Rows.</summary>
    public int Rows { get; }

    /// <summary>Columns.</summary>
    public int Columns { get; }

    /// <summary><see cref="Pairs"/> of its rows.</summary>
    public int PairCount { get; }

    /// <summary>The panels; the one that begins with row r stands at r times <see cref="Columns"/>.</summary>
    public ReadOnlySpan<float> Values => buffer.Span;

    /// <summary>Rows of the panel that comes next where <paramref name="left"/> rows are left: 6, 4 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Height(int left) => left >= Tall + Low || left is Tall or Tall + 1 ? Tall : left >= Low ? Low : 1;

    /// <summary>How often two panels of six rows stand together at the beginning of a matrix.</summary>
    public static int Pairs(int rows)
    {
        int row = 0;
        while (Height(rows - row) == Tall && Height(rows - row - Tall) == Tall)
        {
            row += 2 * Tall;
        }
        return row / (2 * Tall);
    }

    /// <summary>Takes some of the panels from a matrix that stands row by row.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="rowStride">From one of its rows to the next.</param>
    /// <param name="piece">Which part of the panels. A part is whole: a thread packs the rows that it has updated, which are in its cache.</param>
    /// <param name="pieces">How many pieces make the whole.</param>
    public void PackRows(ReadOnlySpan<float> matrix, int rowStride, int piece, int pieces)
    {
        int first = Boundary(Rows, piece, pieces), end = Boundary(Rows, piece + 1, pieces);
        for (int row = 0, height; row < end; row += height)
        {
            height = Height(Rows - row);
            if (row < first)
            {
                continue;
            }
            var to = buffer.Span.Slice(row * Columns, height * Columns);
            var panel = matrix.Slice(row * rowStride, ((height - 1) * rowStride) + Columns);
            int together = height < Low ? 0 : Columns / Low * Low; // columns of the first four rows that are turned around as squares
            LaneTranspose.Turn(panel, rowStride, to, height, Math.Min(height, Low), together);
            for (int r = 0; r < height; r++)
            {
                var from = panel.Slice(r * rowStride, Columns);
                int rest = r < Low ? together : 0;
                for (int column = rest, at = (rest * height) + r; column < from.Length; column++, at += height)
                {
                    to[at] = from[column];
                }
            }
        }
    }

    /// <summary>Takes some of the columns from a matrix that stands column by column: each of its rows is a column here.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="columnStride">From one column to the next.</param>
    /// <param name="piece">Which part of the columns; as for <see cref="PackRows"/>.</param>
    /// <param name="pieces">How many pieces make the whole.</param>
    public void PackColumns(ReadOnlySpan<float> matrix, int columnStride, int piece, int pieces)
    {
        int last = Boundary(Columns, piece + 1, pieces);
        for (int first = Boundary(Columns, piece, pieces), end; first < last; first = end)
        {
            end = Math.Min(first + ColumnsTogether, last); // so many stay in the first-level cache
            for (int row = 0, height; row < Rows; row += height)
            {
                height = Height(Rows - row);
                var to = buffer.Span.Slice((row * Columns) + (first * height), (end - first) * height);
                for (int column = first; column < end; column++)
                {
                    Copy(matrix.Slice((column * columnStride) + row, height), to);
                    to = to[height..];
                }
            }
        }
    }

    private static int Boundary(int count, int piece, int pieces) => (int)((long)count * piece / pieces);

    /// <summary>A column of a panel: of so few values, quicker than a loop over them.</summary>
    private static void Copy(ReadOnlySpan<float> from, Span<float> to)
    {
        ref float source = ref MemoryMarshal.GetReference(from), destination = ref MemoryMarshal.GetReference(to[..from.Length]);
        if (from.Length == 1)
        {
            destination = source;
            return;
        }
        Vector128.LoadUnsafe(ref source).StoreUnsafe(ref destination);
        if (from.Length == Tall)
        {
            Vector128.LoadUnsafe(ref source, Tall - Low).StoreUnsafe(ref destination, Tall - Low);
        }
    }
}
