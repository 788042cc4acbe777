using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Html;

namespace Lstm.Benchmarks;

/// <summary>The rows of <c>compare --csv</c> as curves over the networks' sizes.</summary>
internal static class TimeChart
{
    private const double LegendRow = 20;

    private sealed record Row(string Implementation, string Isa, string Size, string Mode, double Median);

    private sealed record Series(string Kind, string Name, Func<Row, bool> Takes);

    private static readonly Series[] All =
    [
        new("ours", "generated code, a call for each time step", row => row is { Implementation: "ours", Mode: "step" }),
        new("c", "C step by gcc, for this processor", row => row is { Implementation: "c", Mode: "step" }),
        new("onnxruntime", "ONNX Runtime, a call for each time step", row => row is { Implementation: "onnxruntime", Mode: "step" }),
        new("onnxruntime whole", "ONNX Runtime, 1,000 time steps in a call", row => row is { Implementation: "onnxruntime", Mode: "run" }),
        new("pytorch", "PyTorch, a call for each time step", row => row is { Implementation: "pytorch", Mode: "step" }),
        new("pytorch whole", "PyTorch, 1,000 time steps in a call", row => row is { Implementation: "pytorch", Mode: "run" }),
    ];

    /// <summary>Draws the rows of <paramref name="csv"/>; the fastest instruction set of each implementation counts.</summary>
    /// <exception cref="FormatException">The file holds something else.</exception>
    public static void Write(string csv, string svg, string processor)
    {
        var rows = Read(csv);
        string[] sizes = [.. rows.Select(row => row.Size).Distinct()];
        var curves = All.Select(series => (series, Points: Points([.. rows.Where(series.Takes)], sizes))).Where(curve => curve.Points.Xs.Length > 0).ToList();
        var values = curves.SelectMany(curve => curve.Points.Ys).ToList();
        var x = new Axis(-0.3, sizes.Length - 0.7, false, [.. sizes.Select((size, n) => new Tick(n, size))]);
        var y = Axis.Log(Math.Pow(10, Math.Floor(Math.Log10(values.Min()))), values.Max() * 1.3);
        var box = new ChartBox(Picture.Width - 10, 420, 84, 14, 20, 46);
        var chart = new SvgChart(box, x, y);
        foreach (var (series, points) in curves)
        {
            chart.Line(points.Xs, points.Ys, series.Kind);
        }
        double legend = 50 + (LegendRow * ((curves.Count + 1) / 2));
        Picture.Write(svg, $"Time of one step of an LSTM layer, {processor}, one thread", legend + box.Height, html =>
        {
            foreach (var (curve, n) in curves.Select((curve, n) => (curve, n)))
            {
                double left = 84 + (430 * (n % 2)), top = 48 + (LegendRow * (n / 2));
                html.Empty("path", ("class", "line " + curve.series.Kind), ("d", $"M{Numbers.Place(left)} {Numbers.Place(top)}h34"));
                html.Element("text", curve.series.Name, ("class", "entry"), ("x", Numbers.Place(left + 42)), ("y", Numbers.Place(top + 5)));
            }
            using (html.Block("svg", ("y", Numbers.Place(legend)), ("height", Numbers.Place(box.Height))))
            {
                chart.WriteTo(html, "Curves over the size", "inputs, units (single precision, median)", "ns per time step");
            }
        });
    }

    private static (double[] Xs, double[] Ys) Points(Row[] rows, string[] sizes)
    {
        var points = rows.GroupBy(row => row.Size).Select(group => (X: (double)Array.IndexOf(sizes, group.Key), Y: group.Min(row => row.Median))).OrderBy(point => point.X).ToList();
        return ([.. points.Select(point => point.X)], [.. points.Select(point => point.Y)]);
    }

    private static List<Row> Read(string csv)
    {
        string[] lines = File.ReadAllLines(csv);
        if (lines.Length < 2 || lines[0] != Report.Columns)
        {
            throw new FormatException($"{csv} does not begin with the line '{Report.Columns}' and a row below: it is no output of compare --csv.");
        }
        return [.. lines.Skip(1).Select((line, n) => line.Split(',') is [var implementation, var isa, var input, var hidden, var mode, _, var median, _] && double.TryParse(median, CultureInfo.InvariantCulture, out double ns)
            ? new Row(implementation, isa, $"{input}, {hidden}", mode, ns)
            : throw new FormatException($"{csv}({n + 2}): '{line}' is no row of compare --csv."))];
    }
}
