namespace Lstm.Training.Engine.Kernels;

/// <summary>Where the values stand that a tile of a product broadcasts. Strides are constants to the compiler: they become part of its addresses.</summary>
internal interface ITileRows
{
    /// <summary>Whether the product is added to what is there already.</summary>
    static abstract bool Adds { get; }

    /// <summary>From one row of the tile to the next.</summary>
    static abstract int RowStride { get; }

    /// <summary>From one term of the sums to the next, where a panel has so many rows.</summary>
    static abstract int TermStride(int height);
}

/// <summary>The rows of a <see cref="PackedMatrix"/>.</summary>
internal readonly struct PackedRows : ITileRows
{
    public static bool Adds => false;

    public static int RowStride => 1;

    public static int TermStride(int height) => height;
}

/// <summary>Values of a time step, each with all its lanes; the sums are over lanes.</summary>
internal readonly struct ValueRows : ITileRows
{
    public static bool Adds => true;

    public static int RowStride => LaneKernels.Lanes;

    public static int TermStride(int height) => 1;
}
