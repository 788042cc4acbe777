using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>
/// Writes a stage of sums: a method for the units of one panel, which takes bias, then column by column weight times value in
/// fused multiply-adds, and the loop over the panels. The order of summation is the same at every width: one chain for each sum.
/// </summary>
/// <param name="writer">Where to.</param>
/// <param name="target">The instruction set, or null for plain C#.</param>
/// <param name="method">What the methods' names begin with.</param>
/// <param name="place">What the constants of its panels are called.</param>
/// <param name="stage">The sums.</param>
/// <param name="slots">Where each gate's sums stand in the block of sums, in units of <paramref name="stride"/>.</param>
/// <param name="stride">Floats from one gate's sums to the next.</param>
/// <param name="continues">Whether the sums continue what stands there already.</param>
/// <param name="between">What the code calls what a source of the second stage, or a convolution, multiplies.</param>
/// <param name="handsOn">Whether the sums are what the layer hands on.</param>
internal sealed class PanelEmitter(SourceWriter writer, VectorTarget? target, string method, string place, SumStage stage, IReadOnlyList<int> slots, int stride, bool continues = false, string between = "between", bool handsOn = false)
{
    private IEnumerable<SumSource> Columns => stage.Sources.Where(source => source.From != SumInput.Bias);

    private SumSource? Bias => stage.Sources.FirstOrDefault(source => source.From == SumInput.Bias);

    private string Parameters => string.Concat(Columns.Select(source => $"ref float {Name(source.From)}, "));

    private string Arguments => string.Concat(Columns.Select(source => $"ref {Name(source.From)}, "));

    /// <summary>The methods.</summary>
    public void WriteMethods()
    {
        if (target is null)
        {
            WriteUnit();
            return;
        }
        foreach (var (width, _, _, _) in WeightMapText.Runs(stage))
        {
            WritePanel(width);
            writer.Line();
        }
    }

    /// <summary>The lines that call them for all units.</summary>
    /// <param name="weights">Where the stage's weights stand.</param>
    /// <param name="sums">Where the block of sums stands.</param>
    public void WriteCalls(string weights, string sums)
    {
        foreach (var (width, first, offset, count) in WeightMapText.Runs(stage))
        {
            if (target is null)
            {
                int end = System.Math.Min(stage.Units, first + (width * count));
                string at = count > 1 ? $"(unit / {width} * {place}Stride) + (unit % {width})" : first == 0 ? "unit" : $"unit + ({place}{first} - {first})";
                using (writer.Open($"for (nuint unit = {first}; unit < {end}; unit++)"))
                {
                    writer.Line($"{method}Unit(ref {Sum(weights, at)}, {width}, {Arguments}ref {Sum(sums, "unit")});");
                }
            }
            else if (count == 1)
            {
                writer.Line($"{method}{width}(ref {(offset == 0 ? weights : Sum(weights, $"{place}{first}"))}, {Arguments}ref {BodyEmitter.At(sums, first)});");
            }
            else
            {
                using (writer.Open($"for (nuint panel = 0; panel < {count}; panel++)"))
                {
                    writer.Line($"{method}{width}(ref {Sum(weights, $"panel * {place}Stride")}, {Arguments}ref {Sum(sums, $"panel * {width}")});");
                }
            }
        }
    }

    /// <summary>The methods that sum some gates of a panel of sixteen for several rows at once.</summary>
    public void WriteTogetherMethods()
    {
        foreach (var tile in target!.Tiles)
        {
            foreach (string gates in GatesTogether(tile))
            {
                WriteTogether(tile, gates);
                writer.Line();
            }
        }
    }

