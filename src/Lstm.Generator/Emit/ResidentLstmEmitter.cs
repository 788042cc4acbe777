using System.Collections.Generic;
using System.Linq;

namespace Lstm.Generator.Emit;

/// <summary>
/// Writes a layer whose weights stay in the first-level cache: one method, all gate sums first, then all cell states, then
/// all hidden states. The processor looks ahead a hundred instructions or so; with the cell states of several registers side
/// by side that is enough to overlap them, with cell and hidden state of one register in turn it is not.
/// </summary>
internal sealed class ResidentLstmEmitter(SourceWriter writer, VectorTarget target, LstmPlan layer) : LstmVectorEmitter(writer, target, layer)
{
    private readonly SourceWriter writer = writer;
    private readonly VectorTarget target = target;
    private readonly LstmPlan layer = layer;
    private readonly HashSet<string> declared = [];
    private readonly IReadOnlyList<int> widths = [.. layer.Panels.Select(panel => panel.Width).Distinct()];

    private IEnumerable<Register> AllRegisters => Blocks.SelectMany(Registers);

    private bool StoresAll => StoresSums(AllRegisters);

    public override IEnumerable<int> UpdateLanes => StoresAll ? [target.Lanes] : AllRegisters.Select(register => register.Lanes).Distinct();

