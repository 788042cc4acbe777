using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>How the units of an LSTM layer are grouped in the packed weights (docs/packed-layout.md).</summary>
public static class Panels
{
    /// <summary>Units of a full panel: one AVX-512 register, two of AVX2, four of NEON; a cache line.</summary>
    public const int FullWidth = Footprint.Alignment;

    /// <summary>The widths of the panels that hold <paramref name="hiddenSize"/> units, in order: 16s, then one or two for the rest.</summary>
    /// <param name="hiddenSize">Units H, at least 1.</param>
    public static EquatableArray<int> For(int hiddenSize)
    {
        var widths = new List<int>((hiddenSize / FullWidth) + 2);
        for (int done = 0; done + FullWidth <= hiddenSize; done += FullWidth)
        {
            widths.Add(FullWidth);
        }

        // 13 to 15 units in one panel of 16 waste fewer lanes than the code of three panels would cost.
        int[] rest = (hiddenSize % FullWidth) switch
        {
            0 => [],
            <= 4 => [4],
            <= 8 => [8],
            <= 12 => [8, 4],
            _ => [16],
        };
        widths.AddRange(rest);
        return new EquatableArray<int>(widths);
    }

    /// <summary>The same widths, each with how many panels in a row have it.</summary>
    public static IReadOnlyList<(int Width, int Count)> Runs(int hiddenSize) => [.. For(hiddenSize).GroupBy(width => width, (width, all) => (width, all.Count()))];
}
