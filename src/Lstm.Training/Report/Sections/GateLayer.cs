using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Gates;
using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Sections;

/// <summary>The six maps of one LSTM layer, and its units in numbers.</summary>
internal static class GateLayer
{
    private const int MostRowsInTable = 64;

    /// <summary>Writes them.</summary>
    public static void Write(HtmlWriter html, LayerTrace layer, int number, TraceTime time, MapSize size)
    {
        var units = UnitSummary.OfLayer(layer);
        int[] order = Order(units);
        using (html.Block("section", ("class", "layer"), ("data-units", string.Join(',', order.Select(unit => Numbers.Exact(unit + 1)))), ("aria-label", layer.Name)))
        {
            html.Element("h3", layer.Name, ("class", "stay"), ("id", "gates-layer-" + Numbers.Exact(number)));
            if (layer.ForgetGate.Length == 0)
            {
                html.Element("p", "This layer has no values to show.", ("class", "empty stay"));
                return;
            }
            html.Element("p", Sorting(units.Length, size), ("class", "stay"));
            var findings = new GateFindings(layer, units, time.Name);
            var maps = new (string Title, string Advice, string Finding, double[,] Values, bool Gate)[]
            {
                ("Forget gate f: what is kept", "Bright: the cell state is kept. Dark: it is erased. A constant value f means a memory of about 1/(1 − f) steps.", findings.Forget(), layer.ForgetGate, true),
                ("Input gate i: what is written", "Bright: the candidate of this step is written into the cell state. Dark: the step is ignored.", findings.Input(), layer.InputGate, true),
                ("Output gate o: what is output", "Bright: the cell state reaches the rest of the network. Dark: it is held back for later.", findings.Output(), layer.OutputGate, true),
                ("Cell state c: what is remembered", "Blue is negative, orange positive, pale near 0. Long bands of one colour are things remembered; at edges something is written or erased.", findings.Cell(), layer.Cell, false),
                ("Candidate g: what could be written", "What the unit proposes to add to its cell state; it matters only where the input gate is open.", findings.Candidate(), layer.Candidate, false),
                ("Hidden state h: the output", "What the next layer sees, and this layer at the next step: the cell state through the output gate.", findings.Hidden(), layer.Hidden, false),
            };
            foreach (var map in maps)
            {
                WriteMap(html, map.Title, map.Advice, map.Finding, HeatMap.Of(map.Values, order, map.Gate ? ValueRange.OfGate(map.Values) : ValueRange.Signed(map.Values), size.Columns, size.Rows), order, time);
            }
            WriteTable(html, order.Select(unit => units[unit]).ToList());
        }
    }

    /// <summary>The longest memory at the top; units whose forget gate is no number at the bottom.</summary>
    private static int[] Order(UnitSummary[] units) => [.. Enumerable.Range(0, units.Length).OrderByDescending(unit => double.IsNaN(units[unit].Forget.Mean) ? double.NegativeInfinity : units[unit].Forget.Mean)];

    private static string Sorting(int units, MapSize size)
    {
        string rows = units > size.Rows ? $" There are more units than rows: each row is the mean of about {Numbers.Text(Math.Round(units / (double)size.Rows, 1))} neighbours in this order." : "";
        return units == 1 ? "One unit, one row." : $"Each row is a unit, the same in all six maps. Units are sorted by the mean of their forget gate: the longest memory is at the top.{rows}";
    }

    private static void WriteMap(HtmlWriter html, string title, string advice, string finding, HeatMap map, int[] order, TraceTime time)
    {
        using (html.Block("figure", ("class", "mapfigure")))
        {
            using (html.Block("div", ("class", "maphead stay")))
            {
                html.Element("h4", title);
                WriteKey(html, map.Range);
            }
            double height = order.Length <= 8 ? Math.Max(26, 18 * order.Length) : Math.Clamp(8 * order.Length, 144, 320);
            var chart = new SvgChart(ChartBox.Strip(height, timeAxis: true), time.Axis, UnitAxis(order, map.Rows));
            string name = title[..title.IndexOf(':', StringComparison.Ordinal)];
            chart.Image(
                map.DataUri(),
                ("data-name", name),
                ("data-columns", Numbers.Exact(map.Columns)),
                ("data-rows", Numbers.Exact(map.Rows)),
                ("data-low", Numbers.Exact(map.Range.Low)),
                ("data-high", Numbers.Exact(map.Range.High)));
            chart.WriteTo(html, $"Heat map. {title}. {finding}", "time step", "unit");
            using (html.Block("figcaption", ("class", "stay")))
            {
                html.Element("span", advice, ("class", "advice"));
                html.Text(" ");
                html.Element("strong", "Here: ");
                html.Text(finding);
            }
        }
    }

    private static void WriteKey(HtmlWriter html, ValueRange range)
    {
        using (html.Block("span", ("class", "key")))
        {
            html.Text((range.Clipped ? "≤ " : "") + Numbers.Text(range.Low));
            html.Empty("img", ("src", HeatMap.KeyUri(range.Scale)), ("alt", "to"), ("width", "120"), ("height", "12"));
            html.Text((range.Clipped ? "≥ " : "") + Numbers.Text(range.High) + " · grey: not a number");
        }
    }

    /// <summary>Row by row from the top, with as many labels as fit.</summary>
    private static Axis UnitAxis(int[] order, int rows)
    {
        int every = Math.Max(1, (int)Math.Ceiling(order.Length / (order.Length <= 8 ? 8.0 : 12.0)));
        var ticks = Enumerable.Range(0, order.Length).Where(row => row % every == 0).Select(row => new Tick(order.Length - 0.5 - row, Numbers.Exact(order[row] + 1)));
        return new Axis(0, order.Length, false, rows == order.Length ? [.. ticks] : []);
    }

    private static void WriteTable(HtmlWriter html, List<UnitSummary> units)
    {
        using (html.Block("details", ("class", "stay")))
        {
            html.Element("summary", "The units in numbers");
            if (units.Count > MostRowsInTable)
            {
                html.Element("p", $"The {MostRowsInTable} of {Numbers.Count(units.Count)} units with the longest memory.");
            }
            DataTable.Write(
                html,
                "Means over the sequence, and the range of the cell state",
                ["unit", "forget gate", "memory, steps", "input gate", "output gate", "cell, lowest", "cell, highest"],
                units.Take(MostRowsInTable).Select(unit => (string[])[Numbers.Exact(unit.Unit), Numbers.Text(unit.Forget.Mean), Numbers.Text(unit.MemorySteps), Numbers.Text(unit.Input.Mean), Numbers.Text(unit.Output.Mean), Numbers.Text(unit.Cell.Low), Numbers.Text(unit.Cell.High)]));
        }
    }
}
