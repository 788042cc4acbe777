using System;
using System.IO;
using System.Text;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Html;

namespace Lstm.Benchmarks;

/// <summary>An SVG file of drawings that stand below each other, in the colours that the reader's page has, light or dark.</summary>
internal static class Picture
{
    public const double Width = 960;

    // The names and colours of the report's page (page.css).
    private const string Style = """
        :root { --paper: #ffffff; --card: #f6f7f9; --ink: #16202b; --soft: #4a5663; --grid: #d4dae1; --one: #0061a8; --two: #b84a00; }
        @media (prefers-color-scheme: dark) { :root { --paper: #10161d; --card: #18212b; --ink: #e8edf2; --soft: #a9b5c1; --grid: #33404d; --one: #6cb8ff; --two: #ffa657; } }
        svg { font: 14px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
        .paper { fill: var(--paper); } .plot { fill: var(--card); } .grid { stroke: var(--grid); }
        text { fill: var(--soft); } .title { fill: var(--ink); font-size: 17px; font-weight: 600; } .entry { fill: var(--ink); }
        .middle { text-anchor: middle; } .end { text-anchor: end; } .map { image-rendering: pixelated; }
        .line { fill: none; stroke: var(--ink); stroke-width: 2; stroke-linejoin: round; } .whole { stroke-dasharray: 7 4; }
        .in, .answer { stroke: var(--one); } .truth { stroke-width: 1.4; stroke-dasharray: 2 3; }
        .ours { stroke: var(--one); stroke-width: 3.5; } .c { stroke: var(--two); } .onnxruntime { stroke: var(--ink); } .pytorch { stroke: var(--soft); }
        """;

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="title">The line above the drawings.</param>
    /// <param name="height">The height of all, the title's 40 included.</param>
    /// <param name="body">What writes the drawings.</param>
    public static void Write(string path, string title, double height, Action<HtmlWriter> body)
    {
        var svg = new HtmlWriter();
        using (svg.Block("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", $"0 0 {Numbers.Place(Width)} {Numbers.Place(height)}"), ("role", "img"), ("aria-label", title)))
        {
            svg.Verbatim($"<style>\n{Style.ReplaceLineEndings("\n")}\n</style>\n");
            svg.Empty("rect", ("class", "paper"), ("width", "100%"), ("height", "100%"));
            svg.Element("text", title, ("class", "title"), ("x", "14"), ("y", "26"));
            body(svg);
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, svg.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
