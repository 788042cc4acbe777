using System;
using System.Buffers;
using System.Runtime.InteropServices;

namespace Lstm.Training.Data.Storage;

/// <summary>The place of values as a place of others.</summary>
/// <param name="memory">The place.</param>
/// <param name="count">How many of the others there are.</param>
internal sealed class CastMemory<TFrom, TTo>(Memory<TFrom> memory, int count) : MemoryManager<TTo>
    where TFrom : unmanaged
    where TTo : unmanaged
{
    /// <inheritdoc/>
    public override Span<TTo> GetSpan() => MemoryMarshal.Cast<TFrom, TTo>(memory.Span)[..count];

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }
}
