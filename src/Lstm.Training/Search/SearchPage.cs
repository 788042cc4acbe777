using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Training.Models;
using Lstm.Training.Records;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Html;
using Lstm.Training.Weights;

namespace Lstm.Training.Search;

/// <summary>All trials of a search as a page that needs nothing but a browser.</summary>
internal static class SearchPage
{
    // From this ratio of the highest to the lowest on, equal distances on the axis are equal ratios.
    private const double LogFrom = 20;

    /// <summary>Writes the page, whole or not at all.</summary>
    public static void Save(SearchRequest search, SearchOutcome outcome) => AtomicFile.Write(search.Report, Page.Bytes(Html(search, outcome)));

    private static string Html(SearchRequest search, SearchOutcome outcome)
    {
        string name = ModelFiles.NameOf(search.SpecPath);
        return Page.Write($"{name}: search", html =>
        {
            using (html.Block("header"))
            {
                html.Element("p", "Search", ("class", "kicker"));
                html.Element("h1", name);
            }
            var best = outcome.Trials[0];
            using (html.Block("p", ("class", "ending")))
            {
                html.Element("strong", FormattableString.Invariant($"Best: trial {best.Number}, {best.Words}. "));
                html.Text($"Validation loss {ComparisonText.Text(best.Loss)}, {Numbers.Of(best.Parameters, "parameter")}. ");
                if (outcome.Best.Files?.Report is { } report)
                {
                    html.Element("a", "Its report", ("href", Links.Of(Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(search.Report))!, Path.GetFullPath(report)))));
                }
            }
            html.Element("h2", "Trials");
            html.Element("p", SearchText.Explained(search), ("class", "finding"));
            DataTable.Write(html, "Trials, the best first", SearchText.Columns(search), outcome.Trials.Select((trial, rank) => SearchText.Row(trial, rank + 1)));
            foreach (string option in search.Space.Options.Select(option => option.Name))
            {
                WriteChart(html, option, outcome.Trials);
            }
        });
    }

    /// <summary>The loss over an option whose values are numbers; nothing where they are not.</summary>
    private static void WriteChart(HtmlWriter html, string option, IReadOnlyList<SearchedTrial> trials)
    {
        var points = new List<(double X, double Y)>();
        foreach (var trial in trials)
        {
            if (!double.TryParse(trial.Settings.First(setting => setting.Name == option).Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            {
                return;
            }
            points.Add((value, trial.Loss.Mean));
        }
        var finite = points.Where(point => double.IsFinite(point.Y)).ToList();
        if (finite.Count < 2)
        {
            return;
        }
        html.Element("h3", "Loss over " + option);
        Axis x = AxisOf(finite.Select(point => point.X)), y = AxisOf(finite.Select(point => point.Y));
        var chart = new SvgChart(ChartBox.Wide with { Height = 220 }, x, y);
        chart.Dots(finite, "big answer");
        chart.WriteTo(html, $"Validation loss of each trial over {option}", x.Logarithmic ? option + " (logarithmic)" : option, y.Logarithmic ? "loss (log.)" : "loss");
    }

    private static Axis AxisOf(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double low = all.Min(), high = all.Max();
        return low > 0 && high / low > LogFrom ? Axis.Log(low / 1.2, high * 1.2) : Axis.Around(all);
    }
}
