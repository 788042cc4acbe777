using System;
using System.IO;
using Lstm.Training.Report.Html;
using Lstm.Training.Report.Sections;
using Lstm.Training.Weights;

namespace Lstm.Training.Report;

/// <summary>The report of a training run as one page that needs nothing but a browser (docs/report.md tells how to read it).</summary>
public static class ReportPage
{
    /// <summary>The page.</summary>
    public static string Html(TrainingReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Page.Write($"{report.Title}: training report", html =>
        {
            SummarySection.Write(html, report);
            LossSection.Write(html, report);
            for (int n = 0; n < report.Parts.Count; n++)
            {
                PartSection.Write(html, report.Parts[n], n);
            }
            if (report.Trace is { } trace)
            {
                GateSection.Write(html, trace);
            }
            if (report.Previous.Count > 0)
            {
                PreviousSection.Write(html, report.Previous);
            }
        });
    }

    /// <summary>Writes the page to a file, whole or not at all.</summary>
    /// <param name="report">What it shows.</param>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">The folder does not exist, the disk is full, …</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to, or <paramref name="path"/> is a folder.</exception>
    public static void Save(TrainingReport report, string path) => AtomicFile.Write(path, Page.Bytes(Html(report)));
}
