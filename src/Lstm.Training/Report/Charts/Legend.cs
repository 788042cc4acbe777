using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Charts;

/// <summary>What the kinds of lines in a chart mean.</summary>
internal static class Legend
{
    /// <summary>Writes a list of samples and names.</summary>
    public static void Write(HtmlWriter html, params (string Kind, string Name)[] entries)
    {
        using (html.Block("ul", ("class", "legend")))
        {
            foreach (var (kind, name) in entries)
            {
                using (html.Block("li"))
                {
                    using (html.Block("svg", ("viewBox", "0 0 28 12"), ("width", "28"), ("height", "12"), ("aria-hidden", "true")))
                    {
                        html.Empty("path", ("class", kind), ("d", kind.StartsWith("dots", System.StringComparison.Ordinal) ? "M14 6h0" : "M2 6H26"));
                    }
                    html.Text(name);
                }
            }
        }
    }
}
