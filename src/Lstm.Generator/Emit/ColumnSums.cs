using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Generator.Emit;

/// <summary>
/// Writes the gate sums of one block: bias, then column by column weight times value, in fused multiply-adds. Even and odd
/// columns go to sums of their own where the layer has two chains.
/// </summary>
internal sealed class ColumnSums
{
    private readonly SourceWriter writer;
    private readonly VectorTarget target;
    private readonly ColumnProducts products;
    private readonly int chains;
    private readonly IReadOnlyList<Accumulator> accumulators;
    private readonly Panel origin;
    private readonly LstmPlan layer;
    private readonly IReadOnlyList<int> widths;
    private readonly bool[] started;
    private readonly HashSet<string> declared;

    /// <summary>The row at which the running references stand; null where rows are addressed from <c>weights</c>.</summary>
    private int? baseRow;

    /// <param name="writer">Where to.</param>
    /// <param name="target">For which instruction set.</param>
    /// <param name="products">What writes the method's products.</param>
    /// <param name="block">The units.</param>
    /// <param name="layer">The layer: it has one chain of sums for each gate, or two for even and odd columns.</param>
    /// <param name="widths">The widths of the method's panels, whose rows are named (<see cref="DeclareRows"/>).</param>
    /// <param name="origin">The panel at whose first float <c>weights</c> points.</param>
    /// <param name="declared">The running references that the method has already.</param>
    /// <param name="which">Some of the block's accumulators; all of them unless given.</param>
    public ColumnSums(SourceWriter writer, VectorTarget target, ColumnProducts products, PanelBlock block, LstmPlan layer, IReadOnlyList<int> widths, Panel origin, HashSet<string> declared, Func<Accumulator, bool>? which = null)
    {
        this.declared = declared;
        this.writer = writer;
        this.target = target;
        this.products = products;
        chains = layer.Chains;
        this.layer = layer;
        this.widths = widths;
        this.origin = origin;
        var all = block.Accumulators(target.Lanes).Where(which ?? (_ => true));
        accumulators = [.. target.WeightsReach < int.MaxValue ? all.OrderBy(sum => sum.Panel.Offset).ThenBy(sum => sum.Offset) : all];
        started = new bool[chains];
    }

    /// <summary>The sums begin with the bias.</summary>
    public void Bias()
    {
        Reach(0, 1);
        foreach (var sum in accumulators)
        {
            var (reference, offset) = Address(sum, 0);
            writer.Line($"var {sum.Name} = {VectorTarget.Load(target.Lanes, reference, offset)};");
        }
        started[0] = true;
    }

    /// <summary>The sums continue those at <paramref name="source"/>, where those of each panel stand <paramref name="stride"/> behind those of the panel before.</summary>
    public void Start(string source, string stride)
    {
        foreach (var sum in accumulators)
        {
            string place = OffsetText.Of("", (sum.Panel.FirstUnit - origin.FirstUnit) / origin.Width, stride);
            writer.Line($"var {sum.Name} = {VectorTarget.Load(target.Lanes, source, OffsetText.Plus(place, sum.Offset))};");
        }
        started[0] = true;
    }

    /// <summary>Columns <paramref name="column"/> and on, whose values stand at <c>source</c>, written out.</summary>
    public void Straight(string source, int count, int column, int first = 0) => Straight(source, count, column, first, target.WritesOutQuads(layer));

    private void Straight(string source, int count, int column, int first, bool quads)
    {
        for (int j = first; j < count;)
        {
            bool quad = quads && count - j >= 4;
            writer.Line(quad ? target.LoadQuad(Reference(source, $"{j}")) : $"value = {target.Vector}.Create({Value(source, j)});");
            int together = quad ? 4 : 1, row = 1 + column + j;
            Reach(row, together);
            products.Write([.. Enumerable.Range(0, together).SelectMany(k => Column(column + j + k, quad ? k : null, sum => Address(sum, row + k)))]);
            j += together;
        }
    }

    /// <summary>
    /// The same in a loop of four columns; what four do not divide is written out. Where the sums wait for values that have only just been
    /// stored (<paramref name="waits"/>), the first four stand before the loop, one by one from memory.
    /// </summary>
    public void Loop(string source, int count, int column, bool waits = false)
    {
        int first = 0;
        if (waits || started.Contains(false))
        {
            // A chain begins with a product, not with a sum: then too the first columns stand before the loop.
            first = Math.Min(4, count);
            Straight(source, first, column, 0, !waits && target.WritesOutQuads(layer));
        }

        int end = first + ((count - first) / 4 * 4);
        if (end > first)
        {
            MoveBases(1 + column + first);
            using (writer.Open($"for (nuint j = {first}; j < {end}; j += 4)"))
            {
                writer.Line(target.LoadQuad(Reference(source, "j")));
                products.Write([.. Enumerable.Range(0, 4).SelectMany(k => Column(column + first + k, k, sum => Address(sum, 1 + column + first + k)))]);
                foreach (var panel in Bases())
                {
                    writer.Line($"{Base(panel)} = ref Unsafe.Add(ref {Base(panel)}, 4 * {RowOf(panel)});");
                }
            }
            baseRow = 1 + column + end;
        }
        Straight(source, count, column, end);
    }

