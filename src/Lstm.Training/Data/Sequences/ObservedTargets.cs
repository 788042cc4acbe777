using System;

namespace Lstm.Training.Data.Sequences;

/// <summary>The target columns of a series as they become known, time step by time step: what a naive forecast may use.</summary>
internal sealed class ObservedTargets
{
    private readonly float[] held;

    /// <param name="values">Row by row, in the data's own units; NaN where a value is missing.</param>
    /// <param name="width">Columns.</param>
    public ObservedTargets(float[] values, int width)
    {
        Width = width;
        held = [.. values];
        for (int index = width; index < held.Length; index++)
        {
            held[index] = float.IsNaN(held[index]) ? held[index - width] : held[index];
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
