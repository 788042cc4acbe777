using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Training.Engine;

/// <summary>
/// Training windows of which every second one stands at another level: a constant is added to the inputs whose later values are forecast. The targets of a
/// network that learns differences to the last value stay the same, so that it learns what holds at any level, and in the other windows what
/// depends on it. (Data augmentation: Wen et al., "Time Series Data Augmentation for Deep Learning: A Survey", 2021.)
/// </summary>
internal sealed class ShiftedWindows : IReadOnlyList<Sequence>
{
    /// <summary>
    /// The smallest shift as a share of a column's span, and how many times it may double: up to 8 spans. Each doubling is as likely as any other, since nobody knows
    /// how far a level will move.
    /// </summary>
    private const float Least = 0.125f;
    private const int Doublings = 6;

    private readonly IReadOnlyList<Sequence> windows;
    private readonly float[] spans;
    private readonly ulong seed;

    /// <param name="windows">The windows.</param>
    /// <param name="wholes">The sequences they are cut from, whose values say how far a column spans.</param>
    /// <param name="inputs">Inputs of a time step.</param>
    /// <param name="columns">How many of them, the first ones, are shifted, each by itself.</param>
    /// <param name="seed">What the shifts are drawn from; those of a window are the same in every epoch.</param>
    public ShiftedWindows(IReadOnlyList<Sequence> windows, IReadOnlyList<Sequence> wholes, int inputs, int columns, ulong seed)
    {
        (this.windows, this.seed) = (windows, Xoshiro256.Mix(seed));
        spans = [.. Enumerable.Range(0, columns).Select(column => Span(wholes, inputs, column))];
    }

    /// <inheritdoc/>
    public int Count => windows.Count;

    /// <inheritdoc/>
    public Sequence this[int index] => index % 2 == 0 ? windows[index] : windows[index] with { Shifts = [.. spans.Select((span, column) => span * Share(((long)index * spans.Length) + column))] };

    /// <inheritdoc/>
    public IEnumerator<Sequence> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A shift as a share of the span: powers of two times a number from 1 to 2, so that every processor computes the same.</summary>
    private float Share(long place)
    {
        ulong bits = Xoshiro256.Mix(seed + (ulong)place);
        float size = Least * (1 << (int)((bits >> 1) % Doublings)) * (1f + ((bits >> 40) * (1f / (1 << 24))));
        return (bits & 1) == 0 ? size : -size;
    }

    private static float Span(IReadOnlyList<Sequence> wholes, int inputs, int column)
    {
        float lowest = float.PositiveInfinity, highest = float.NegativeInfinity;
        foreach (var whole in wholes)
        {
            var values = whole.Inputs.Span;
            for (int i = column; i < values.Length; i += inputs)
            {
                (lowest, highest) = (Math.Min(lowest, values[i]), Math.Max(highest, values[i]));
            }
        }
        return highest - lowest;
    }
}