    public override void Write(CellMethods update)
    {
        writer.Doc($"<summary>{layer.Title}: LSTM, {layer.InputSize} inputs, {layer.HiddenSize} units; {layer.FormReason}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static void {layer.Method}(ref float weights, ref float x, ref float hidden, ref float cell)"))
        {
            if (StoresAll)
            {
                writer.Line($"{layer.Method}Sums stored = default; // gate by gate: {SumPlaces(layer.PaddedUnits)}");
                writer.Line($"ref float sums = ref Unsafe.As<{layer.Method}Sums, float>(ref stored);");
            }
            ColumnSums.DeclareRows(writer, widths);
            var products = DeclareProducts(
                Blocks,
                quads: layer.Form == LstmForm.Looped || (target.WritesOutQuads(layer) && (layer.InputSize >= 4 || layer.HiddenSize >= 4)),
                singles: !target.WritesOutQuads(layer) || layer.InputSize % 4 != 0 || layer.HiddenSize % 4 != 0);
            foreach (var block in Blocks)
            {
                writer.Line();
                writer.Line($"// {(LateOutputGate ? "Sums of input gate, forget gate and candidate" : "Gate sums")} of units {block.FirstUnit} to {block.LastUnit}: bias, x, h.");
                WriteSums(products, block, sum => !LateOutputGate || !sum.IsOutputGate);
                if (StoresAll)
                {
                    StoreSums([.. Registers(block).Where(register => !IsLate(register))], Slice.Gates, 0, layer.PaddedUnits);
                    StoreSums([.. Registers(block).Where(IsLate)], "ifg", 0, layer.PaddedUnits);
                }
            }

            writer.Line();
            WriteCellStates(update);
            foreach (var block in Blocks.Where(block => Registers(block).Any(IsLate)))
            {
                writer.Line();
                writer.Line($"// Sums of the output gate of units {block.FirstUnit} to {block.LastUnit}: not needed before the cell state, they fill the wait for it.");
                WriteSums(products, block, sum => sum.IsOutputGate);
                if (StoresAll)
                {
                    StoreSums([.. Registers(block).Where(IsLate)], "o", 0, layer.PaddedUnits);
                }
            }

            writer.Line();
            WriteHiddenStates(update);
        }
    }

    /// <summary>
    /// Whether the output gate's sums come after the cell state: where everything is written out anyway, and two chains let
    /// one gate of one register be summed in the time that the cell state takes.
    /// </summary>
    private bool LateOutputGate => target.OutputGateLate && layer.Form == LstmForm.Unrolled && layer.Chains == 2 && layer.PanelUnits <= target.Lanes;

    /// <summary>Whether a register of units has its output gate in a register of sums of its own, which can come late.</summary>
    private bool IsLate(Register register) => LateOutputGate && register.Lanes == target.Lanes;

    private void WriteSums(ColumnProducts products, PanelBlock block, System.Func<Accumulator, bool> which)
    {
        var sums = new ColumnSums(writer, target, products, block, layer, widths, layer.Panels[0], declared, which);
        sums.Bias();
        if (layer.Form == LstmForm.Unrolled || layer.InputSize <= 8)
        {
            sums.Straight("x", layer.InputSize, 0);
        }
        else
        {
            sums.Loop("x", layer.InputSize, 0);
        }
        if (layer.Form == LstmForm.Unrolled)
        {
            sums.Straight("hidden", layer.HiddenSize, layer.InputSize);
        }
        else
        {
            sums.Loop("hidden", layer.HiddenSize, layer.InputSize, waits: !target.MultipliesByLane);
        }
        sums.Finish();
    }

    private void WriteCellStates(CellMethods update)
    {
        writer.Line("// Cell state.");
        if (!StoresAll)
        {
            foreach (int unit in AllRegisters.Select(register => register.Unit))
            {
                writer.Line($"var c{unit} = {update.Cell}(i{unit}, f{unit}, g{unit}{PeepholesOf(OffsetText.Plus(layer.MethodPlace("Peepholes"), unit))}, ref {BodyEmitter.At("cell", unit)});");
            }
            return;
        }
        using (OpenUpdateLoop(layer.PanelUnits))
        {
            LoadSums("ifg", layer.PaddedUnits);
            writer.Line($"{update.Cell}(i, f, g{PeepholesOf($"unit + {layer.MethodPlace("Peepholes")}")}, ref Unsafe.Add(ref cell, unit));");
        }
    }

    private void WriteHiddenStates(CellMethods update)
    {
        writer.Line("// Hidden state.");
        if (!StoresAll)
        {
            foreach (var register in AllRegisters)
            {
                int unit = register.Unit;
                string hidden = $"{update.Hidden}(o{unit}, c{unit}{PeepholesOf(OffsetText.Plus(layer.MethodPlace("Peepholes"), unit))})";
                if (layer.HiddenSize > unit && PaddingMask(register.Lanes, unit) is { } mask)
                {
                    hidden = $"({hidden} & {mask})";
                }
                writer.Line($"{hidden}.StoreUnsafe(ref hidden{(unit == 0 ? "" : $", {unit}")});");
            }
            return;
        }

        using (OpenUpdateLoop(layer.PanelUnits))
        {
            LoadSums("o", layer.PaddedUnits);
            writer.Line($"var c = {VectorTarget.Load(target.Lanes, "cell", "unit")};");
            writer.Line($"{update.Hidden}(o, c{PeepholesOf($"unit + {layer.MethodPlace("Peepholes")}")}).StoreUnsafe(ref hidden, unit);");
        }
        int last = layer.HiddenSize / target.Lanes * target.Lanes;
        if (PaddingMask(target.Lanes, last) is { } bits)
        {
            writer.Line($"({VectorTarget.Load(target.Lanes, "hidden", $"{last}")} & {bits}).StoreUnsafe(ref hidden, {last});");
        }
    }

    private string PeepholesOf(string unit) => Peepholes($"Unsafe.Add(ref weights, {unit})");

    /// <summary>The padding's hidden state stays zero, whatever its sums are: an infinite input times a weight of zero is NaN, and a dense layer reads the padding too.</summary>
    private string? PaddingMask(int lanes, int firstUnit)
    {
        if (layer.HiddenSize % 4 == 0 && (!StoresAll || layer.HiddenSize % lanes == 0) || layer.HiddenSize >= firstUnit + lanes)
        {
            return null;
        }
        string bits = string.Join(", ", Enumerable.Range(firstUnit, lanes).Select(unit => unit < layer.HiddenSize ? "-1" : "0"));
        return $"{VectorTarget.VectorOf(lanes)}.Create({bits}).AsSingle()";
    }
}
