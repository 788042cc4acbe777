using System;

namespace Lstm.Training.Engine.Parameters;

/// <summary>How work on arrays of the parameters' layout is cut for threads. Nothing may depend on the cut but who does what.</summary>
internal static class Pieces
{
    private const int CacheLine = 16;
    private const int Worthwhile = 8192; // values: a few microseconds, what it takes to tell another thread

    /// <summary>Into how many pieces to cut so many values for so many threads.</summary>
    public static int Count(int length, int threads) => Math.Clamp(length / Worthwhile, 1, threads);

    /// <summary>One of the pieces of <paramref name="length"/> values; whole cache lines, but for the last.</summary>
    public static Range Part(int length, int piece, int pieces) => Boundary(length, piece, pieces)..Boundary(length, piece + 1, pieces);

    private static int Boundary(int length, int piece, int pieces) =>
        piece == pieces ? length : (int)((long)length * piece / pieces) / CacheLine * CacheLine;
}
