using System;

namespace Lstm.Embedded;

/// <summary>
/// The panels that a layer's units are packed in, as generated code gives them: so many of one width, then of another. Which there are the
/// generator alone decides; here is said what they must be so that nothing is written outside of the block.
/// </summary>
internal readonly ref struct PanelWidths
{
    private readonly ReadOnlySpan<(int Width, int Count)> runs;
    private readonly int units;

    /// <param name="units">Units of the layer.</param>
    /// <param name="runs">Widths, and how many panels there are of each.</param>
    /// <exception cref="ArgumentException">They do not hold these units, or hold a whole panel more.</exception>
    public PanelWidths(int units, ReadOnlySpan<(int Width, int Count)> runs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        this.units = units;
        this.runs = runs;
        foreach (var (width, count) in runs)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
            Lanes += (Int128)width * count;
        }
        if (Lanes < units || Lanes - runs[^1].Width >= units)
        {
            throw new ArgumentException($"Panels of {Lanes} units in all are not those of a layer of {units}.", nameof(runs));
        }
    }

    /// <summary>Units of all panels, those that are padding too.</summary>
    public Int128 Lanes { get; }

    /// <summary>The panels in order.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes from panel to panel.</summary>
    public ref struct Enumerator(PanelWidths widths)
    {
        private readonly PanelWidths widths = widths;
        private int run;
        private int done;
        private int first;

        /// <summary>The first unit of a panel, the panel's width, and how many of its units there are.</summary>
        public (int First, int Width, int Units) Current { get; private set; }

        /// <summary>The next panel.</summary>
        public bool MoveNext()
        {
            if (run < widths.runs.Length && done == widths.runs[run].Count)
            {
                (run, done) = (run + 1, 0);
            }
            if (run == widths.runs.Length)
            {
                return false;
            }
            int width = widths.runs[run].Width;
            Current = (first, width, Math.Min(width, widths.units - first));
            (first, done) = (first + width, done + 1);
            return true;
        }
    }
}
