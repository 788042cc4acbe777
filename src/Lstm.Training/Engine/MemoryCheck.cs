using System;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Layers;

namespace Lstm.Training.Engine;

/// <summary>Refuses what would not fit into memory, before it is tried.</summary>
internal static class MemoryCheck
{
    private const int Fewer = 16, More = 48;
    private const double Giga = 1e9;

    /// <summary>Requires that there is memory for the shards of a batch.</summary>
    /// <param name="make">Makes a shard for so many time steps.</param>
    /// <param name="shards">How many there are to be.</param>
    /// <param name="steps">Time steps of each.</param>
    /// <exception cref="ArgumentException">There is not.</exception>
    public static void Require(Func<int, ShardNetwork> make, int shards, int steps)
    {
        long fewer, aStep;
        try
        {
            fewer = Bytes(make, Fewer);
            aStep = (Bytes(make, More) - fewer) / (More - Fewer);
        }
        catch (OutOfMemoryException e)
        {
            throw new ArgumentException(FormattableString.Invariant($"There is not even memory to train {More} time steps of {LaneKernels.Lanes} sequences side by side: the network's state, or what its layers pass on, is too large for this machine."), e);
        }
        double need = shards * (fewer + ((double)aStep * (steps - Fewer)));
        double there = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (need > there)
        {
            throw new ArgumentException(FormattableString.Invariant($"Training takes {need / Giga:N1} GB of memory for {steps:N0} time steps of {shards * LaneKernels.Lanes:N0} sequences side by side (always a multiple of {LaneKernels.Lanes}), and {there / Giga:N1} GB are available. Gradients need not go back over whole sequences: say over how many steps (--bptt 200), or cut the sequences (--window-length){(shards > 1 ? ", or take smaller batches (--batch-size)" : "")}."));
        }
    }

    private static long Bytes(Func<int, ShardNetwork> make, int steps)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(make(steps));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
