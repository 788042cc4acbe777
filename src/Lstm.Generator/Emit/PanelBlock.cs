using System.Collections.Generic;
using System.Linq;

namespace Lstm.Generator.Emit;

/// <summary>Units of one panel whose four gates one instruction set sums in registers: a panel, or a register's worth of one.</summary>
/// <param name="Panel">The panel.</param>
/// <param name="FirstUnit">The first unit, counted within the layer.</param>
/// <param name="Units">How many.</param>
internal sealed record Slice(Panel Panel, int FirstUnit, int Units)
{
    /// <summary>The vectors of sums: for wide panels one for each gate and register of units; narrow ones have several gates in one.</summary>
    public IEnumerable<Accumulator> Accumulators(int lanes)
    {
        if (Panel.Width >= lanes)
        {
            for (int unit = FirstUnit; unit < FirstUnit + Units; unit += lanes)
            {
                for (int gate = 0; gate < 4; gate++)
                {
                    yield return new Accumulator(Panel, $"{Gates[gate]}{unit}", (gate * Panel.Width) + unit - Panel.FirstUnit);
                }
            }
            yield break;
        }

        int gatesTogether = lanes / Panel.Width;
        for (int gate = 0; gate < 4; gate += gatesTogether)
        {
            yield return new Accumulator(Panel, $"{Gates.Substring(gate, gatesTogether)}{FirstUnit}", gate * Panel.Width);
        }
    }

    /// <summary>The gates in the order of the packed weights.</summary>
    public const string Gates = "ifgo";
}

/// <summary>A register of sums.</summary>
/// <param name="Panel">The panel whose weights it sums.</param>
/// <param name="Name">Its variable: gates and first unit.</param>
/// <param name="Offset">Where its weights stand in each row of the panel.</param>
internal sealed record Accumulator(Panel Panel, string Name, int Offset)
{
    /// <summary>Whether it sums nothing but the output gate.</summary>
    public bool IsOutputGate => Name.StartsWith("o", System.StringComparison.Ordinal);
}

/// <summary>Slices that go through the columns together, so that each column's value is loaded once for all of them.</summary>
internal sealed class PanelBlock(IReadOnlyList<Slice> slices)
{
    public IReadOnlyList<Slice> Slices => slices;

    public int FirstUnit => slices[0].FirstUnit;

    public int LastUnit => slices[slices.Count - 1].FirstUnit + slices[slices.Count - 1].Units - 1;

    public IReadOnlyList<Accumulator> Accumulators(int lanes) => slices.SelectMany(slice => slice.Accumulators(lanes)).ToList();

    /// <summary>Splits the panels of a layer into blocks for a target: wide panels in groups, what remains with the last of them where registers allow.</summary>
    public static IReadOnlyList<PanelBlock> For(LstmPlan layer, VectorTarget target)
    {
        var (panels, chains) = (layer.Panels, layer.Chains);
        int Registers(Slice slice) => chains * slice.Accumulators(target.Lanes).Count();

        var wide = panels.Where(panel => panel.Width == Specification.Panels.FullWidth).SelectMany(panel => Split(panel, layer, target)).ToList();
        var blocks = new List<List<Slice>>();
        int together = wide.Count == 0 || wide[0].Units < 16 ? 1 : target.PanelsTogether(layer.Form);
        for (int k = 0; k < wide.Count; k += together)
        {
            var group = wide.GetRange(k, System.Math.Min(together, wide.Count - k));
            bool alone = group.Count < together && blocks.Count > 0;
            if (alone && blocks[blocks.Count - 1].Concat(group).Sum(Registers) <= target.MaxAccumulators)
            {
                blocks[blocks.Count - 1].AddRange(group);
            }
            else
            {
                blocks.Add(group);
            }
        }

        foreach (var panel in panels.Where(panel => panel.Width < Specification.Panels.FullWidth))
        {
            foreach (var slice in Split(panel, layer, target))
            {
                if (blocks.Count > 0 && blocks[blocks.Count - 1].Append(slice).Sum(Registers) <= target.MaxAccumulators)
                {
                    blocks[blocks.Count - 1].Add(slice);
                }
                else
                {
                    blocks.Add([slice]);
                }
            }
        }
        return blocks.ConvertAll(block => new PanelBlock(block));
    }

    /// <summary>A panel whole, or half of it at a time where all its chains of sums would not fit; the method of a streamed layer takes whole ones.</summary>
    private static IEnumerable<Slice> Split(Panel panel, LstmPlan layer, VectorTarget target)
    {
        var whole = new Slice(panel, panel.FirstUnit, panel.Width);
        if (layer.Form == LstmForm.Streamed || layer.Chains * whole.Accumulators(target.Lanes).Count() <= target.MaxAccumulators || panel.Width <= target.Lanes)
        {
            return [whole];
        }
        int units = System.Math.Max(target.Lanes, panel.Width / 2);
        return Enumerable.Range(0, panel.Width / units).Select(k => new Slice(panel, panel.FirstUnit + (k * units), units));
    }
}