    /// <summary>The lines that call them for all units of so many <c>streams</c>: a panel's weights serve all streams before the next panel is read.</summary>
    /// <param name="sumStride">From the sums of a stream to those of the next.</param>
    public void WriteTogetherCalls(string sumStride)
    {
        foreach (var (width, first, offset, count) in WeightMapText.Runs(stage))
        {
            using var panels = count > 1 ? writer.Open($"for (nint panel = 0; panel < {count}; panel++)") : (SourceWriter.Block?)null;
            string unit = count > 1 ? $"panel * {width}" : $"{first}";
            writer.Line($"ref float w{width} = ref {(count > 1 ? Sum("weights", $"panel * {place}Stride") : offset == 0 ? "weights" : Sum("weights", $"{place}{first}"))};");
            writer.Line($"ref float sums{width} = ref {(unit == "0" ? "sums" : Sum("sums", unit))};");
            string columns(string row, bool strides) => string.Concat(Columns.Select(source => $"ref {Sum(Name(source.From), $"{row} * {StrideOf(source)}")}, {(strides && source.From == SumInput.Input ? "xStride, " : "")}"));
            if (width == Panels.FullWidth)
            {
                RowsTogether.WriteCalls(writer, target!, "stream", "streams", (tile, row) =>
                    GatesTogether(tile).Select(gates => $"{Together(tile, gates)}(ref w{width}, {columns(row, strides: true)}ref {Sum($"sums{width}", $"{row} * {sumStride}")});"));
            }
            else
            {
                using (writer.Open("for (nint stream = 0; stream < streams; stream++)"))
                {
                    writer.Line($"{method}{width}(ref w{width}, {columns("stream", strides: false)}ref {Sum($"sums{width}", $"stream * {sumStride}")});");
                }
            }
        }
    }

    private static string StrideOf(SumSource source) => source.From == SumInput.Input ? "xStride" : PlaceEmitter.StateStride;

    /// <summary>As many gates as a tile has registers of weights, one register of units each.</summary>
    private IEnumerable<string> GatesTogether(Tile tile) =>
        Enumerable.Range(0, (stage.Gates.Length + tile.Vectors - 1) / tile.Vectors)
            .Select(k => stage.Gates.Substring(k * tile.Vectors, System.Math.Min(tile.Vectors, stage.Gates.Length - (k * tile.Vectors))));

    private string Together(Tile tile, string gates) => $"{method}Together{tile.Rows}{char.ToUpperInvariant(gates[0])}{gates.Substring(1)}";

