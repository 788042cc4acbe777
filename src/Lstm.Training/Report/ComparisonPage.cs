using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Training.Records;
using Lstm.Training.Report.Html;
using Lstm.Training.Report.Sections;
using Lstm.Training.Weights;

namespace Lstm.Training.Report;

/// <summary>Runs side by side, as a page that needs nothing but a browser.</summary>
public static class ComparisonPage
{
    /// <summary>The page.</summary>
    /// <param name="comparison">The runs.</param>
    /// <param name="folder">Where the page will be, for links to the runs' reports.</param>
    public static string Html(Comparison comparison, string folder)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(folder);
        return Page.Write("Comparison of training runs", html =>
        {
            using (html.Block("header"))
            {
                html.Element("p", "Comparison", ("class", "kicker"));
                html.Element("h1", "Training runs side by side");
            }
            foreach (string note in comparison.Notes)
            {
                using (html.Block("p", ("class", "warning"), ("role", "note")))
                {
                    html.Element("strong", "Note: ");
                    html.Text(note);
                }
            }
            string[] labels = [.. comparison.Groups.Select(group => group.Label)];
            WriteRuns(html, comparison.Groups, folder);
            html.Element("h2", "Figures");
            html.Element("p", ComparisonText.Intervals, ("class", "finding"));
            DataTable.Write(html, "How each does", ["figure", .. labels], comparison.Figures.Select(figure => ComparisonText.Row(figure).ToArray()));
            html.Element("h2", "What they are");
            DataTable.Write(html, "The options in which they differ", ["option", .. labels], comparison.Options.Select(option => option.Values.Prepend(option.Name).ToArray()));
            LossCurves.Write(html, [.. comparison.Groups.Select(group => (group.Label, group.First.History))]);
        });
    }

    /// <summary>Writes the page to a file, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Save(Comparison comparison, string path) =>
        AtomicFile.Write(path, Page.Bytes(Html(comparison, Path.GetDirectoryName(Path.GetFullPath(path))!)));

    private static void WriteRuns(HtmlWriter html, IReadOnlyList<RunGroup> groups, string folder)
    {
        html.Element("h2", "The runs");
        using (html.Block("ul"))
        {
            foreach (var run in groups.SelectMany(group => group.Runs))
            {
                using (html.Block("li"))
                {
                    if (run.Report is { } report)
                    {
                        html.Element("a", run.Label, ("href", Links.Of(Path.GetRelativePath(folder, Path.GetFullPath(report)))));
                    }
                    else
                    {
                        html.Text(run.Label);
                    }
                    html.Text(FormattableString.Invariant($": {run.Record.Network}, ended {run.Record.Finished:yyyy-MM-dd HH:mm} UTC, {run.Record.Data}"));
                }
            }
        }
    }
}
