using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Lstm.Specification;

/// <summary>Puts what a file says into a message: on one line, and no longer than one cares to read.</summary>
internal static class Wording
{
    private const int Longest = 60;

    /// <summary>The text in double quotes.</summary>
    public static string Quote(string text) => $"\"{Shorten(text)}\"";

    /// <summary>The names in double quotes with commas between them.</summary>
    public static string List(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    /// <summary>The end of a message about a name nobody knows: the one that was <paramref name="meant"/>, or else all there are.</summary>
    public static string Advice(string? meant, IReadOnlyList<string> known) =>
        meant is null ? $"; known here: {List(known)}" : $"; did you mean {Quote(meant)}?";

    /// <summary>The text with what does not print written as code points, cut where it gets long.</summary>
    public static string Shorten(string text)
    {
        var shown = new StringBuilder();
        foreach (char c in text)
        {
            if (shown.Length >= Longest)
            {
                return shown.Append('…').ToString();
            }
            shown.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? $"<{CodePoint(c)}>" : c.ToString());
        }
        return shown.ToString();
    }

    /// <summary>A character that does not print, as Unicode numbers it.</summary>
    public static string CodePoint(char c) => "U+" + ((int)c).ToString("X4", CultureInfo.InvariantCulture);
}
