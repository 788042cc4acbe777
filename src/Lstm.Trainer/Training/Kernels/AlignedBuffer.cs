using System;
using System.Runtime.InteropServices;

namespace Lstm.Trainer.Training;

/// <summary>Floats that begin at a multiple of 64 bytes, a cache line and the widest vector; zero at first.</summary>
internal sealed class AlignedBuffer
{
    private const int Alignment = 64;

    private readonly float[] pinned;
    private readonly int start;

    public AlignedBuffer(int length)
    {
        Length = length;
        pinned = GC.AllocateArray<float>(length + (Alignment / sizeof(float)), pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
        start = (int)(-address & (Alignment - 1)) / sizeof(float);
    }

    /// <summary>Floats in the buffer.</summary>
    public int Length { get; }

    /// <summary>All of them.</summary>
    public Span<float> Span => pinned.AsSpan(start, Length);

    /// <summary>The floats from <paramref name="offset"/> on.</summary>
    public ref float At(int offset) => ref Span[offset];
}
