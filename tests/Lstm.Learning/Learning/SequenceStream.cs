using System;
using System.Collections;
using System.Collections.Generic;
using Lstm.Training.Data.Sequences;

namespace Lstm.Learning;

/// <summary>
/// Sequences for one epoch after another: between two epochs all of them can be replaced by new ones, so that a network
/// sees each only once.
/// </summary>
internal sealed class SequenceStream : IReadOnlyList<Sequence>
{
    private readonly Sequence[] sequences;
    private readonly Func<Sequence> draw;

    public SequenceStream(int count, Func<Sequence> draw)
    {
        this.draw = draw;
        sequences = new Sequence[count];
        Refill();
    }

    public int Count => sequences.Length;

    /// <summary>The names of all sequences that there ever were.</summary>
    public HashSet<string> Seen { get; } = [];

    public Sequence this[int index] => sequences[index];

    /// <summary>Draws all of them anew.</summary>
    public void Refill()
    {
        for (int i = 0; i < sequences.Length; i++)
        {
            sequences[i] = draw();
            Seen.Add(sequences[i].Id);
        }
    }

    public IEnumerator<Sequence> GetEnumerator() => ((IEnumerable<Sequence>)sequences).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
