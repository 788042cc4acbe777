using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>
/// Writes a layer whose weights come from beyond the first-level cache: panel by panel, each one a run over its weights and
/// then its cells, so that the next panel's weights are under way while the cells are computed. The step of one stream, and
/// the sums of several rows at once that <c>StepMany</c> (a row is a stream) and <c>Run</c> (a row is a time step, as far as
/// its input goes) share.
/// </summary>
internal sealed class StreamedLstmEmitter : LstmVectorEmitter
{
    private const int PanelUnits = Specification.Panels.FullWidth;
    private const int PanelRow = 4 * PanelUnits;

    private readonly SourceWriter writer;
    private readonly VectorTarget target;
    private readonly LstmPlan layer;

    /// <summary>The whole panels of sixteen, one after the other.</summary>
    private readonly List<PanelBlock> panels;

    /// <summary>The first panels of a step, in groups that go through the columns together; the others go alone.</summary>
    private readonly PanelGroups groups;

    /// <summary>What remains: narrow panels, perhaps together with the last wide one.</summary>
    private readonly List<PanelBlock> rest;

    /// <summary>Whether several streams go through the layer together.</summary>
    private readonly bool many;

    public StreamedLstmEmitter(SourceWriter writer, VectorTarget target, LstmPlan layer, NetworkPlan network)
        : base(writer, target, layer)
    {
        (this.writer, this.target, this.layer) = (writer, target, layer);
        many = network.Together.Contains(layer);
        panels = Blocks.TakeWhile(block => block.Slices.Count == 1 && block.Slices[0].Units == PanelUnits).ToList();
        rest = Blocks.Skip(panels.Count).ToList();
        groups = PanelGroups.For(layer, target, panels.Count);
    }

    public override IEnumerable<int> UpdateLanes => Blocks.SelectMany(block =>
    {
        var registers = Registers(block).ToList();
        return StoresSums(registers) ? [target.Lanes] : registers.Select(register => register.Lanes);
    }).Append(target.Lanes).Distinct();

    private string PanelStride => layer.MethodPlace("PanelStride");

    private string Row => layer.MethodPlace("Row");

    public override void Write(CellMethods update)
    {
        WriteLayer();
        if (groups.Count > 0)
        {
            writer.Line();
            WritePanel(update, new PanelBlock([.. panels.Take(groups.Panels).SelectMany(panel => panel.Slices)]), GroupMethod);
        }
        if (groups.Last < panels.Count)
        {
            writer.Line();
            WritePanel(update, panels[0], PanelMethod);
        }
        for (int k = 0; k < rest.Count; k++)
        {
            writer.Line();
            WriteRest(update, rest[k], RestMethod(k));
        }
        if (!many)
        {
            return;
        }
        writer.Line();
        foreach (var tile in target.Tiles)
        {
            WriteTogether(tile);
            writer.Line();
        }
        WriteUpdate(update);
        writer.Line();
        WriteMany();
        if (layer.LooksAhead)
        {
            writer.Line();
            WriteAhead();
        }
    }

    private string PanelMethod => $"{layer.Method}Panel";

    private string GroupMethod => $"{layer.Method}Panels{groups.Panels}";

    private string RestMethod(int k) => $"{layer.Method}Rest{(rest.Count > 1 ? $"{k + 1}" : "")}";

