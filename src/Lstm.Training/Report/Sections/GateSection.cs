using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Gates;
using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Sections;

/// <summary>The gates over time: what went in and came out as curves, and below, on the same time axis, the maps of every layer.</summary>
internal static class GateSection
{
    private const int MostLabelCharacters = 100_000;

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, GateTrace trace)
    {
        int steps = TraceTime.Steps(trace);
        using (html.Block("section", ("id", "gates")))
        {
            html.Element("h2", "The gates over time");
            html.Element("p", $"Sequence: {trace.Sequence} ({Numbers.Of(steps, "time step")}). All drawings share one time axis. Time steps and units are counted from 1.", ("class", "facts"));
            if (steps == 0)
            {
                html.Element("p", "The sequence has no time steps: there is nothing to show.", ("class", "empty"));
                return;
            }
            WriteReadingHelp(html, steps);
            string labels = JsonSerializer.Serialize(trace.StepLabels);
            using (html.Block("div", ("class", "stack"), ("data-steps", Numbers.Exact(steps)), ("data-labels", labels.Length <= MostLabelCharacters ? labels : null), ("tabindex", "0"), ("role", "group"), ("aria-label", "Gate maps; scrolls sideways on narrow screens")))
            {
                TraceCurves.Write(html, trace, steps);
                if (trace.Layers.Count == 0)
                {
                    html.Element("p", "There are no gates to show: the network has no LSTM layer, or it is bidirectional or reversed.", ("class", "empty stay"));
                }
                var time = new TraceTime(trace, steps);
                foreach (var (layer, n) in trace.Layers.Select((layer, n) => (layer, n)))
                {
                    GateLayer.Write(html, layer, n + 1, time, MapSize.For(steps, trace.Layers.Count));
                }
            }
        }
    }

    private static void WriteReadingHelp(HtmlWriter html, int steps)
    {
        using (html.Block("p"))
        {
            html.Text("An LSTM unit keeps f · c of its cell state, adds i · g, and outputs o · tanh(c). A bright forget gate keeps, a dark one erases; a bright input gate writes; a bright output gate outputs. ");
            html.Text("Read a column from top to bottom to see what happened at one step, a row to see what one unit does.");
            if (steps > MapSize.MostColumns)
            {
                html.Text($" There are more steps than pixels: each column of a map is the mean of about {Numbers.Text(Math.Round(steps / (double)MapSize.MostColumns, 1))} steps, and curves keep their highest and lowest points.");
            }
        }
    }
}

/// <summary>How many pixels a map may take, so that the page stays small.</summary>
/// <param name="Columns">Across.</param>
/// <param name="Rows">Down.</param>
internal readonly record struct MapSize(int Columns, int Rows)
{
    /// <summary>Pixels across of the largest map: one for each unit of the drawing's plot.</summary>
    public const int MostColumns = 872;

    private const int MostRows = 256;
    private const int MostPixels = 2_400_000;

    /// <summary>The size of each map of a trace.</summary>
    public static MapSize For(int steps, int layers)
    {
        int rows = Math.Max(8, Math.Min(MostRows, MostPixels / (6 * Math.Max(1, layers) * Math.Min(steps, MostColumns))));
        return new MapSize(MostColumns, rows);
    }
}

/// <summary>The time steps of a trace.</summary>
/// <param name="trace">The trace.</param>
/// <param name="steps">How many there are.</param>
internal sealed class TraceTime(GateTrace trace, int steps)
{
    /// <summary>How many there are.</summary>
    public int Count => steps;

    /// <summary>The axis: a time step of a map is as wide as the room around its number.</summary>
    public Axis Axis { get; } = Axis.Counts(1, steps);

    /// <summary>What a step, counted from 0, is called in a sentence.</summary>
    public string Name(int step) => $"step {Numbers.Count(step + 1)}" + (step < trace.StepLabels.Count ? $" (“{SvgChart.Short(TraceCurves.Visible(trace.StepLabels[step]), 24)}”)" : "");

    /// <summary>The time steps of a trace, from whatever there is in it.</summary>
    public static int Steps(GateTrace trace) =>
        trace.Layers.Select(layer => layer.ForgetGate.GetLength(0))
            .Concat(trace.Inputs.Concat(trace.Outputs).Select(series => series.Values.Count))
            .Append(trace.StepLabels.Count).Max();
}