    /// <summary>
    /// <c>count</c> columns at <c>columns</c>, a number that is known when the method is called; <c>weights</c> stands at the
    /// first of them, and moves. For wide panels in one chain.
    /// </summary>
    /// <param name="singles">Whether the number may be no multiple of four.</param>
    public void CountedLoop(bool singles)
    {
        string row = RowOf(origin);
        writer.Line("nint j = 0;");
        using (writer.Open("for (; j <= count - 4; j += 4)"))
        {
            writer.Line(target.LoadQuad("ref Unsafe.Add(ref columns, j)"));
            products.Write([.. Enumerable.Range(0, 4).SelectMany(k => Column(0, k, sum => ("weights", Offset(sum, k))))]);
            writer.Line($"weights = ref Unsafe.Add(ref weights, 4 * {row});");
        }
        if (singles)
        {
            using (writer.Open("for (; j < count; j++)"))
            {
                writer.Line($"value = {target.Vector}.Create(Unsafe.Add(ref columns, j));");
                products.Write(Column(0, null, sum => ("weights", Offset(sum, 0))));
                writer.Line($"weights = ref Unsafe.Add(ref weights, {row});");
            }
        }
    }

    /// <summary>Adds the chains, and parts the gates of narrow panels: afterwards there is a variable for each gate and register of units.</summary>
    public void Finish()
    {
        foreach (var sum in accumulators)
        {
            if (chains == 2)
            {
                writer.Line($"{sum.Name} += {Chain(sum, 1)};");
            }
        }

        foreach (var sum in accumulators.Where(sum => sum.Panel.Width < target.Lanes))
        {
            string gates = sum.Name.TrimEnd("0123456789".ToCharArray());
            string unit = sum.Name.Substring(gates.Length);
            for (int k = 0; k < gates.Length; k++)
            {
                string half(int bit) => (k & bit) == 0 ? ".GetLower()" : ".GetUpper()";
                writer.Line($"var {gates[k]}{unit} = {sum.Name}{(gates.Length == 4 ? half(2) : "")}{half(1)};");
            }
        }
    }

    private List<Product> Column(int column, int? quadIndex, Func<Accumulator, (string Reference, string Offset)> address)
    {
        int chain = column % chains;
        List<Product> ofColumn = [.. accumulators.Select(sum =>
        {
            var (reference, offset) = address(sum);
            return new Product(Chain(sum, chain), started[chain] ? Chain(sum, chain) : null, reference, offset, quadIndex);
        })];
        started[chain] = true;
        return ofColumn;
    }

    private static string Reference(string source, string offset) => offset == "0" ? $"ref {source}" : $"ref {source}, {offset}";

    private static string Value(string source, int offset) => offset == 0 ? source : $"Unsafe.Add(ref {source}, {offset})";

    private static string Chain(Accumulator sum, int chain) => chain == 0 ? sum.Name : sum.Name + "Odd";

    // In a loop, panels of one width move on together and share a reference.
    private IEnumerable<Panel> Bases() => accumulators.Select(sum => BaseOf(sum.Panel)).Distinct();

    private Panel BaseOf(Panel panel) => accumulators.First(sum => sum.Panel.Width == panel.Width).Panel;

    /// <summary>Makes so many rows addressable: from <c>weights</c>, from where the running references stand, or from where they are moved.</summary>
    private void Reach(int row, int rows)
    {
        int end = row + rows;
        if (accumulators.All(sum => sum.Panel.Offset - origin.Offset + (end * sum.Panel.Row) <= target.WeightsReach))
        {
            baseRow = null;
        }
        else if (baseRow is not { } from || accumulators.Any(sum => (end - from) * sum.Panel.Row > target.WeightsReach))
        {
            MoveBases(row);
        }
    }

    private void MoveBases(int row)
    {
        baseRow = row;
        foreach (var panel in Bases())
        {
            string offset = Offset(panel, origin, row);
            writer.Line($"{(declared.Add(Base(panel)) ? "ref float " : "")}{Base(panel)} = ref {(offset.Length == 0 ? "weights" : BodyEmitter.At("weights", offset))};");
        }
    }

    private (string Reference, string Offset) Address(Accumulator sum, int row) => baseRow is { } from
        ? (Base(sum.Panel), OffsetText.Plus(Offset(sum.Panel, BaseOf(sum.Panel), row - from), sum.Offset))
        : ("weights", Offset(sum, row));

    private string Base(Panel panel) => $"w{BaseOf(panel).FirstUnit}";

    private string Offset(Accumulator sum, int row) => OffsetText.Plus(Offset(sum.Panel, origin, row), sum.Offset);

    private string Offset(Panel panel, Panel from, int row) => OffsetText.Of(layer.PanelPlace(panel, from), row, RowOf(panel));

    private string RowOf(Panel panel) => RowOf(panel.Width, widths);

    private static string RowOf(int width, IReadOnlyList<int> widths) => widths.Count > 1 ? $"Row{width}" : "Row";

    /// <summary>Names the floats of one column in panels of some widths.</summary>
    public static void DeclareRows(SourceWriter writer, IReadOnlyList<int> widths)
    {
        string rows = string.Join(", ", widths.Select(width => $"{RowOf(width, widths)} = {Slice.Gates.Length * width}"));
        writer.Line($"const int {rows}; // a column's weights: {string.Join(" ", Slice.Gates.ToCharArray())}, {string.Join(" or ", widths)} units each");
    }
}
