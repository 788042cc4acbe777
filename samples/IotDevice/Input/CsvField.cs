using System;

namespace IotDevice;

/// <summary>Cuts a CSV line into fields.</summary>
internal static class CsvField
{
    /// <summary>Takes the next field.</summary>
    /// <param name="rest">What is left of the line; on return what is left behind the field and its separator.</param>
    /// <param name="separator">What stands between fields.</param>
    /// <param name="field">The field without spaces around it, and without its quotes; all from its quote on if they do not enclose it.</param>
    /// <param name="last">Whether the line ends with it.</param>
    /// <returns>False if it begins with a quote that does not enclose all of it.</returns>
    public static bool TryTake(ref ReadOnlySpan<byte> rest, byte separator, out ReadOnlySpan<byte> field, out bool last)
    {
        var text = rest.TrimStart(Spaces(separator));
        bool quoted = text.Length > 0 && text[0] == '"';
        int close = quoted ? ClosingQuote(text) : 0;
        if (close < 0)
        {
            field = text;
            last = true;
            return false;
        }

        var tail = quoted ? text[(close + 1)..] : text;
        int at = tail.IndexOf(separator);
        last = at < 0;
        var before = (last ? tail : tail[..at]).TrimEnd(Spaces(separator));
        rest = last ? default : tail[(at + 1)..];
        bool sound = !quoted || before.IsEmpty;
        field = !sound ? text : quoted ? text[1..close].Trim(Spaces(separator)) : before;
        return sound;
    }

    // A tab that separates is no space.
    private static ReadOnlySpan<byte> Spaces(byte separator) => separator == '\t' ? " "u8 : " \t"u8;

    // Two quotes within a quoted field stand for one.
    private static int ClosingQuote(ReadOnlySpan<byte> text)
    {
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                if (i + 1 == text.Length || text[i + 1] != '"')
                {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
