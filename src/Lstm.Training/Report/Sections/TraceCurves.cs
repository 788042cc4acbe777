using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Gates;
using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Sections;

/// <summary>What went in and what came out, a strip for each, on the time axis of the maps.</summary>
internal static class TraceCurves
{
    private const int MostStrips = 6;
    private const int MostTokenLabels = 110;
    private const double StripHeight = 52;

    /// <summary>Writes the strips.</summary>
    public static void Write(HtmlWriter html, GateTrace trace, int steps)
    {
        var axis = Axis.Counts(1, steps);
        double[] time = [.. Enumerable.Range(1, steps).Select(step => (double)step)];
        html.Element("h3", "Inputs", ("class", "stay"));
        if (trace.StepLabels.Count > 0)
        {
            WriteTokens(html, trace, steps, axis);
        }
        else
        {
            WriteSeries(html, [.. trace.Inputs.Select(series => new Strip(series, null, null))], "input", "inputs", time, axis);
        }
        html.Element("h3", "Outputs", ("class", "stay"));
        var outputs = Outputs(trace, steps);
        bool targets = outputs.Any(strip => strip.Target is not null);
        Legend.Write(html, targets ? [("line answer", "prediction"), ("line truth", "target")] : [("line answer", "prediction")]);
        WriteSeries(html, outputs, "output", "outputs", time, axis);
    }

    private sealed record Strip(NamedSeries Series, NamedSeries? Target, (double Low, double High)? Range)
    {
        /// <summary>How much there is to see.</summary>
        public double Interest { get; } = Spread(Series.Values) + (Target is null ? 0 : Spread(Target.Values));

        private static double Spread(IReadOnlyList<double> values)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            foreach (double value in values.Where(double.IsFinite))
            {
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
            return high > low ? (high / 2) - (low / 2) : 0;
        }
    }

    private static void WriteSeries(HtmlWriter html, List<Strip> strips, string one, string many, double[] time, Axis axis)
    {
        if (strips.Count == 0)
        {
            html.Element("p", $"There are no {many}.", ("class", "empty stay"));
            return;
        }
        var shown = strips;
        if (strips.Count > MostStrips)
        {
            shown = [.. strips.OrderByDescending(strip => strip.Interest).Take(MostStrips)];
            html.Element("p", $"The {MostStrips} of {Numbers.Count(strips.Count)} {many} that vary most.", ("class", "stay"));
        }
        foreach (var strip in shown)
        {
            var y = strip.Range is { } range ? Axis.Linear(range.Low, range.High, 2) : Axis.Around(strip.Series.Values.Concat(strip.Target?.Values ?? []), 4);
            var chart = new SvgChart(ChartBox.Strip(StripHeight), axis, y);
            chart.Line(time, strip.Series.Values, one == "input" ? "in" : "answer");
            if (strip.Target is { } target)
            {
                chart.Line(time, target.Values, "truth");
            }
            using (html.Block("div", ("class", "strip")))
            {
                html.Element("p", SvgChart.Short(Visible(strip.Series.Name), 200), ("class", "stripname stay"));
                chart.WriteTo(html, $"Curve of {one} {strip.Series.Name} over time", null, null);
            }
        }
    }

    private static void WriteTokens(HtmlWriter html, GateTrace trace, int steps, Axis axis)
    {
        if (steps > MostTokenLabels)
        {
            using (html.Block("p", ("class", "tokens stay")))
            {
                html.Text(SvgChart.Short(string.Concat(trace.StepLabels.Take(1200)), 1200));
            }
            return;
        }
        var chart = new SvgChart(ChartBox.Strip(22), axis, new Axis(0, 1, false, []));
        foreach (var (label, n) in trace.StepLabels.Select((label, n) => (label, n)))
        {
            chart.Over(n + 1, SvgChart.Short(Visible(label), Math.Max(1, 110 / steps)), "token middle");
        }
        using (html.Block("div", ("class", "strip")))
        {
            chart.WriteTo(html, "The input tokens: " + SvgChart.Short(string.Concat(trace.StepLabels), 400), null, null);
        }
    }

    /// <summary>Space and line end as signs that can be seen.</summary>
    public static string Visible(string token) => token switch { " " => "␣", "\n" => "↵", "\t" => "⇥", "\r" => "␍", _ => token };

    /// <summary>Each output with its target; of classes, a strip each from 0 to 1, and first the probability of the true one.</summary>
    private static List<Strip> Outputs(GateTrace trace, int steps)
    {
        bool classes = trace.Targets.Count == 1 && trace.Targets[0].Name == GateTracer.ClassTarget && !trace.Outputs.Any(output => output.Name == GateTracer.ClassTarget && trace.Outputs.Count == 1);
        if (!classes)
        {
            var byName = trace.Targets.GroupBy(target => target.Name).ToDictionary(group => group.Key, group => group.First());
            return [.. trace.Outputs.Select(output => new Strip(output, byName.GetValueOrDefault(output.Name), null))];
        }
        var target = trace.Targets[0].Values;
        int Class(int step) => step < target.Count && target[step] is >= 0 and < int.MaxValue ? (int)target[step] : -1;
        // Of a sequence with one class to tell, at its end, it is worth seeing how the answer came about.
        var asked = Enumerable.Range(0, steps).Where(step => Class(step) >= 0).Take(2).ToList();
        double[] ofTrue = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            int n = asked.Count == 1 ? Class(asked[0]) : Class(step);
            ofTrue[step] = n >= 0 && n < trace.Outputs.Count && step < trace.Outputs[n].Values.Count ? trace.Outputs[n].Values[step] : double.NaN;
        }
        Strip OfClass(int n) => new(trace.Outputs[n], new NamedSeries("", [.. Enumerable.Range(0, steps).Select(step => Class(step) < 0 ? double.NaN : Class(step) == n ? 1.0 : 0.0)]), (0, 1));
        var likeliest = Enumerable.Range(0, trace.Outputs.Count).OrderByDescending(n => trace.Outputs[n].Values.Where(double.IsFinite).Sum()).Take(MostStrips - 1);
        return [new Strip(new NamedSeries(trace.StepLabels.Count > 0 ? "probability of the true token" : asked.Count == 1 ? "probability of the true class, which has one target" : "probability of the true class", ofTrue), null, (0, 1)), .. likeliest.Select(OfClass)];
    }
}
