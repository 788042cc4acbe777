using System;
using System.Collections.Generic;

namespace Lstm.Embedded;

/// <summary>
/// Packs the sums of a layer's units panel by panel (docs/packed-layout.md): for each panel of P units the rows of each source, and
/// in a row for each of the source's gates P weights.
/// </summary>
internal sealed class PanelPacker(WeightSource source)
{
    private const int Granule = 16;
    private readonly Dictionary<(string Name, string? Second), SourceTensor> taken = [];

    /// <summary>Floats that so many units take, a multiple of 16.</summary>
    public static int Length(int units, ReadOnlySpan<PanelSource> sources)
    {
        long perUnit = 0;
        foreach (var columns in sources)
        {
            perUnit += (long)columns.Rows * columns.Gates.Length;
        }
        return checked((int)(((((units + 3) / 4 * 4) * perUnit) + Granule - 1) / Granule * Granule));
    }

    /// <summary>Writes all panels, one after the other, into zeroed memory.</summary>
    public void Write(Span<float> destination, int units, ReadOnlySpan<PanelSource> sources)
    {
        int at = 0;
        for (int first = 0, width; first < units; first += width)
        {
            width = Width(units - first);
            foreach (var columns in sources)
            {
                for (int row = 0; row < columns.Rows; row++)
                {
                    foreach (var gate in columns.Gates)
                    {
                        WriteLanes(destination.Slice(at, width)[..Math.Min(width, units - first)], columns, gate, units, first, row);
                        at += width;
                    }
                }
            }
        }
    }

    /// <summary>A number for each unit, from a tensor of <paramref name="matrix"/> rows or of blocks one behind the other.</summary>
    public void WriteUnits(Span<float> destination, int units, PanelGate gate, bool matrix)
    {
        var tensor = matrix ? Take(gate.Tensor, gate.Second, gate.Blocks, units) : Take(gate.Tensor, gate.Second, checked(gate.Blocks * units));
        for (int unit = 0; unit < units; unit++)
        {
            destination[unit] = tensor.Folded((gate.Block * units) + unit, gate.Factor);
        }
    }

    /// <summary>16 while 13 units or more are left, so that at most 3 lanes are padding; then 8, then 4.</summary>
    public static int Width(int unitsLeft) => unitsLeft > 12 ? 16 : unitsLeft > 4 ? 8 : 4;

    private void WriteLanes(Span<float> lanes, PanelSource columns, PanelGate gate, int units, int first, int column)
    {
        var tensor = columns.Columns == 0
            ? Take(gate.Tensor, gate.Second, checked(gate.Blocks * units))
            : Take(gate.Tensor, gate.Second, checked(gate.Blocks * units), columns.Columns);
        for (int lane = 0; lane < lanes.Length; lane++)
        {
            int row = (gate.Block * units) + first + lane;
            lanes[lane] = tensor.Folded((row * columns.Rows) + column, gate.Factor);
        }
    }

    private SourceTensor Take(string name, string? second, params int[] shape)
    {
        if (!taken.TryGetValue((name, second), out var tensor))
        {
            tensor = source.Take("", name, shape);
            if (second is not null)
            {
                tensor = tensor.Plus(source.Take("", second, shape));
            }
            taken.Add((name, second), tensor);
        }
        return tensor;
    }
}
