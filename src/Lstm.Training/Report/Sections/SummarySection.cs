using System.Linq;
using Lstm.Training.Engine;
using Lstm.Training.Evaluation;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Sections;

/// <summary>What was trained, what to beware of, why training ended, and the most telling figures.</summary>
internal static class SummarySection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, TrainingReport report)
    {
        using (html.Block("header"))
        {
            html.Element("p", "Training report", ("class", "kicker"));
            html.Element("h1", report.Title);
            WriteTiles(html, report);
        }
        WriteContents(html, report);
        foreach (string warning in report.Warnings)
        {
            using (html.Block("p", ("class", "warning"), ("role", "note")))
            {
                html.Element("strong", "Warning: ");
                html.Text(warning);
            }
        }
        bool trouble = report.Result.Reason is StopReason.Diverged or StopReason.Cancelled;
        using (html.Block("p", ("class", trouble ? "warning" : "ending")))
        {
            html.Element("strong", "Why training ended: ");
            html.Text(report.Result.Message);
        }
        using (html.Block("section", ("id", "facts")))
        {
            html.Element("h2", "What was trained");
            if (report.Facts.Count == 0)
            {
                html.Element("p", "Nothing is recorded.", ("class", "empty"));
                return;
            }
            using (html.Block("dl"))
            {
                foreach (var fact in report.Facts)
                {
                    using (html.Block("div"))
                    {
                        html.Element("dt", fact.Name);
                        html.Element("dd", fact.Value);
                    }
                }
            }
        }
    }

    /// <summary>Where each part of the page is, by the anchors that the sections have.</summary>
    private static void WriteContents(HtmlWriter html, TrainingReport report)
    {
        using (html.Block("nav", ("aria-label", "Contents")))
        {
            html.Element("a", "What was trained", ("href", "#facts"));
            html.Element("a", "Loss", ("href", "#loss"));
            for (int n = 0; n < report.Parts.Count; n++)
            {
                html.Element("a", "On " + PartSection.Called(report.Parts[n]), ("href", "#" + PartSection.Anchor(n)));
            }
            if (report.Trace is not null)
            {
                html.Element("a", "Gates over time", ("href", "#gates"));
            }
            if (report.Previous.Count > 0)
            {
                html.Element("a", "Previous runs", ("href", "#" + PreviousSection.Anchor));
            }
        }
    }

    /// <summary>The first figure of each part, large.</summary>
    private static void WriteTiles(HtmlWriter html, TrainingReport report)
    {
        var tiles = report.Parts.Where(part => part.Metrics.Count > 0).ToList();
        if (tiles.Count == 0)
        {
            return;
        }
        using (html.Block("div", ("class", "tiles")))
        {
            foreach (var part in tiles)
            {
                using (html.Block("div"))
                {
                    html.Element("span", Numbers.Text(part.Metrics[0].Value), ("class", "figure"));
                    html.Element("span", $"{part.Metrics[0].Name}, {part.Part}");
                    foreach (var baseline in part.Baselines)
                    {
                        if (baseline.Metrics.FirstOrDefault(metric => metric.Name == part.Metrics[0].Name) is { } naive)
                        {
                            html.Element("span", $"{Numbers.Text(naive.Value)}: {baseline.Does}");
                        }
                    }
                }
            }
        }
    }
}
