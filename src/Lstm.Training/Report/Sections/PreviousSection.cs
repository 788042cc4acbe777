using System;
using System.Collections.Generic;
using Lstm.Training.Records;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Sections;

/// <summary>The runs before this one, with links to their reports.</summary>
internal static class PreviousSection
{
    /// <summary>The section's anchor.</summary>
    public const string Anchor = "previous";

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, IReadOnlyList<EarlierRun> runs)
    {
        using (html.Block("section", ("id", Anchor)))
        {
            html.Element("h2", "Previous runs");
            html.Element("p", "Runs of the same outputs beside this one, and runs whose files it replaced; lstm compare shows those that are still there side by side.", ("class", "finding"));
            using (html.Block("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", "Previous runs")))
            using (html.Block("table", ("class", "words")))
            {
                using (html.Block("thead"))
                using (html.Block("tr"))
                {
                    foreach (string column in new[] { "run", "ended (UTC)", "figure", "where it differs from this run" })
                    {
                        html.Element("th", column, ("scope", "col"));
                    }
                }
                using (html.Block("tbody"))
                {
                    foreach (var run in runs)
                    {
                        Row(html, run);
                    }
                }
            }
        }
    }

    private static void Row(HtmlWriter html, EarlierRun run)
    {
        using (html.Block("tr"))
        {
            using (html.Block("th", ("scope", "row")))
            {
                if (run.Report is { } report)
                {
                    html.Element("a", run.Name, ("href", Links.Of(report)));
                }
                else
                {
                    html.Text(run.Name);
                }
            }
            html.Element("td", FormattableString.Invariant($"{run.Finished:yyyy-MM-dd HH:mm}"));
            html.Element("td", run.Metric is null ? "–" : $"{run.Metric} {Numbers.Text(run.Value)}, {run.Part}");
            html.Element("td", run.Differs.Length > 0 ? run.Differs : "in nothing that is recorded");
        }
    }
}
