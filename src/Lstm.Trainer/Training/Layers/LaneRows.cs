using System;

namespace Lstm.Trainer.Training;

/// <summary>Some values of every time step and lane of a shard: step by step, value by value, lane by lane.</summary>
/// <param name="Buffer">Where they stand, perhaps among others.</param>
/// <param name="Offset">Where step 0 begins.</param>
/// <param name="StepStride">From one step to the next.</param>
/// <param name="Size">Values of a step and lane.</param>
internal sealed record LaneRows(AlignedBuffer Buffer, int Offset, int StepStride, int Size)
{
    /// <summary>Rows in a buffer of their own.</summary>
    public static LaneRows Allocate(int steps, int size)
    {
        int stride = size * LaneKernels.Lanes;
        return new LaneRows(new AlignedBuffer(checked(steps * stride)), 0, stride, size);
    }

    /// <summary>The values of step <paramref name="t"/>: all lanes of the first, then of the second.</summary>
    public Span<float> At(int t) => Buffer.Span.Slice(Offset + (t * StepStride), Size * LaneKernels.Lanes);

    /// <summary>Some of the values of every step.</summary>
    public LaneRows Part(int first, int size) => this with { Offset = Offset + (first * LaneKernels.Lanes), Size = size };
}
