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

    private IEnumerable<Register> AllRegisters => Blocks.SelectMany(Registers);

    private bool StoresAll => StoresSums(AllRegisters);

    public override IEnumerable<int> UpdateLanes => StoresAll ? [target.Lanes] : AllRegisters.Select(register => register.Lanes).Distinct();

    public override void Write(CellMethods update)
    {
        writer.Doc($"<summary>Layer {layer.Index}: LSTM, {layer.InputSize} in, {layer.HiddenSize} units; {layer.FormReason}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static void {layer.Method}(ref float weights, ref float x, ref float hidden, ref float cell)"))
        {
            if (StoresAll)
            {
                writer.Line($"{layer.Method}Sums stored = default; // gate by gate, {layer.PaddedUnits} units each");
                writer.Line($"ref float sums = ref Unsafe.As<{layer.Method}Sums, float>(ref stored);");
            }
            DeclareColumnVariables(
                quads: layer.InputSize >= 4 || layer.HiddenSize >= 4,
                singles: layer.InputSize % 4 != 0 || layer.HiddenSize % 4 != 0);
            var declared = new HashSet<string>();
            foreach (var block in Blocks)
            {
                writer.Line();
                writer.Line($"// Gate sums of units {block.FirstUnit} to {block.LastUnit}: bias, x, h.");
                WriteSums(new ColumnSums(writer, target, block, layer.Chains, layer.Panels[0], declared));
                if (StoresAll)
                {
                    StoreSums(block, 0, layer.PaddedUnits);
                }
            }

            writer.Line();
            if (StoresAll)
            {
                UpdateInLoops(update);
            }
            else
            {
                UpdateInLine(update);
            }
        }
    }

    private void WriteSums(ColumnSums sums)
    {
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
            sums.Loop("hidden", layer.HiddenSize, layer.InputSize);
        }
        sums.Finish();
    }

    private void UpdateInLoops(CellMethods update)
    {
        string peepholes = Peepholes($"Unsafe.Add(ref weights, unit + {layer.PeepholeOffset})");
        writer.Line("// Cell state.");
        using (OpenUpdateLoop(layer.PanelUnits))
        {
            LoadSums("ifg", layer.PaddedUnits);
            writer.Line($"{update.Cell}(i, f, g{peepholes}, ref Unsafe.Add(ref cell, unit));");
        }

        writer.Line();
        writer.Line("// Hidden state.");
        using (OpenUpdateLoop(layer.PanelUnits))
        {
            LoadSums("o", layer.PaddedUnits);
            writer.Line($"var c = {VectorTarget.Load(target.Lanes, "cell", "unit")};");
            writer.Line($"{update.Hidden}(o, c{peepholes}).StoreUnsafe(ref hidden, unit);");
        }

        if (PaddingMask(target.Lanes, layer.HiddenSize / target.Lanes * target.Lanes) is { } mask)
        {
            int unit = layer.HiddenSize / target.Lanes * target.Lanes;
            writer.Line($"({VectorTarget.Load(target.Lanes, "hidden", $"{unit}")} & {mask}).StoreUnsafe(ref hidden, {unit});");
        }
    }

    private void UpdateInLine(CellMethods update)
    {
        string peepholes(int unit) => Peepholes($"Unsafe.Add(ref weights, {layer.PeepholeOffset + unit})");
        writer.Line("// Cell state, then hidden state.");
        foreach (var (unit, _) in AllRegisters.Select(register => (register.Unit, register.Lanes)))
        {
            writer.Line($"var c{unit} = {update.Cell}(i{unit}, f{unit}, g{unit}{peepholes(unit)}, ref {BodyEmitter.At("cell", unit)});");
        }
        foreach (var register in AllRegisters)
        {
            int unit = register.Unit;
            string hidden = $"{update.Hidden}(o{unit}, c{unit}{peepholes(unit)})";
            if (layer.HiddenSize > unit && PaddingMask(register.Lanes, unit) is { } mask)
            {
                hidden = $"({hidden} & {mask})";
            }
            writer.Line($"{hidden}.StoreUnsafe(ref hidden{(unit == 0 ? "" : $", {unit}")});");
        }
    }

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
