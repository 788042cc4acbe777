using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Options;

/// <summary>
/// Cuts long training sequences into windows that overlap, so that an epoch has many steps of the optimiser. Each window begins with an empty
/// state, and its first time steps only fill the state: they have no target, but for those of the window that the sequence itself begins with.
/// </summary>
/// <param name="Length">Time steps in a window.</param>
/// <param name="Stride">Time steps from the beginning of one window to that of the next.</param>
/// <param name="WarmUp">Time steps at the beginning of a window that have no target.</param>
public sealed record WarmedWindows(int Length, int Stride, int WarmUp)
{
    /// <summary>The windows of sequences; one that is no longer than a window stays whole. The last window of a sequence ends where the sequence does.</summary>
    /// <exception cref="ArgumentException">No time step of a window would have a target, or windows would leave time steps out.</exception>
    public IReadOnlyList<Sequence> Cut(IReadOnlyList<Sequence> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        return WarmUp < 0 || Length <= WarmUp || Stride < 1 || Stride > Length - WarmUp
            ? throw new ArgumentException($"Training windows of {Length} time steps, one every {Stride}, with {WarmUp} to warm up: expected fewer steps to warm up than a window has, and windows so close that each time step has its target in one (from one to the next at most length − warm-up).")
            : [.. sequences.SelectMany(Cut)];
    }

    private IEnumerable<Sequence> Cut(Sequence whole)
    {
        int last = whole.Length - Length;
        if (last <= 0)
        {
            return [whole];
        }
        return Enumerable.Range(0, (last + Stride - 1) / Stride).Select(window => window * Stride).Append(last).Select(start => Window(whole, start));
    }

    private Sequence Window(Sequence whole, int start)
    {
        T[] Rows<T>(T[] values)
        {
            int width = values.Length / whole.Length;
            return values[(start * width)..((start + Length) * width)];
        }
        float[] targets = Rows(whole.Targets);
        int[] classes = Rows(whole.Classes);
        if (start > 0)
        {
            targets.AsSpan(0, WarmUp * (targets.Length / Length)).Fill(float.NaN);
            classes.AsSpan(0, Math.Min(WarmUp, classes.Length)).Fill(-1);
        }
        return new Sequence(whole.Id, Length, Rows(whole.Inputs), targets, classes, Rows(whole.Tokens)) { Whole = whole.Id };
    }
}
