using System;
using System.Collections.Generic;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Training.Engine;

/// <summary>
/// Cuts sequences into batches: shuffled, then sorted by length among the sequences of a few batches, so that those in
/// lockstep end at about the same step; then the batches are shuffled.
/// </summary>
internal sealed class BatchOrder
{
    private const int BatchesSortedTogether = 16;

    private readonly IReadOnlyList<Sequence> sequences;
    private readonly int batchSize;
    private readonly bool mixedLengths;
    private readonly int[] order;
    private readonly int[] batches;
    private readonly long[] keys;
    private readonly Sequence[] batch;

    public BatchOrder(IReadOnlyList<Sequence> sequences, int batchSize)
    {
        this.sequences = sequences;
        this.batchSize = Math.Min(batchSize, Math.Max(1, sequences.Count));
        order = new int[sequences.Count];
        keys = new long[sequences.Count];
        batches = new int[((long)sequences.Count + this.batchSize - 1) / this.batchSize];
        batch = new Sequence[this.batchSize];
        foreach (var sequence in sequences)
        {
            mixedLengths |= sequence.Length != sequences[0].Length;
        }
        Sort(null);
    }

    /// <summary>Batches in an epoch.</summary>
    public int Count => batches.Length;

    /// <summary>A new order for an epoch; it depends on nothing but where <paramref name="random"/> stands.</summary>
    public void Shuffle(Xoshiro256 random) => Sort(random);

    /// <summary>The sequences of a batch, until the next is asked for.</summary>
    public ReadOnlySpan<Sequence> this[int index]
    {
        get
        {
            int first = batches[index] * batchSize, count = Math.Min(batchSize, order.Length - first);
            for (int i = 0; i < count; i++)
            {
                batch[i] = sequences[order[first + i]];
            }
            return batch.AsSpan(0, count);
        }
    }

    private void Sort(Xoshiro256? random)
    {
        Fill(order, random);
        Fill(batches, random);
        if (!mixedLengths)
        {
            return;
        }
        for (int i = 0; i < order.Length; i++)
        {
            keys[i] = ((long)sequences[order[i]].Length << 32) | (uint)i; // no two alike: the order is one
        }
        int together = random is null ? order.Length : (int)Math.Min(order.Length, (long)BatchesSortedTogether * batchSize);
        for (int first = 0; first < order.Length; first += together)
        {
            int count = Math.Min(together, order.Length - first);
            keys.AsSpan(first, count).Sort(order.AsSpan(first, count));
        }
    }

    /// <summary>0, 1, 2, … or, with a random source, those numbers in an order of its choice (Fisher–Yates).</summary>
    private static void Fill(int[] numbers, Xoshiro256? random)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            int other = random?.NextIndex(i + 1) ?? i;
            numbers[i] = numbers[other];
            numbers[other] = i;
        }
    }
}