    private void WriteLayer()
    {
        writer.Doc($"<summary>{layer.Title}: LSTM, {layer.InputSize} inputs, {layer.HiddenSize} units; {layer.FormReason}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string ahead = layer.LooksAhead ? "ref float start, nint startStride, nint first, " : "";
        using (writer.Open($"private static void {layer.Method}(ref float weights, {ahead}ref float columns, ref float hidden, ref float cell, bool backwards)"))
        {
            OpenNext($"{layer.Method}Units", "state");
            using (writer.Open("if (!backwards)"))
            {
                CallPanels(0, groups.Last, groups.Panels);
                CallPanels(groups.Last, panels.Count, 1);
                for (int k = 0; k < rest.Count; k++)
                {
                    CallRest(k);
                }
            }
            using (writer.Open("else"))
            {
                for (int k = rest.Count - 1; k >= 0; k--)
                {
                    CallRest(k);
                }
                CallPanels(panels.Count, panels.Count - groups.Last, groups.Panels);
                CallPanels(panels.Count - groups.Last, 0, 1);
            }
            writer.Line(BodyEmitter.Copy("hidden", "next", layer.HiddenSize));
        }
    }

    /// <summary>The calls for the panels from one up to another, or down to it, so many at a time.</summary>
    private void CallPanels(int from, int to, int together)
    {
        if (from == to)
        {
            return;
        }
        string step = together == 1 ? (from < to ? "panel++" : "panel--") : (from < to ? $"panel += {together}" : $"panel -= {together}");
        using (writer.Open(from < to ? $"for (nint panel = {from}; panel < {to}; {step})" : $"for (nint panel = {from - together}; panel >= {to}; {step})"))
        {
            writer.Line($"ref float w = ref Unsafe.Add(ref weights, panel * {PanelStride});");
            string begin = layer.LooksAhead
                ? $"ref Unsafe.Add(ref start, panel * startStride), {(together == 1 ? "" : "(nuint)startStride, ")}ref Unsafe.Add(ref w, (first + 1) * {Row}), ref Unsafe.Add(ref columns, first), {layer.Columns} - first"
                : $"ref w, ref Unsafe.Add(ref w, {Row}), ref columns, {layer.Columns}";
            writer.Line($"{(together == 1 ? PanelMethod : GroupMethod)}({begin}{PanelPeepholes("panel * 16")}, ref Unsafe.Add(ref cell, panel * 16), ref Unsafe.Add(ref next, panel * 16));");
        }
    }

    private void CallRest(int k, string cell = "cell", string columns = "columns", string next = "next")
    {
        var block = rest[k];
        int unit = block.FirstUnit;
        writer.Line($"{RestMethod(k)}(ref Unsafe.Add(ref weights, {layer.PanelPlace(block.Slices[0].Panel)}), ref {columns}{PanelPeepholes($"{unit}")}, ref Unsafe.Add(ref {cell}, {unit}), ref Unsafe.Add(ref {next}, {unit}));");
    }

    /// <summary>One panel, or a group: continues sums that are there already, so that the same code serves a step and a step whose input has been summed ahead.</summary>
    private void WritePanel(CellMethods update, PanelBlock block, string method)
    {
        bool group = block.Slices.Count > 1;
        string startStride = !group ? "" : layer.LooksAhead ? "startStride" : PanelStride;
        writer.Doc($"<summary>{PanelUnits * block.Slices.Count} units: the gate sums continue from <paramref name=\"start\"/> over so many columns; then cell state and hidden state.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static void {method}(ref float start, {(group && layer.LooksAhead ? "nuint startStride, " : "")}ref float weights, ref float columns, nint count{PeepholeParameter}, ref float cell, ref float next)"))
        {
            OpenSums(block);
            var widths = Widths(block);
            ColumnSums.DeclareRows(writer, widths);
            bool singles = layer.Columns % 4 != 0 || (layer.LooksAhead && layer.HiddenSize % 4 != 0);
            var products = DeclareProducts([block], quads: true, singles);
            var sums = new ColumnSums(writer, target, products, block, layer, widths, block.Slices[0].Panel, []);
            sums.Start("start", startStride);
            sums.CountedLoop(singles);
            Update(update, block);
        }
    }

