using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Lstm.Training.Engine.Ranks;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Ranks that are threads of this process, each with what it would have as a process of its own.</summary>
internal sealed class ThreadRanks(int count) : IDisposable
{
    private readonly Barrier barrier = new(count);
    private readonly double[][] doubles = new double[count][];
    private readonly float[][] floats = new float[count][];
    private readonly int[][] counts = new int[count][];

    /// <summary>Runs something on every rank; the first exception of any is thrown.</summary>
    public static T[] Run<T>(int count, Func<IRanks, T> work)
    {
        using var ranks = new ThreadRanks(count);
        var tasks = Enumerable.Range(0, count).Select(number => Task.Factory.StartNew(() => work(new Rank(ranks, number, count)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        return [.. tasks.Select(task => task.GetAwaiter().GetResult())];
    }

    public void Dispose() => barrier.Dispose();

    private void Meet()
    {
        if (!barrier.SignalAndWait(TimeSpan.FromMinutes(1)))
        {
            throw new InvalidOperationException("The other ranks are elsewhere.");
        }
    }

    private sealed class Rank(ThreadRanks all, int number, int count) : IRanks
    {
        public int Number => number;

        public int Count => count;

        public void Gather(ReadOnlySpan<double> mine, Span<double> together)
        {
            all.doubles[number] = mine.ToArray();
            all.Meet();
            all.doubles.SelectMany(values => values).ToArray().CopyTo(together);
            all.Meet();
        }

        public void Gather(ReadOnlySpan<float> mine, Span<float> together, ReadOnlySpan<int> lengths)
        {
            all.floats[number] = mine.ToArray();
            all.Meet();
            if (!all.floats.Select(values => values.Length).SequenceEqual(lengths.ToArray()))
            {
                throw new InvalidOperationException("Other lengths were said.");
            }
            all.floats.SelectMany(values => values).ToArray().CopyTo(together);
            all.Meet();
        }

        public void Exchange(ReadOnlySpan<float> sent, ReadOnlySpan<int> sentCounts, Span<float> received, ReadOnlySpan<int> receivedCounts)
        {
            (all.floats[number], all.counts[number]) = (sent.ToArray(), sentCounts.ToArray());
            all.Meet();
            int filled = 0;
            for (int rank = 0; rank < count; rank++)
            {
                int begin = all.counts[rank].Take(number).Sum();
                var part = all.floats[rank].AsSpan(begin, all.counts[rank][number]);
                if (part.Length != receivedCounts[rank])
                {
                    throw new InvalidOperationException($"Rank {rank} has {part.Length} values for rank {number}, which expects {receivedCounts[rank]}.");
                }
                part.CopyTo(received[filled..]);
                filled += part.Length;
            }
            all.Meet();
        }
    }
}
