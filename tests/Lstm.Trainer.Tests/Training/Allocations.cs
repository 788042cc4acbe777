using System;
using System.Linq;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Bytes that this thread allocates.</summary>
internal static class Allocations
{
    private const int Times = 4;

    /// <summary>
    /// What something allocates each time it is done. What the runtime counts for a thread is now and then off by the rest of its
    /// allocation context while other threads collect garbage, so the least of a few times is taken: what allocates does so every time.
    /// </summary>
    public static long Of(Action action) => Enumerable.Range(0, Times).Min(_ =>
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });
}
