using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Lstm.Runtime.Tests.Numerics;

/// <summary>Floats by their bits: every one, or one in so many.</summary>
internal static class Floats
{
    private const int Block = 1 << 12;

    /// <summary>Whether LSTM_SWEEP=all asks for every float; minutes instead of a second.</summary>
    public static bool All { get; } = Environment.GetEnvironmentVariable("LSTM_SWEEP") == "all";

    /// <summary>Values at which something changes, and their neighbours: zeros, denormals, the table's edges, the borders of the clamp and of the flush, the largest, infinities, NaN of both signs.</summary>
    public static float[] Special { get; } = WithNegatives(
    [
        0f, float.Epsilon, 2 * float.Epsilon, BitConverter.UInt32BitsToSingle(0x007FFFFF), BitConverter.UInt32BitsToSingle(0x00800000),
        .. Around(MathF.ScaleB(1, -60)), .. Around(1e-12f), .. Around(0.5f), 1f, .. Around(1.5f), .. Around(3.5f), 4f, .. Around(7.5f), 8f, 100f,
        .. Around(320f), 321f, .. Around(4194304f), .. Around(12582912f), 2147483648f, 1e30f, float.MaxValue,
        float.PositiveInfinity, float.NaN, BitConverter.UInt32BitsToSingle(0x7F800001), BitConverter.UInt32BitsToSingle(0x7FFFFFFF),
    ]);

    /// <summary>Hands the floats from bits <paramref name="first"/> to <paramref name="last"/> over in blocks, on all cores; each block in ascending order of bits, and beginning with the last float of the one before.</summary>
    /// <param name="first">The first bits.</param>
    /// <param name="last">The last bits.</param>
    /// <param name="stride">One float in so many, unless <see cref="All"/>.</param>
    /// <param name="start">A worker's result before its first block.</param>
    /// <param name="block">Adds a block to a worker's result.</param>
    /// <param name="end">Adds a worker's result to the whole; one at a time.</param>
    public static void Sweep<T>(uint first, uint last, uint stride, Func<T> start, Func<float[], T, T> block, Action<T> end)
    {
        stride = All ? 1 : stride;
        long count = ((long)(last - first) / stride) + 1;
        var together = new object();
        Parallel.For(
            0L,
            (count + Block - 2) / (Block - 1),
            () => (Result: start(), Values: new float[Block]),
            (k, _, worker) =>
            {
                for (int n = 0; n < Block; n++)
                {
                    long at = Math.Min((k * (Block - 1)) + n, count - 1);
                    worker.Values[n] = BitConverter.UInt32BitsToSingle((uint)(first + (at * stride)));
                }
                return (block(worker.Values, worker.Result), worker.Values);
            },
            worker =>
            {
                lock (together)
                {
                    end(worker.Result);
                }
            });
    }

    private static float[] Around(float value) => [MathF.BitDecrement(value), value, MathF.BitIncrement(value)];

    private static float[] WithNegatives(float[] values)
    {
        var both = new List<float>();
        foreach (float value in values)
        {
            both.Add(value);
            both.Add(-value);
        }
        return [.. both];
    }
}
