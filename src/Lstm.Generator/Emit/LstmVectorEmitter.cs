using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes an LSTM layer for a vector instruction set: gate sums, then cell and hidden state.</summary>
internal sealed class LstmVectorEmitter(SourceWriter writer, VectorTarget target, LstmPlan layer)
{
    private IReadOnlyList<PanelBlock> Blocks { get; } = PanelBlock.For(layer, target);

    private bool StoresSums => Updates().Count() > target.MaxUpdatesInLine;

    /// <summary>The widths of register that the layer's cell updates work on.</summary>
    public IEnumerable<int> UpdateLanes() => layer.Form == LstmForm.Streamed || StoresSums ? [target.Lanes] : Updates().Select(update => update.Lanes).Distinct();

    /// <param name="updateCell">The method that updates a register of cells.</param>
    public void Write(string updateCell)
    {
        if (layer.Form == LstmForm.Streamed)
        {
            WriteStreamed(updateCell);
            return;
        }

        writer.Doc($"<summary>Layer {layer.Index}: LSTM, {layer.InputSize} in, {layer.HiddenSize} units; {layer.FormReason}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static void {layer.Method}(ref float weights, ref float x, ref float hidden, ref float cell)"))
        {
            if (StoresSums)
            {
                OpenSums();
            }
            DeclareColumnVariables();
            var declared = new HashSet<string>();
            foreach (var block in Blocks)
            {
                writer.Line();
                writer.Line($"// Gate sums of units {block.FirstUnit} to {block.LastUnit}: bias, x, h.");
                var sums = new ColumnSums(writer, target, block, layer.Chains, layer.Panels[0], declared);
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
                if (StoresSums)
                {
                    StoreSums(block, 0);
                }
            }

            writer.Line();
            if (StoresSums)
            {
                UpdateLoop(updateCell);
            }
            else
            {
                UpdatesInLine(updateCell);
            }
        }
    }

    private void WriteStreamed(string updateCell)
    {
        // Blocks of the same shape share a method: the panels of a loop, then what remains.
        var loop = Blocks.TakeWhile(block => SameShape(block, Blocks[0])).ToList();
        var rest = Blocks.Skip(loop.Count).ToList();
        int unitsTogether = loop.Count > 1 ? loop[1].FirstUnit : loop[0].LastUnit + 1;
        int stride = loop.Count > 1 ? loop[1].Slices[0].Panel.Offset : 0;

        writer.Doc($"<summary>Layer {layer.Index}: LSTM, {layer.InputSize} in, {layer.HiddenSize} units; {layer.FormReason}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static void {layer.Method}(ref float weights, ref float columns, ref float hidden, ref float cell, bool backwards)"))
        {
            OpenSums();
            string call(string weights, string unit) => $"{layer.Method}Sums(ref Unsafe.Add(ref weights, {weights}), ref columns, ref Unsafe.Add(ref sums, {unit}));";
            string[] restCalls = rest.Select((block, k) => $"{layer.Method}Sums{k + 1}(ref Unsafe.Add(ref weights, {block.Slices[0].Panel.Offset}), ref columns, ref Unsafe.Add(ref sums, {block.FirstUnit}));").ToArray();
            using (writer.Open("if (!backwards)"))
            {
                using (writer.Open($"for (nint block = 0; block < {loop.Count}; block++)"))
                {
                    writer.Line(call($"block * {stride}", $"block * {unitsTogether}"));
                }
                foreach (string line in restCalls)
                {
                    writer.Line(line);
                }
            }
            using (writer.Open("else"))
            {
                foreach (string line in restCalls.Reverse())
                {
                    writer.Line(line);
                }
                using (writer.Open($"for (nint block = {loop.Count - 1}; block >= 0; block--)"))
                {
                    writer.Line(call($"block * {stride}", $"block * {unitsTogether}"));
                }
            }
            writer.Line();
            UpdateLoop(updateCell);
        }

        writer.Line();
        Sums(loop[0], $"{layer.Method}Sums", loop.Count > 1 ? $"{loop[0].LastUnit + 1} units" : $"units {loop[0].FirstUnit} to {loop[0].LastUnit}");
        for (int k = 0; k < rest.Count; k++)
        {
            writer.Line();
            Sums(rest[k], $"{layer.Method}Sums{k + 1}", $"units {rest[k].FirstUnit} to {rest[k].LastUnit}");
        }
    }

    private void Sums(PanelBlock block, string method, string units)
    {
        writer.Doc($"<summary>Gate sums of {units}: bias, then one run over the columns, x and h.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static void {method}(ref float weights, ref float columns, ref float sums)"))
        {
            DeclareColumnVariables();
            var sums = new ColumnSums(writer, target, block, layer.Chains, block.Slices[0].Panel, []);
            sums.Bias();
            sums.Loop("columns", layer.Columns, 0);
            sums.Finish();
            StoreSums(block, block.FirstUnit);
        }
    }

    private static bool SameShape(PanelBlock a, PanelBlock b) => a.Slices.Select(slice => slice.Units).SequenceEqual(b.Slices.Select(slice => slice.Units));

    private void DeclareColumnVariables()
    {
        bool quads = layer.InputSize >= 4 || layer.HiddenSize >= 4 || layer.Form == LstmForm.Streamed;
        bool selects = quads && target.SelectQuad(0).Length > 0;
        string quadType = $"{target.Vector}<float>";
        if (quads && target.Lanes > 4)
        {
            writer.Line(target.Lanes == 8 ? "Vector128<float> four;" : $"{quadType} four;");
        }
        bool singles = layer.Form == LstmForm.Streamed ? layer.Columns % 4 != 0 : layer.InputSize % 4 != 0 || layer.HiddenSize % 4 != 0;
        string names = string.Join(", ", new[] { quads ? "quad" : null, selects || singles ? "value" : null }.Where(name => name is not null));
        writer.Line($"{quadType} {names};");
    }

    private void OpenSums()
    {
        writer.Line($"{layer.Method}Sums stored = default; // gate by gate, {layer.PaddedUnits} units each");
        writer.Line($"ref float sums = ref Unsafe.As<{layer.Method}Sums, float>(ref stored);");
    }

    private void StoreSums(PanelBlock block, int firstUnit)
    {
        foreach (var (unit, _) in block.Slices.SelectMany(Registers))
        {
            for (int gate = 0; gate < 4; gate++)
            {
                writer.Line($"{Slice.Gates[gate]}{unit}.StoreUnsafe(ref sums, {(gate * layer.PaddedUnits) + unit - firstUnit});");
            }
        }
    }

    private void UpdateLoop(string updateCell)
    {
        int lanes = target.Lanes;
        writer.Line("// Cell and hidden state.");
        using (writer.Open($"for (nuint unit = 0; unit < {NetworkPlan.RoundUp(layer.PanelUnits, lanes)}; unit += {lanes})"))
        {
            for (int gate = 0; gate < 4; gate++)
            {
                string offset = gate == 0 ? "unit" : $"unit + {gate * layer.PaddedUnits}";
                writer.Line($"var {Slice.Gates[gate]} = {VectorTarget.Load(lanes, "sums", offset)};");
            }
            writer.Line($"{updateCell}(i, f, g, o, {LoopPeepholes()}ref Unsafe.Add(ref cell, unit)).StoreUnsafe(ref hidden, unit);");
        }

        if (Padding() is { } mask)
        {
            int register = layer.HiddenSize / lanes * lanes;
            writer.Line($"({VectorTarget.Load(lanes, "hidden", $"{register}")} & {mask}).StoreUnsafe(ref hidden, {register});");
        }
    }

    private void UpdatesInLine(string updateCell)
    {
        writer.Line("// Cell and hidden state; the hidden state is stored last, since every sum above reads the old one.");
        var updates = Updates().ToList();
        foreach (var (unit, lanes) in updates)
        {
            writer.Line($"var h{unit} = {updateCell}(i{unit}, f{unit}, g{unit}, o{unit}, {Peepholes(unit)}ref {BodyEmitter.At("cell", unit)});");
        }
        foreach (var (unit, lanes) in updates)
        {
            bool last = layer.HiddenSize > unit && layer.HiddenSize < unit + lanes;
            string value = last && Padding() is { } mask ? $"(h{unit} & {mask})" : $"h{unit}";
            writer.Line($"{value}.StoreUnsafe(ref hidden{(unit == 0 ? "" : $", {unit}")});");
        }
    }

    /// <summary>The registers of units, in order, with their width.</summary>
    private IEnumerable<(int Unit, int Lanes)> Updates() => Blocks.SelectMany(block => block.Slices).SelectMany(Registers);

    private IEnumerable<(int Unit, int Lanes)> Registers(Slice slice)
    {
        int lanes = System.Math.Min(target.Lanes, slice.Panel.Width);
        for (int unit = slice.FirstUnit; unit < slice.FirstUnit + slice.Units; unit += lanes)
        {
            yield return (unit, lanes);
        }
    }

    /// <summary>The padding's hidden state stays zero, whatever its sums are: an infinite input times a weight of zero is NaN, and a dense layer reads the padding too.</summary>
    private string? Padding()
    {
        int start = layer.HiddenSize;
        bool looped = StoresSums || layer.Form == LstmForm.Streamed;
        if (start % (looped ? target.Lanes : 4) == 0)
        {
            return null;
        }
        var (unit, lanes) = looped
            ? (start / target.Lanes * target.Lanes, target.Lanes)
            : Updates().First(update => start < update.Unit + update.Lanes);
        string bits = string.Join(", ", Enumerable.Range(unit, lanes).Select(k => k < start ? "-1" : "0"));
        return $"{VectorTarget.VectorOf(lanes)}.Create({bits}).AsSingle()";
    }

    private string Peepholes(int unit) =>
        layer.Spec.Peephole ? $"ref Unsafe.Add(ref weights, {layer.PeepholeOffset + unit}), {layer.PaddedUnits}, " : "";

    private string LoopPeepholes() =>
        layer.Spec.Peephole ? $"ref Unsafe.Add(ref weights, unit + {layer.PeepholeOffset}), {layer.PaddedUnits}, " : "";
}
