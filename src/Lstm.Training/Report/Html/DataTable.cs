using System.Collections.Generic;

namespace Lstm.Training.Report.Html;

/// <summary>A table of texts and numbers; the first cell of a row names it.</summary>
internal static class DataTable
{
    /// <summary>Writes the table in a box that scrolls sideways if it must.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="caption">What it shows.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="rows">As many texts in each as there are columns.</param>
    /// <param name="words">Whether the last column holds words rather than numbers.</param>
    public static void Write(HtmlWriter html, string caption, string[] columns, IEnumerable<string[]> rows, bool words = false)
    {
        using (html.Block("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", caption)))
        using (html.Block("table", ("class", words ? "words" : null)))
        {
            html.Element("caption", caption);
            using (html.Block("thead"))
            using (html.Block("tr"))
            {
                foreach (string column in columns)
                {
                    html.Element("th", column, ("scope", "col"));
                }
            }
            using (html.Block("tbody"))
            {
                foreach (string[] row in rows)
                {
                    using (html.Block("tr"))
                    {
                        html.Element("th", row[0], ("scope", "row"));
                        foreach (string cell in row[1..])
                        {
                            html.Element("td", cell);
                        }
                    }
                }
            }
        }
    }
}