    private void WriteTogether(Tile tile, string gates)
    {
        const int width = Panels.FullWidth;
        int lanes = target!.Lanes;
        writer.Doc($"<summary>The sums {string.Join(", ", gates.ToCharArray())} of {width} units for {tile.Rows} streams at once, each as in one: {string.Join(", ", stage.Sources.Select(Describe))}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static void {Together(tile, gates)}(ref float weights, {string.Concat(Columns.Select(source => $"ref float {Name(source.From)}, {(source.From == SumInput.Input ? "nint xStride, " : "")}"))}ref float sums)"))
        {
            DeclareRows(width);
            SourceWriter.Block? slices = lanes < width ? writer.Open($"for (nint unit = 0; unit < {width}; unit += {lanes})") : null;
            writer.Line($"ref float w = ref {(slices is null ? "weights" : Sum("weights", "unit"))};");
            foreach (char gate in gates)
            {
                int row = Bias is null ? -1 : IndexOf(Bias, gate);
                writer.Line($"var {gate}0 = {(row < 0 ? $"{target.Vector}<float>.Zero" : VectorTarget.Load(lanes, "w", $"{row * width}"))};");
                for (int k = 1; k < tile.Rows; k++)
                {
                    writer.Line($"var {gate}{k} = {gate}0;");
                }
            }
            if (Bias is { } bias)
            {
                writer.Line($"w = ref Unsafe.Add(ref w, {RowOf(bias)});");
            }
            foreach (var source in Columns)
            {
                WriteColumnsTogether(source, gates, tile.Rows);
            }
            writer.Line($"ref float to = ref {(slices is null ? "sums" : Sum("sums", "unit"))};");
            for (int k = 0; k < tile.Rows; k++)
            {
                foreach (char gate in gates)
                {
                    writer.Line($"{gate}{k}.StoreUnsafe(ref to, {Slot(stage.Gates.IndexOf(gate))});");
                }
                if (k < tile.Rows - 1)
                {
                    writer.Line($"to = ref Unsafe.Add(ref to, {stage.Gates.Length * stride});");
                }
            }
            slices?.Dispose();
        }
    }

    private void WriteColumnsTogether(SumSource source, string gates, int rows)
    {
        string row = RowOf(source), name = Name(source.From);
        var here = gates.Where(gate => IndexOf(source, gate) >= 0).ToList();
        if (here.Count == 0)
        {
            writer.Line($"w = ref Unsafe.Add(ref w, {source.Columns} * {row}); // none of these gates");
            return;
        }
        string at(int k) => k == 0 ? name : $"{name}{k}";
        for (int k = 1; k < rows; k++)
        {
            writer.Line($"ref float {at(k)} = ref Unsafe.Add(ref {at(k - 1)}, {StrideOf(source)});");
        }
        using (writer.Open($"for (nint j = 0; j < {source.Columns}; j++)"))
        {
            foreach (char gate in here)
            {
                writer.Line($"var {gate} = {VectorTarget.Load(target!.Lanes, "w", $"{IndexOf(source, gate) * Panels.FullWidth}")};");
            }
            for (int k = 0; k < rows; k++)
            {
                writer.Line($"{(k == 0 ? "var " : "")}value = {target!.Vector}.Create(Unsafe.Add(ref {at(k)}, j));");
                foreach (char gate in here)
                {
                    writer.Line($"{gate}{k} = {target.MultiplyAdd(target.Lanes, $"{gate}", "value", $"{gate}{k}")};");
                }
            }
            writer.Line($"w = ref Unsafe.Add(ref w, {row});");
        }
    }

    private static string Sum(string reference, string offset) => $"Unsafe.Add(ref {reference}, {offset})";

    private string Name(SumInput from) => from switch
    {
        SumInput.Input => "x",
        SumInput.Hidden => "hidden",
        SumInput.Between => between,
        _ => throw Unhandled.Kind(from), // a bias is multiplied by nothing
    };

    private string Slot(int gate, int unit = 0) => $"{(slots[gate] * stride) + unit}";

    private void WritePanel(int width)
    {
        int lanes = System.Math.Min(target!.Lanes, width);
        string vector = VectorTarget.VectorOf(lanes);
        var units = Enumerable.Range(0, width / lanes).Select(k => k * lanes).ToList();
        string sumsOf = stage.Gates.Length == 1 ? "The sum" : $"The sums {string.Join(", ", stage.Gates.ToCharArray())}";
        writer.Doc($"<summary>{sumsOf} of {width} units: {string.Join(", ", stage.Sources.Select(Describe))}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Open($"private static void {method}{width}(ref float weights, {Parameters}ref float sums)"))
        {
            DeclareRows(width);
            for (int gate = 0; gate < stage.Gates.Length; gate++)
            {
                foreach (int unit in units)
                {
                    writer.Line($"var {stage.Gates[gate]}{unit} = {First(gate, unit, width, lanes)};");
                }
            }
            if (Bias is { } bias)
            {
                writer.Line($"weights = ref Unsafe.Add(ref weights, {RowOf(bias)});");
            }
            bool quads = lanes == target.Lanes && Columns.Any(source => source.Columns >= 4);
            bool singles = !quads || Columns.Any(source => source.Columns % 4 != 0);
            var products = new ColumnProducts(writer, target, lanes, units.Count * stage.Gates.Length, units.Count * Columns.Max(source => source.Gates.Count * (quads && source.Columns >= 4 ? 4 : 1)));
            products.Declare(quads, singles);
            writer.Line("nint j;");
            foreach (var source in Columns)
            {
                WriteColumns(products, source, width, lanes, units, quads);
            }
            for (int gate = 0; gate < stage.Gates.Length; gate++)
            {
                foreach (int unit in units)
                {
                    writer.Line($"{Result($"{stage.Gates[gate]}{unit}")}.StoreUnsafe(ref sums, {Slot(gate, unit)});");
                }
            }
        }

        string First(int gate, int unit, int panel, int n)
        {
            int row = Bias is null ? -1 : IndexOf(Bias, stage.Gates[gate]);
            return row >= 0 ? VectorTarget.Load(n, "weights", $"{(row * panel) + unit}")
                : continues ? VectorTarget.Load(n, "sums", Slot(gate, unit))
                : $"{vector}<float>.Zero";
        }
    }

    /// <summary>Names the floats of each source's column: all its gates of the panel's units.</summary>
    private void DeclareRows(int width)
    {
        string rows = string.Join(", ", stage.Sources.Select(source => $"{RowOf(source)} = {source.Gates.Count * width}"));
        string gates = string.Join(", ", stage.Sources.Select(source => string.Join(" ", source.Gates.Select(gate => gate.Gate))));
        writer.Line($"const int {rows}; // of {(stage.Sources.Count > 1 ? "each " : "")}column: {gates}, {width} units each");
    }

    private string RowOf(SumSource source) => source.From switch
    {
        SumInput.Bias => "BiasRow",
        SumInput.Input => "XRow",
        SumInput.Hidden => "HiddenRow",
        SumInput.Between => $"{char.ToUpperInvariant(between[0])}{between.Substring(1)}Row",
        _ => throw Unhandled.Kind(source.From),
    };

    private void WriteColumns(ColumnProducts products, SumSource source, int width, int lanes, IReadOnlyList<int> units, bool quads)
    {
        string row = RowOf(source);
        string name = Name(source.From);
        bool four = quads && source.Columns >= 4;
        if (four)
        {
            using (writer.Open($"for (j = 0; j <= {source.Columns - 4}; j += 4)"))
            {
                writer.Line(target!.LoadQuad($"ref Unsafe.Add(ref {name}, j)"));
                products.Write([.. Enumerable.Range(0, 4).SelectMany(k => ProductsOf(source, width, units, OffsetText.Of("", k, row), k))]);
                writer.Line($"weights = ref Unsafe.Add(ref weights, 4 * {row});");
            }
        }
        if (!four || source.Columns % 4 != 0)
        {
            string first = four ? ";" : "j = 0;";
            using (writer.Open($"for ({first} j < {source.Columns}; j++)"))
            {
                writer.Line($"value = {VectorTarget.VectorOf(lanes)}.Create(Unsafe.Add(ref {name}, j));");
                products.Write([.. ProductsOf(source, width, units, "", null)]);
                writer.Line($"weights = ref Unsafe.Add(ref weights, {row});");
            }
        }
    }

    private static IEnumerable<Product> ProductsOf(SumSource source, int width, IReadOnlyList<int> units, string offset, int? quad) =>
        source.Gates.SelectMany((gate, k) => units.Select(unit => new Product($"{gate.Gate}{unit}", $"{gate.Gate}{unit}", "weights", OffsetText.Plus(offset, (k * width) + unit), quad)));

    private string Result(string sum) => handsOn ? LaneSpelling.HandOn(sum) : sum;

    private void WriteUnit()
    {
        writer.Doc($"<summary>The sum{(stage.Gates.Length > 1 ? "s " + string.Join(", ", stage.Gates.ToCharArray()) : "")} of one unit: {string.Join(", ", stage.Sources.Select(Describe))}. Its weights stand <paramref name=\"width\"/> apart.</summary>");
        using (writer.Open($"private static void {method}Unit(ref float w, nuint width, {Parameters}ref float sums)"))
        {
            for (int gate = 0; gate < stage.Gates.Length; gate++)
            {
                int row = Bias is null ? -1 : IndexOf(Bias, stage.Gates[gate]);
                writer.Line($"float {stage.Gates[gate]} = {(row >= 0 ? Weight(row) : continues ? BodyEmitter.At("sums", slots[gate] * stride) : "0f")};");
            }
            if (Bias is { } bias)
            {
                writer.Line($"w = ref Unsafe.Add(ref w, {Times(bias.Gates.Count)});");
            }
            foreach (var source in Columns)
            {
                using (writer.Open($"for (nuint j = 0; j < {source.Columns}; j++)"))
                {
                    writer.Line($"float value = Unsafe.Add(ref {Name(source.From)}, j);");
                    for (int gate = 0; gate < source.Gates.Count; gate++)
                    {
                        char sum = source.Gates[gate].Gate;
                        writer.Line($"{sum} = MathF.FusedMultiplyAdd({Weight(gate)}, value, {sum});");
                    }
                    writer.Line($"w = ref Unsafe.Add(ref w, {Times(source.Gates.Count)});");
                }
            }
            for (int gate = 0; gate < stage.Gates.Length; gate++)
            {
                writer.Line($"{BodyEmitter.At("sums", slots[gate] * stride)} = {Result($"{stage.Gates[gate]}")};");
            }
        }
    }

    private static int IndexOf(SumSource source, char gate)
    {
        for (int k = 0; k < source.Gates.Count; k++)
        {
            if (source.Gates[k].Gate == gate)
            {
                return k;
            }
        }
        return -1;
    }

    private string Describe(SumSource source) => source.From switch
    {
        SumInput.Bias => "bias",
        SumInput.Input => $"{source.Columns} of x",
        SumInput.Hidden => $"{source.Columns} of h",
        SumInput.Between => $"{source.Columns} of {between}",
        _ => throw Unhandled.Kind(source.From),
    };

    private static string Weight(int row) => row == 0 ? "w" : $"Unsafe.Add(ref w, {Times(row)})";

    private static string Times(int rows) => rows == 1 ? "width" : $"{rows} * width";
}
