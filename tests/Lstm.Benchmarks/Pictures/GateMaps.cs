using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;

namespace Lstm.Benchmarks;

/// <summary>The drawings of a report that lstm train or lstm trace wrote, as a picture of their own.</summary>
internal static partial class GateMaps
{
    private const double TitleHeight = 26;

    /// <summary>Takes the drawings whose name begins with one of <paramref name="names"/>, in that order; <c>NAME=CAPTION</c> gives one another caption.</summary>
    /// <exception cref="FormatException">The report lacks one.</exception>
    public static void Write(string report, string svg, string title, string[] names)
    {
        string html = File.ReadAllText(report);
        var all = Drawing().Matches(html).Concat(Map().Matches(html)).ToList();
        var taken = names.Select(name => name.Split('=', 2)).Select(name =>
        {
            var found = all.FirstOrDefault(drawing => Name(drawing).StartsWith(name[0], StringComparison.Ordinal)) ??
                throw new FormatException($"{report} has no drawing '{name[0]}'; it has {string.Join(", ", all.Select(Name).Distinct())}.");
            return (Drawing: found, Caption: name.Length > 1 ? name[1] : Name(found));
        }).ToList();
        double height = 44 + taken.Sum(one => TitleHeight + Height(one.Drawing));
        Picture.Write(svg, title, height, picture =>
        {
            double top = 44;
            foreach (var (drawing, caption) in taken)
            {
                picture.Element("text", caption, ("class", "entry"), ("x", "14"), ("y", (top + 16).ToString(CultureInfo.InvariantCulture)));
                using (picture.Block("svg", ("y", (top + TitleHeight).ToString(CultureInfo.InvariantCulture)), ("height", Height(drawing).ToString(CultureInfo.InvariantCulture))))
                {
                    picture.Verbatim(drawing.Groups["svg"].Value);
                }
                top += TitleHeight + Height(drawing);
            }
        });
    }

    private static string Name(Match drawing) => WebUtility.HtmlDecode(drawing.Groups["name"].Value);

    private static double Height(Match drawing) => double.Parse(drawing.Groups["height"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("""<p class="stripname stay">(?<name>[^<]*)</p>\s*(?<svg><svg [^>]*viewBox="0 0 960 (?<height>[0-9.]+)".*?</svg>)""", RegexOptions.Singleline)]
    private static partial Regex Drawing();

    [GeneratedRegex("""<h4>(?<name>[^<]*)</h4>(?:(?!</div>).)*</div>\s*(?<svg><svg [^>]*viewBox="0 0 960 (?<height>[0-9.]+)".*?</svg>)""", RegexOptions.Singleline)]
    private static partial Regex Map();
}
