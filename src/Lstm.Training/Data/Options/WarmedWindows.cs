using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;

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
    /// <summary>
    /// Whether every second window is trained on at another level, so that a forecast which adds what it expects to the last value holds at levels that the
    /// training part does not have: a constant is added to the inputs that are forecast.
    /// </summary>
    public bool ShiftsLevels { get; init; }

    /// <summary>
    /// The windows of sequences; one that is no longer than a window stays whole. The last window of a sequence ends where the sequence does. They are views of
    /// the sequences, each made when it is asked for: a list of millions takes no memory.
    /// </summary>
    /// <exception cref="ArgumentException">No time step of a window would have a target, or windows would leave time steps out.</exception>
    public IReadOnlyList<Sequence> Cut(IReadOnlyList<Sequence> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        return WarmUp < 0 || Length <= WarmUp || Stride < 1 || Stride > Length - WarmUp
            ? throw new ArgumentException($"Training windows of {Length} time steps, one every {Stride}, with {WarmUp} to warm up: expected fewer steps to warm up than a window has, and windows so close that each time step has its target in one (from one to the next at most length − warm-up).")
            : new WindowList(this, sequences);
    }

    /// <summary>How many windows a sequence has.</summary>
    private int Count(Sequence whole) => whole.Length <= Length ? 1 : ((whole.Length - Length + Stride - 1) / Stride) + 1;

    private Sequence Window(Sequence whole, int number)
    {
        if (whole.Length <= Length)
        {
            return whole;
        }
        int start = Math.Min(number * Stride, whole.Length - Length);
        Values<T> Rows<T>(Values<T> values)
            where T : unmanaged => values.Rows(whole.Length, start, Length);
        return new Sequence(whole.Id, Length, Rows(whole.Inputs), Rows(whole.Targets), Rows(whole.Classes), Rows(whole.Tokens)) { Whole = whole.Id, WarmUp = start > 0 ? WarmUp : 0 };
    }

    private sealed class WindowList : IReadOnlyList<Sequence>
    {
        private readonly WarmedWindows windows;
        private readonly IReadOnlyList<Sequence> wholes;
        private readonly int[] ends; // of the windows of each sequence

        public WindowList(WarmedWindows windows, IReadOnlyList<Sequence> wholes)
        {
            (this.windows, this.wholes, ends) = (windows, wholes, new int[wholes.Count]);
            for (int whole = 0; whole < ends.Length; whole++)
            {
                Count = checked(Count + windows.Count(wholes[whole]));
                ends[whole] = Count;
            }
        }

        public int Count { get; }

        public Sequence this[int index]
        {
            get
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
                int found = Array.BinarySearch(ends, index + 1), whole = found < 0 ? ~found : found;
                return windows.Window(wholes[whole], index - (whole == 0 ? 0 : ends[whole - 1]));
            }
        }

        public IEnumerator<Sequence> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
