using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Models;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Sections;

/// <summary>How sure the network is of what is true.</summary>
internal static class ProbabilityChart
{
    private const int Bins = 20;

    /// <summary>Writes a histogram of the probabilities given to the true class or token.</summary>
    public static void Write(HtmlWriter html, IReadOnlyList<float> probabilities, TaskKind task)
    {
        float[] sorted = [.. probabilities.Where(p => !float.IsNaN(p)).Order()];
        using (html.Block("figure"))
        {
            string what = task == TaskKind.NextToken ? "true token" : "true class";
            html.Element("h3", $"Probability given to the {what}");
            if (sorted.Length == 0)
            {
                html.Element("p", "None of the probabilities is a number.", ("class", "empty"));
                return;
            }
            int[] bins = new int[Bins];
            foreach (float p in sorted)
            {
                bins[(int)Math.Clamp(p * Bins, 0, Bins - 1)]++;
            }
            var chart = new SvgChart(ChartBox.Wide with { Height = 220 }, Axis.Linear(0, 1), Axis.Linear(0, Math.Min(1.0, 1.05 * bins.Max() / sorted.Length), 4));
            for (int bin = 0; bin < Bins; bin++)
            {
                chart.Bar(bin / (double)Bins, (bin + 1.0) / Bins, bins[bin] / (double)sorted.Length, "first");
            }
            string words = $"The median of {Numbers.Count(sorted.Length)} is {Numbers.Text(sorted[sorted.Length / 2])}; {Numbers.Percent(sorted.Count(p => p < 0.1f) / (double)sorted.Length)} are below 0.1, where the network was confident of something else or undecided.";
            chart.WriteTo(html, $"Histogram of the probability given to the {what}. {words}", "probability", "share");
            html.Element("figcaption", words);
        }
    }
}
