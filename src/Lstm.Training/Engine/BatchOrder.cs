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
    private readonly int[][]? classes;
    private readonly int[] order;
    private readonly int[] batches;
    private readonly long[] keys;
    private readonly Sequence[] batch;

    /// <param name="sequences">The sequences.</param>
    /// <param name="batchSize">How many make a batch.</param>
    /// <param name="classes">The sequences of each class, which come up equally often once they are shuffled; null to take each sequence once.</param>
    public BatchOrder(IReadOnlyList<Sequence> sequences, int batchSize, int[][]? classes = null)
    {
        this.classes = classes;
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
        if (classes is not null && random is not null)
        {
            Draw(random);
        }
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

    /// <summary>Sequences of each class in turn, drawn with replacement, at the places that the shuffled order has: so many of each class, wherever they come.</summary>
    private void Draw(Xoshiro256 random)
    {
        for (int i = 0; i < order.Length; i++)
        {
            int[] drawn = classes![order[i] % classes.Length];
            order[i] = drawn[random.NextIndex(drawn.Length)];
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
