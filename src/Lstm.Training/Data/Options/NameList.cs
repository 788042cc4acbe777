using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Lstm.Training.Data.Options;

/// <summary>Names with commas between them, as an option takes them. A name that has a comma, an equals sign or blanks at its ends stands in double quotes, a quote within them twice, as in CSV.</summary>
internal static class NameList
{
    private const char Quote = '"';

    /// <summary>The names, without the quotes around them; a text that is itself one of <paramref name="known"/> is one name.</summary>
    /// <param name="text">What the option says.</param>
    /// <param name="known">All names there are; null if they are not known yet.</param>
    public static IReadOnlyList<string> Split(string text, IEnumerable<string>? known = null) =>
        known?.Contains(text) == true ? [text] : [.. Parts(text).Select(Unquoted)];

    /// <summary>What stands between commas that are not within quotes, as it is written; nothing of what is empty.</summary>
    public static IReadOnlyList<string> Parts(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        bool isQuoted = false;
        foreach (char c in text)
        {
            if (c == Quote && (isQuoted || part.Length == 0 || (part[^1] == Quote && part[0] == Quote)))
            {
                isQuoted = !isQuoted; // of two within a quotation the first ends it and the second begins it again; a quote within a name that is not quoted is a character of it
            }
            if (c == ',' && !isQuoted)
            {
                Add();
            }
            else if (part.Length > 0 || c != ' ')
            {
                part.Append(c);
            }
        }
        Add();
        return parts;

        void Add()
        {
            if (part.ToString().Trim() is { Length: > 0 } one)
            {
                parts.Add(one);
            }
            part.Clear();
        }
    }

    /// <summary>The name without the quotes around it.</summary>
    public static string Unquoted(string text) =>
        text.Trim() is [Quote, .. var inner, Quote] && !inner.Replace("\"\"", "").Contains(Quote) ? inner.Replace("\"\"", "\"") : text.Trim();
}
