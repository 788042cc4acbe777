using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Lstm.Trainer.Cli;

/// <summary>Words as a POSIX shell has them.</summary>
internal static class ShellWord
{
    /// <summary>A word as a shell takes it: in quotes where it holds more than letters, digits and a few signs.</summary>
    public static string Of(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "-_./:=,+@%".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>The words of a line, where quotes of either kind keep together what is between them.</summary>
    /// <returns>Null where a quote is not closed.</returns>
    public static IReadOnlyList<string>? Split(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        char? quote = null;
        foreach (char c in line)
        {
            if (c == quote)
            {
                quote = null;
            }
            else if (quote is null && c is ('"' or '\''))
            {
                (quote, word) = (c, word ?? new StringBuilder());
            }
            else if (quote is not null || !char.IsWhiteSpace(c))
            {
                word = (word ?? new StringBuilder()).Append(c);
            }
            else if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }
        if (word is not null)
        {
            words.Add(word.ToString());
        }
        return quote is null ? words : null;
    }
}
