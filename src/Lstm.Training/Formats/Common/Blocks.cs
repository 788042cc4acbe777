using System;
using System.Linq;

namespace Lstm.Training.Formats.Common;

/// <summary>Rearranges tensors: other frameworks keep gates in other orders, and matrices the other way round.</summary>
internal static class Blocks
{
    /// <summary>A matrix whose rows become columns.</summary>
    public static float[] Transpose(float[] values, int rows, int columns)
    {
        float[] result = new float[values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                result[(column * rows) + row] = values[(row * columns) + column];
            }
        }
        return result;
    }

    /// <summary>Some of <paramref name="count"/> blocks of equal length, in another order.</summary>
    public static float[] Reorder(float[] values, int count, ReadOnlySpan<int> order)
    {
        int length = values.Length / count;
        float[] result = new float[order.Length * length];
        for (int k = 0; k < order.Length; k++)
        {
            values.AsSpan(order[k] * length, length).CopyTo(result.AsSpan(k * length));
        }
        return result;
    }

    /// <summary>Blocks in the order of <paramref name="wanted"/>, where they stand in that of <paramref name="found"/>: a letter for each.</summary>
    public static float[] Reorder(float[] values, string found, string wanted) => Reorder(values, found.Length, [.. wanted.Select(letter => found.IndexOf(letter))]);
}
