using System;
using System.Linq;
using Lstm.Embedded;

namespace Lstm.Runtime.Tests.Weights;

internal static class Packers
{
    /// <summary>A packer as code of this version's generator makes one.</summary>
    public static WeightPacker Of(WeightFile file, string specHash, int length) => new(file, specHash, length, Embedded.Numerics.LayoutVersion, Embedded.Numerics.Version);

    /// <summary>Packs an LSTM layer as generated code does, in the panels of docs/packed-layout.md.</summary>
    public static void Lstm(this WeightPacker packer, string prefix, int index, int inputs, int hidden, bool bias, bool peephole, double input, double forget, double candidate, double output) =>
        packer.Lstm(prefix, index, inputs, hidden, PanelsOf(hidden), bias, peephole, input, forget, candidate, output);

    /// <summary>Floats that such a layer takes.</summary>
    public static int LstmLength(int inputs, int hidden, bool peephole) =>
        (PanelsOf(hidden).Sum(run => run.Width * run.Count) * 4 * (1 + inputs + hidden)) + (peephole ? 3 * ((hidden + 15) / 16 * 16) : 0);

    /// <summary>Panels of 16, and for the rest of 4, 8, 8 and 4, or 16.</summary>
    public static (int Width, int Count)[] PanelsOf(int units)
    {
        (int Width, int Count)[] rest = (units % 16) switch
        {
            0 => [],
            <= 4 => [(4, 1)],
            <= 8 => [(8, 1)],
            <= 12 => [(8, 1), (4, 1)],
            _ => [(16, 1)],
        };
        return units < 16 ? rest : [(16, units / 16), .. rest];
    }
}
