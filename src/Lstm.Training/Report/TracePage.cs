using System;
using System.IO;
using Lstm.Training.Report.Gates;
using Lstm.Training.Report.Html;
using Lstm.Training.Report.Sections;
using Lstm.Training.Weights;

namespace Lstm.Training.Report;

/// <summary>The gate maps of one sequence alone, as a page that needs nothing but a browser.</summary>
public static class TracePage
{
    /// <summary>The page.</summary>
    /// <param name="title">The model's name.</param>
    /// <param name="trace">What happened inside it.</param>
    public static string Html(string title, GateTrace trace)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(trace);
        return Page.Write($"{title}: gates over time", html =>
        {
            using (html.Block("header"))
            {
                html.Element("p", "Gate maps", ("class", "kicker"));
                html.Element("h1", title);
            }
            GateSection.Write(html, trace);
        });
    }

    /// <summary>Writes the page to a file, whole or not at all.</summary>
    /// <param name="title">The model's name.</param>
    /// <param name="trace">What happened inside it.</param>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">The folder does not exist, the disk is full, …</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to, or <paramref name="path"/> is a folder.</exception>
    public static void Save(string title, GateTrace trace, string path) => AtomicFile.Write(path, Page.Bytes(Html(title, trace)));
}
