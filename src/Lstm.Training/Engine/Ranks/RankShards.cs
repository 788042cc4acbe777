using System;
using System.Numerics;
using System.Runtime.InteropServices;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Training.Engine.Ranks;

/// <summary>
/// Which shards of a batch are this rank's, and how the gradients of all come together: each rank adds a part of the weights' gradients, in the order of
/// the shards as one process does, and gives the sums to all.
/// </summary>
internal sealed class RankShards
{
    private readonly IRanks ranks;
    private readonly int parameters;
    private readonly AlignedBuffer sums;
    private readonly AlignedBuffer part;
    private readonly float[] sent;
    private readonly float[] received;
    private readonly int[] sentCounts;
    private readonly int[] receivedCounts;
    private readonly int[] partLengths;
    private readonly double[] gathered;
    private readonly double[] mine;

    /// <param name="ranks">The ranks.</param>
    /// <param name="shards">The shards of the largest batch.</param>
    /// <param name="parameters">The length of a gradient.</param>
    public RankShards(IRanks ranks, int shards, int parameters)
    {
        this.ranks = ranks;
        this.parameters = parameters;
        int own = Most(ranks, shards);
        sums = new AlignedBuffer(parameters);
        sent = new float[own * parameters];
        partLengths = new int[ranks.Count];
        for (int rank = 0; rank < ranks.Count; rank++)
        {
            partLengths[rank] = Part(rank).GetOffsetAndLength(parameters).Length;
        }
        part = new AlignedBuffer(partLengths[ranks.Number]);
        received = new float[ranks.Count * own * partLengths[ranks.Number]];
        sentCounts = new int[ranks.Count];
        receivedCounts = new int[ranks.Count];
        gathered = new double[ranks.Count * own];
        mine = new double[own];
    }

    /// <summary>How many shards a rank has at most.</summary>
    public static int Most(IRanks ranks, int shards) => (shards + ranks.Count - 1) / ranks.Count;

    /// <summary>This rank's shards of a batch: the number of the first, and how many.</summary>
    public (int First, int Count) Of(int shards) => Of(ranks.Number, shards);

    /// <summary>Fills in what other ranks know of their shards.</summary>
    /// <param name="values">One for each shard of the batch, in order; this rank's are known.</param>
    public void Share(Span<double> values)
    {
        var (first, count) = Of(values.Length);
        int most = Most(ranks, values.Length);
        values.Slice(first, count).CopyTo(mine);
        ranks.Gather(mine.AsSpan(0, most), gathered.AsSpan(0, most * ranks.Count));
        gathered.AsSpan(0, values.Length).CopyTo(values);
    }

    /// <summary>The sum of all shards' gradients.</summary>
    /// <param name="own">This rank's shards.</param>
    /// <param name="steps">For each shard of the batch its time steps; those without any have no gradient.</param>
    public AlignedBuffer Sum(ReadOnlySpan<ShardNetwork> own, ReadOnlySpan<double> steps)
    {
        Send(own);
        Receive(steps);
        Add(part.Span);
        ranks.Gather(part.Span, sums.Span, partLengths);
        return sums;
    }

    private (int First, int Count) Of(int rank, int shards)
    {
        int most = Most(ranks, shards), first = Math.Min(shards, rank * most);
        return (first, Math.Min(most, shards - first));
    }

    private Range Part(int rank) => Pieces.Part(parameters, rank, ranks.Count);

    private void Send(ReadOnlySpan<ShardNetwork> own)
    {
        int filled = 0;
        for (int rank = 0; rank < ranks.Count; rank++)
        {
            int begin = filled;
            foreach (var shard in own)
            {
                if (shard.Window.Steps > 0)
                {
                    var values = shard.Gradient[Part(rank)];
                    values.CopyTo(sent.AsSpan(filled));
                    filled += values.Length;
                }
            }
            sentCounts[rank] = filled - begin;
        }
    }

    private void Receive(ReadOnlySpan<double> steps)
    {
        for (int rank = 0; rank < ranks.Count; rank++)
        {
            var (first, shards) = Of(rank, steps.Length);
            int active = 0;
            foreach (double count in steps.Slice(first, shards))
            {
                active += count > 0 ? 1 : 0;
            }
            receivedCounts[rank] = active * partLengths[ranks.Number];
        }
        ranks.Exchange(sent.AsSpan(0, Sum(sentCounts)), sentCounts, received.AsSpan(0, Sum(receivedCounts)), receivedCounts);
    }

    /// <summary>Adds what was received, shard by shard.</summary>
    private void Add(Span<float> total)
    {
        int length = total.Length, all = Sum(receivedCounts);
        received.AsSpan(0, length).CopyTo(total); // where there is a target, there is a shard
        var sum = MemoryMarshal.Cast<float, Vector<float>>(total);
        for (int begin = length; begin < all; begin += length)
        {
            var added = MemoryMarshal.Cast<float, Vector<float>>(received.AsSpan(begin, length));
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += added[i];
            }
        }
    }

    private static int Sum(int[] counts)
    {
        int sum = 0;
        foreach (int count in counts)
        {
            sum += count;
        }
        return sum;
    }
}
