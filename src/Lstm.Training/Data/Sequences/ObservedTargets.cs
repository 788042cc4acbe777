using System;
using Lstm.Training.Data.Storage;

namespace Lstm.Training.Data.Sequences;

/// <summary>The target columns of a series as they become known, time step by time step: what a naive forecast may use.</summary>
internal sealed class ObservedTargets
{
    private readonly Values<float> held;

    /// <param name="values">Row by row, in the data's own units; NaN where a value is missing.</param>
    /// <param name="width">Columns.</param>
    /// <param name="store">Takes a copy where a value is missing; else the values themselves are looked at.</param>
    public ObservedTargets(Values<float> values, int width, NumberStore store)
    {
        (Width, held) = (width, values);
        if (values.Span.IndexOfAnyExceptInRange(float.NegativeInfinity, float.PositiveInfinity) < 0) // NaN is in no range
        {
            return;
        }
        held = store.Allocate<float>(values.Length);
        var copy = held.Memory.Span;
        values.Span.CopyTo(copy);
        for (int index = width; index < copy.Length; index++)
        {
            copy[index] = float.IsNaN(copy[index]) ? copy[index - width] : copy[index];
        }
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Time steps.</summary>
    public int Length => held.Length / Width;

    /// <summary>
    /// All that is known at a time step, and nothing later: the rows up to and including it. A missing value is the one before it, NaN
    /// where there is none yet.
    /// </summary>
    public ReadOnlySpan<float> Until(int step) => held.AsSpan(0, (step + 1) * Width);
}
