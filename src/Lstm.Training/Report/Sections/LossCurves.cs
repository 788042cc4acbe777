using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Engine;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Sections;

/// <summary>The losses of several runs in one chart: what chose their best epochs.</summary>
internal static class LossCurves
{
    /// <summary>As many as there are colours to tell apart (page.css: run0 to run7).</summary>
    private const int Most = 8;

    /// <summary>Writes the section; nothing where no run has an epoch.</summary>
    public static void Write(HtmlWriter html, IReadOnlyList<(string Label, IReadOnlyList<EpochRecord> History)> runs)
    {
        var shown = runs.Where(run => run.History.Count > 0).Take(Most).ToList();
        if (shown.Count == 0)
        {
            return;
        }
        html.Element("h2", "Loss");
        html.Element("p", "The loss that chose the best epoch: on validation where there is any, else on training." + (runs.Count > Most ? $" The first {Most} of {runs.Count}." : ""), ("class", "finding"));
        var y = LossSection.AxisOf([.. shown.SelectMany(run => run.History.Select(epoch => epoch.Loss))]);
        var chart = new SvgChart(ChartBox.Wide, Axis.Counts(1, shown.Max(run => run.History.Count)), y);
        for (int n = 0; n < shown.Count; n++)
        {
            chart.Line([.. shown[n].History.Select(epoch => (double)epoch.Epoch)], [.. shown[n].History.Select(epoch => epoch.Loss)], $"run{n}");
        }
        Legend.Write(html, [.. shown.Select((run, n) => ($"line run{n}", run.Label))]);
        chart.WriteTo(html, "Loss over epochs of " + string.Join(", ", shown.Select(run => run.Label)), "epoch", y.Logarithmic ? "loss (logarithmic)" : "loss");
    }
}
