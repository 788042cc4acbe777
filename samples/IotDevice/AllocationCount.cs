using System;

namespace IotDevice;

/// <summary>What the playing thread allocates, from its first line on.</summary>
internal sealed class AllocationCount
{
    private long begun = -1;

    /// <summary>Bytes of what happens now and then: saving the state, connecting, taking new weights.</summary>
    public long Apart { get; private set; }

    /// <summary>Bytes of all else.</summary>
    public long Loop => begun < 0 ? 0 : Now - begun - Apart;

    private static long Now => GC.GetAllocatedBytesForCurrentThread();

    /// <summary>Begins to count, at the first call only.</summary>
    public void Begin() => (begun, Apart) = begun < 0 ? (Now, 0) : (begun, Apart);

    /// <summary>What is allocated from here to <see cref="EndApart"/> is counted apart.</summary>
    public static long BeginApart() => Now;

    /// <summary>Ends it.</summary>
    /// <param name="mark">What <see cref="BeginApart"/> gave.</param>
    public void EndApart(long mark) => Apart += Now - mark;
}
