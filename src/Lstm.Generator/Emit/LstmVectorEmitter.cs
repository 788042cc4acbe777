using System.Collections.Generic;
using System.Linq;

namespace Lstm.Generator.Emit;

/// <summary>Writes an LSTM layer for a vector instruction set: what its forms share.</summary>
internal abstract class LstmVectorEmitter(SourceWriter writer, VectorTarget target, LstmPlan layer)
{
    /// <summary>The units, in groups that go through the columns together.</summary>
    protected IReadOnlyList<PanelBlock> Blocks { get; } = PanelBlock.For(layer, target);

    /// <summary>The widths of register that the layer's cell updates work on.</summary>
    public abstract IEnumerable<int> UpdateLanes { get; }

    public static LstmVectorEmitter For(SourceWriter writer, VectorTarget target, LstmPlan layer, NetworkPlan network) =>
        layer.Form == LstmForm.Streamed ? new StreamedLstmEmitter(writer, target, layer, network) : new ResidentLstmEmitter(writer, target, layer);

    /// <param name="update">The methods that update a register of cells.</param>
    public abstract void Write(CellMethods update);

    /// <summary>Whether so many cell updates are too many for the registers, and their sums go through memory.</summary>
    protected bool StoresSums(IEnumerable<Register> registers) => registers.Count() > target.MaxUpdatesInLine;

    /// <summary>The registers of a block's units, in order.</summary>
    protected IEnumerable<Register> Registers(PanelBlock block)
    {
        foreach (var slice in block.Slices)
        {
            int lanes = System.Math.Min(target.Lanes, slice.Panel.Width);
            for (int unit = slice.FirstUnit; unit < slice.FirstUnit + slice.Units; unit += lanes)
            {
                yield return new Register(unit, lanes);
            }
        }
    }

    /// <summary>Declares the variables of a method that sums these blocks, and writes its products.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="quads">Whether values are taken in fours.</param>
    /// <param name="singles">Whether there are some besides.</param>
    protected ColumnProducts DeclareProducts(IReadOnlyList<PanelBlock> blocks, bool quads, bool singles)
    {
        int sums = blocks.Max(block => block.Accumulators(target.Lanes).Count);
        var products = new ColumnProducts(writer, target, target.Lanes, sums * layer.Chains, quads ? 4 * sums : sums);
        products.Declare(quads, singles);
        return products;
    }

    /// <summary>Where each gate's sums stand in a block of them.</summary>
    protected static string SumPlaces(int stride) => string.Join(", ", Slice.Gates.Select((gate, k) => $"{gate} at {k * stride}"));

    /// <summary>Stores the sums of some registers gate by gate, <paramref name="stride"/> apart.</summary>
    protected void StoreSums(IReadOnlyList<Register> registers, string gates, int firstUnit, int stride)
    {
        foreach (char gate in gates)
        {
            foreach (var register in registers)
            {
                writer.Line($"{gate}{register.Unit}.StoreUnsafe(ref sums, {(Slice.Gates.IndexOf(gate) * stride) + register.Unit - firstUnit});");
            }
        }
    }

    /// <summary>Loads what <see cref="StoreSums"/> stored: the sums of <paramref name="gates"/> of the register at <c>unit</c>.</summary>
    protected void LoadSums(string gates, int stride, string sums = "sums")
    {
        var places = new UnitSums(target, sums);
        places.Declare(writer);
        foreach (char gate in gates)
        {
            writer.Line($"var {gate} = {VectorTarget.Load(target.Lanes, places.Reference, places.Offset(Slice.Gates.IndexOf(gate) * stride))};");
        }
    }

    /// <summary>Opens a loop over the registers of so many units.</summary>
    protected SourceWriter.Block OpenUpdateLoop(int units) =>
        writer.Open($"for (nuint unit = 0; unit < {NetworkPlan.RoundUp(units, target.Lanes)}; unit += {target.Lanes})");

    /// <summary>The peepholes' arguments of a cell update, with the comma before them.</summary>
    protected string Peepholes(string reference) => layer.Spec.Peephole ? $", ref {reference}, {layer.MethodPlace("Units")}" : "";
}

/// <summary>A register of units.</summary>
/// <param name="Unit">The first.</param>
/// <param name="Lanes">How many.</param>
internal sealed record Register(int Unit, int Lanes);
