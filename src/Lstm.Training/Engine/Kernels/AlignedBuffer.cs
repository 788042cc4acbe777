using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.Training.Engine.Kernels;

/// <summary>Floats that begin at a multiple of 64 bytes, a cache line and the widest vector; zero at first.</summary>
internal sealed class AlignedBuffer
{
    private const int Alignment = 64;

    private readonly float[] pinned;
    private readonly int start;
    private readonly int length;

    public AlignedBuffer(int length)
    {
        this.length = length;
        pinned = GC.AllocateArray<float>(length + (Alignment / sizeof(float)), pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
        start = (int)(-address & (Alignment - 1)) / sizeof(float);
    }

    /// <summary>All of them.</summary>
    public Span<float> Span => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(pinned), start), length);
}