    private void WriteRest(CellMethods update, PanelBlock block, string method)
    {
        writer.Doc($"<summary>Units {block.FirstUnit} to {block.LastUnit}: gate sums from the bias on over all columns; then cell state and hidden state.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static void {method}(ref float weights, ref float columns{PeepholeParameter}, ref float cell, ref float next)"))
        {
            OpenSums(block);
            var widths = Widths(block);
            ColumnSums.DeclareRows(writer, widths);
            var products = DeclareProducts([block], quads: true, singles: layer.Columns % 4 != 0);
            var sums = new ColumnSums(writer, target, products, block, layer, widths, block.Slices[0].Panel, []);
            sums.Bias();
            sums.Loop("columns", layer.Columns, 0);
            sums.Finish();
            Update(update, block);
        }
    }

    private void Update(CellMethods update, PanelBlock block)
    {
        var registers = Registers(block).ToList();
        writer.Line();
        if (!StoresSums(registers))
        {
            foreach (int unit in registers.Select(register => register.Unit))
            {
                writer.Line($"var c{unit} = {update.Cell}(i{unit}, f{unit}, g{unit}{peepholes(unit)}, ref {BodyEmitter.At("cell", unit - block.FirstUnit)});");
            }
            foreach (int unit in registers.Select(register => register.Unit))
            {
                int at = unit - block.FirstUnit;
                writer.Line($"{update.Hidden}(o{unit}, c{unit}{peepholes(unit)}).StoreUnsafe(ref next{(at == 0 ? "" : $", {at}")});");
            }
            return;

            string peepholes(int unit) => Peepholes(BodyEmitter.At("peepholes", unit - block.FirstUnit));
        }
        StoreSums(registers, Slice.Gates, block.FirstUnit, SumsStride(block));
        UpdateLoop(update, block.LastUnit + 1 - block.FirstUnit, SumsStride(block));
    }

    private void UpdateLoop(CellMethods update, int units, int stride)
    {
        using (OpenUpdateLoop(units))
        {
            LoadSums(Slice.Gates, stride);
            string peepholes = Peepholes("Unsafe.Add(ref peepholes, unit)");
            writer.Line($"var c = {update.Cell}(i, f, g{peepholes}, ref Unsafe.Add(ref cell, unit));");
            writer.Line($"{update.Hidden}(o, c{peepholes}).StoreUnsafe(ref next, unit);");
        }
    }

    private void WriteUpdate(CellMethods update)
    {
        writer.Doc($"<summary>Cell states, then hidden states, of {PanelUnits} units of so many streams whose gate sums stand in <paramref name=\"sums\"/>, gate by gate.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static void {layer.Method}Update(ref float sums{PeepholeParameter}, ref float cell, ref float next, nint streams)"))
        {
            string peepholes = Peepholes("Unsafe.Add(ref peepholes, unit)");
            EachStream(() =>
            {
                LoadSums("ifg", PanelUnits, "streamSums");
                writer.Line($"{update.Cell}(i, f, g{peepholes}, ref Unsafe.Add(ref streamCell, unit));");
            });
            EachStream(() =>
            {
                LoadSums("o", PanelUnits, "streamSums");
                writer.Line($"var c = {VectorTarget.Load(target.Lanes, "streamCell", "unit")};");
                writer.Line($"{update.Hidden}(o, c{peepholes}).StoreUnsafe(ref Unsafe.Add(ref next, stream * {layer.MethodPlace("Units")}), unit);");
            });
        }

        void EachStream(System.Action write)
        {
            using (writer.Open($"for (nint stream = 0; stream < streams; stream++)"))
            {
                writer.Line($"ref float streamSums = ref Unsafe.Add(ref sums, stream * {Row});");
                writer.Line($"ref float streamCell = ref Unsafe.Add(ref cell, stream * {PlaceEmitter.StateStride});");
                using (OpenUpdateLoop(PanelUnits))
                {
                    write();
                }
            }
        }
    }

    /// <summary>Each weight is loaded once for all rows of a tile.</summary>
    private void WriteTogether(Tile tile)
    {
        var (rows, vectors) = tile;
        int pass = vectors * target.Lanes;
        string sum(int vector, int row) => $"{"abcd"[vector]}{row}";
        string source(int row) => row == 0 ? "columns" : $"columns{row}";
        string offset(int vector) => vector == 0 ? "" : $"{vector * target.Lanes}";
        writer.Doc($"""
            <summary>
            Gate sums of {PanelUnits} units for {rows} rows of columns at once: bias, then column by column, as in one row. The rows stand
            <paramref name="columnStride"/> apart, their sums <paramref name="sumStride"/>.
            </summary>
            """);
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static void {Together(tile)}(ref float weights, ref float columns, nint columnStride, nint count, ref float sums, nint sumStride)"))
        {
            for (int row = 1; row < rows; row++)
            {
                writer.Line($"ref float {source(row)} = ref Unsafe.Add(ref {source(row - 1)}, columnStride);");
            }
            SourceWriter.Block? passes = pass < PanelRow ? writer.Open($"for (nint part = 0; part < {Row}; part += {pass})") : null;
            writer.Line($"ref float w = ref {(passes is null ? "weights" : "Unsafe.Add(ref weights, part)")};");
            for (int vector = 0; vector < vectors; vector++)
            {
                writer.Line($"var {sum(vector, 0)} = {VectorTarget.Load(target.Lanes, "w", offset(vector))};");
                for (int row = 1; row < rows; row++)
                {
                    writer.Line($"var {sum(vector, row)} = {sum(vector, 0)};");
                }
            }
            using (writer.Open("for (nint j = 0; j < count; j++)"))
            {
                writer.Line($"w = ref Unsafe.Add(ref w, {Row});");
                for (int vector = 0; vector < vectors; vector++)
                {
                    writer.Line($"var w{vector} = {VectorTarget.Load(target.Lanes, "w", offset(vector))};");
                }
                for (int row = 0; row < rows; row++)
                {
                    writer.Line($"{(row == 0 ? "var " : "")}value = {target.Vector}.Create(Unsafe.Add(ref {source(row)}, j));");
                    for (int vector = 0; vector < vectors; vector++)
                    {
                        writer.Line($"{sum(vector, row)} = {target.MultiplyAdd(target.Lanes, $"w{vector}", "value", sum(vector, row))};");
                    }
                }
            }
            writer.Line($"ref float to = ref {(passes is null ? "sums" : "Unsafe.Add(ref sums, part)")};");
            for (int row = 0; row < rows; row++)
            {
                for (int vector = 0; vector < vectors; vector++)
                {
                    writer.Line($"{sum(vector, row)}.StoreUnsafe(ref to{(vector == 0 ? "" : $", {offset(vector)}")});");
                }
                if (row < rows - 1)
                {
                    writer.Line("to = ref Unsafe.Add(ref to, sumStride);");
                }
            }
            passes?.Dispose();
        }
    }

    /// <summary>
    /// The panels outside, the streams inside: a panel's weights come from wherever they are for the first streams, and from a
    /// cache for the others.
    /// </summary>
    private void WriteMany()
    {
        writer.Doc($"<summary>{layer.Title} for some streams, at least {StackFootprint.LeastTogether}, whose states stand one behind the other: all of them go through a panel before the next one is read.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static void {layer.Method}Many(ref float weights, ref float columns, ref float hidden, ref float cell, nint streams, bool backwards)"))
        {
            OpenNext($"{layer.Method}ManyUnits", "states");
            BodyEmitter.Block(writer, $"{layer.Method}ManySums", "sums");
            using (writer.Open($"for (nint k = 0; k < {panels.Count}; k++)"))
            {
                writer.Line($"nint panel = backwards ? {panels.Count - 1} - k : k;");
                writer.Line($"ref float w = ref Unsafe.Add(ref weights, panel * {PanelStride});");
                EachTile("stream", "streams", first => $"ref w, ref {BodyEmitter.At("columns", $"{first} * {PlaceEmitter.StateStride}")}, {PlaceEmitter.StateStride}, {layer.Columns}, ref {BodyEmitter.At("sums", $"{first} * {Row}")}, {Row}");
                writer.Line($"{layer.Method}Update(ref sums{PanelPeepholes("panel * 16")}, ref Unsafe.Add(ref cell, panel * 16), ref Unsafe.Add(ref next, panel * 16), streams);");
            }
            using (writer.Open("for (nint stream = 0; stream < streams; stream++)"))
            {
                if (rest.Count > 0)
                {
                    writer.Line($"ref float streamColumns = ref Unsafe.Add(ref columns, stream * {PlaceEmitter.StateStride});");
                    writer.Line($"ref float streamCell = ref Unsafe.Add(ref cell, stream * {PlaceEmitter.StateStride});");
                }
                writer.Line($"ref float streamNext = ref Unsafe.Add(ref next, stream * {layer.MethodPlace("Units")});");
                for (int k = 0; k < rest.Count; k++)
                {
                    CallRest(k, "streamCell", "streamColumns", "streamNext");
                }
                writer.Line(BodyEmitter.Copy($"Unsafe.Add(ref hidden, stream * {PlaceEmitter.StateStride})", "streamNext", layer.HiddenSize));
            }
        }
    }

    private string Together(Tile tile) => $"{layer.Method}Together{tile.Rows}";

    private void EachTile(string row, string rows, System.Func<string, string> arguments) =>
        RowsTogether.WriteCalls(writer, target, row, rows, (tile, first) => [$"{Together(tile)}({arguments(first)});"]);

    private void WriteAhead()
    {
        writer.Doc($"<summary>Gate sums of so many time steps, at least {StackFootprint.LeastTogether}, as far as the input goes: all of them go through a panel before the next one is read.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static void {layer.Method}Ahead(ref float weights, ref float inputs, ref float ahead, nint steps)"))
        using (writer.Open($"for (nint panel = 0; panel < {panels.Count}; panel++)"))
        {
            string ahead = layer.MethodPlace("Ahead");
            writer.Line($"ref float w = ref Unsafe.Add(ref weights, panel * {PanelStride});");
            writer.Line($"ref float sums = ref Unsafe.Add(ref ahead, panel * {Row});");
            EachTile("step", "steps", first => $"ref w, ref {BodyEmitter.At("inputs", $"{first} * {layer.InputSize}")}, {layer.InputSize}, {layer.InputSize}, ref {BodyEmitter.At("sums", $"{first} * {ahead}")}, {ahead}");
        }
    }

    private void OpenNext(string type, string states)
    {
        writer.Line($"{type} nextHidden = default; // every panel reads the old hidden {states}");
        writer.Line($"ref float next = ref Unsafe.As<{type}, float>(ref nextHidden);");
    }

    private void OpenSums(PanelBlock block)
    {
        if (StoresSums(Registers(block)))
        {
            writer.Line($"{layer.Method}Sums stored = default; // gate by gate: {SumPlaces(SumsStride(block))}");
            writer.Line($"ref float sums = ref Unsafe.As<{layer.Method}Sums, float>(ref stored);");
        }
    }

    private static IReadOnlyList<int> Widths(PanelBlock block) => [.. block.Slices.Select(slice => slice.Panel.Width).Distinct()];

    private static int SumsStride(PanelBlock block) => NetworkPlan.Align(block.LastUnit + 1 - block.FirstUnit);

    private string PeepholeParameter => layer.Spec.Peephole ? ", ref float peepholes" : "";

    private string PanelPeepholes(string unit) => layer.Spec.Peephole ? $", ref Unsafe.Add(ref weights, {layer.MethodPlace("Peepholes")} + {unit})" : "";
}
