using System;
using System.Buffers;

namespace Lstm.Training.Data.Storage;

/// <summary>Values in a mapped file.</summary>
/// <param name="file">The file.</param>
/// <param name="start">Where they begin in it, in bytes.</param>
/// <param name="count">How many there are.</param>
internal sealed class MappedValues<T>(MappedFile file, long start, int count) : MemoryManager<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public override Span<T> GetSpan() => file.Span<T>(start, count);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException(); // they do not move, and nobody asks

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }
}
