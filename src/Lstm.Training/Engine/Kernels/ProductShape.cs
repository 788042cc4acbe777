using System;

namespace Lstm.Training.Engine.Kernels;

/// <summary>
/// A matrix product C[r, n] = Σ_b Σ_j A[r, b, j]·B[b, j, n], summed in the order of b, then j, whatever the width of the
/// vectors. Strides are in floats. B stands in panels of 16 columns, the last perhaps of 8, each with its rows one after another.
/// </summary>
/// <param name="Rows">Values of r.</param>
/// <param name="Columns">Values of n, a multiple of 8.</param>
/// <param name="Count">Values of j.</param>
/// <param name="RowStrideA">From the first row of a panel to that of the next, divided by the panel's rows.</param>
/// <param name="RowStrideC">From r to r + 1 in C.</param>
/// <param name="Blocks">Values of b.</param>
/// <param name="BlockStrideA">From b to b + 1 in A.</param>
internal readonly record struct ProductShape(int Rows, int Columns, int Count, int RowStrideA, int RowStrideC, int Blocks = 1, int BlockStrideA = 0)
{
    /// <summary>Columns of a panel of B.</summary>
    public const int PanelColumns = 16;

    /// <summary>Columns that the last panel may have instead.</summary>
    public const int NarrowColumns = 8;

    /// <summary>Rows of B.</summary>
    public int Terms => Blocks * Count;

    /// <summary>The kernels read and write without looking: this is where too short a span is found.</summary>
    public void Check(int lengthA, int lengthB, int lengthC)
    {
        if (Rows == 0 || Count == 0 || Blocks == 0 || Columns == 0 || Columns % NarrowColumns != 0)
        {
            throw new ArgumentException($"There is no product of shape {this}.");
        }
        long a = Last(Rows, RowStrideA) + Last(Blocks, BlockStrideA) + Count;
        long b = (long)Terms * Columns;
        long c = Last(Rows, RowStrideC) + Columns;
        if (a > lengthA || b > lengthB || c > lengthC)
        {
            throw new ArgumentException($"The product {this} needs {a}, {b} and {c} values, not {lengthA}, {lengthB} and {lengthC}.");
        }
    }

    private static long Last(int count, int stride) => (count - 1) * (long)stride;
}
