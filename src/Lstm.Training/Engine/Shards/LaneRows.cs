using System;
using System.Runtime.CompilerServices;
using Lstm.Training.Engine.Kernels;

namespace Lstm.Training.Engine.Shards;

/// <summary>Some values of every time step and lane of a shard: step by step, value by value, lane by lane.</summary>
/// <param name="Buffer">Where they stand, perhaps among others.</param>
/// <param name="Offset">Where step 0 begins.</param>
/// <param name="StepStride">From one step to the next.</param>
/// <param name="Size">Values of a step and lane.</param>
internal sealed record LaneRows(AlignedBuffer Buffer, int Offset, int StepStride, int Size)
{
    private const int Longest = 2_000_000_000;
    private const int CacheLine = 16;
    private const int Aliasing = 512; // 2 KiB: steps so far apart, or a multiple of it, would share few sets of the first-level cache

    /// <summary>Rows in a buffer of their own.</summary>
    /// <exception cref="ArgumentException">There are more values than an array takes.</exception>
    public static LaneRows Allocate(int steps, int size)
    {
        long stride = (long)size * LaneKernels.Lanes;
        stride += size > 0 && stride % Aliasing == 0 ? CacheLine : 0;
        return steps * stride < Longest
            ? new LaneRows(new AlignedBuffer((int)(steps * stride)), 0, (int)stride, size)
            : throw new ArgumentException($"{steps} time steps of {size} values in {LaneKernels.Lanes} sequences are more than an array takes; truncate the backward pass (--bptt 200), or cut the sequences (--window-length).");
    }

    /// <summary>The values of step <paramref name="t"/>: all lanes of the first, then of the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<float> At(int t) => Buffer.Span.Slice(Offset + (t * StepStride), Size * LaneKernels.Lanes);

    /// <summary>The values of step <paramref name="t"/> and of all that follow, <see cref="StepStride"/> apart.</summary>
    public Span<float> From(int t) => Buffer.Span[(Offset + (t * StepStride))..];

    /// <summary>Some of the values of every step.</summary>
    public LaneRows Part(int first, int size) => this with { Offset = Offset + (first * LaneKernels.Lanes), Size = size };
}
