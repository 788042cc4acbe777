using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.Training.Engine.Kernels;

/// <content>What the kernels of cells share. Their spans hold a value of each lane for each unit; gates stand one behind the other.</content>
internal abstract partial class LaneKernels
{
    /// <summary>values += added.</summary>
    public abstract void Add(Span<float> values, ReadOnlySpan<float> added);
}

/// <content>What the kernels of cells share. Their spans hold a value of each lane for each unit; gates stand one behind the other.</content>
internal sealed partial class LaneKernels<TLanes>
{
    /// <inheritdoc/>
    public override void Add(Span<float> values, ReadOnlySpan<float> added)
    {
        for (int at = 0; at < values.Length; at += TLanes.Count)
        {
            Store(TLanes.FlushTiny(Load(values, at) + Load(added, at)), values, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Load(ReadOnlySpan<float> values, int at) => TLanes.Load(ref MemoryMarshal.GetReference(values.Slice(at, TLanes.Count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TLanes vector, Span<float> values, int at) => vector.Store(ref MemoryMarshal.GetReference(values.Slice(at, TLanes.Count)));
}
