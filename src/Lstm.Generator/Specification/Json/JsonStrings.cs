using System.Text;

namespace Lstm.Specification;

/// <summary>Reads a JSON string; what comes out is well-formed UTF-16, so it can name a tensor in a UTF-8 file.</summary>
internal static class JsonStrings
{
    /// <summary>The string that starts at the scanner's position, or null after an error.</summary>
    public static JsonString? Read(JsonScanner scanner)
    {
        int start = scanner.Position;
        var value = new StringBuilder();
        TextPlace? high = null; // the first half of a surrogate pair that awaits its second
        scanner.Advance();
        while (scanner.Current != '"')
        {
            int at = scanner.Position;
            if (scanner.AtEnd || scanner.Current is '\r' or '\n')
            {
                scanner.Fail(new TextPlace(start, at - start), "This string is not closed on its line");
                return null;
            }
            if (ReadUnit(scanner) is not { } unit)
            {
                return null;
            }
            var place = new TextPlace(at, scanner.Position - at);
            if (char.IsLowSurrogate(unit) != high.HasValue)
            {
                return LoneSurrogate(scanner, high ?? place);
            }
            high = char.IsHighSurrogate(unit) ? place : null;
            value.Append(unit);
        }
        if (high is { } lone)
        {
            return LoneSurrogate(scanner, lone);
        }
        scanner.Advance();
        return new JsonString(new TextPlace(start, scanner.Position - start), value.ToString());
    }

    private static char? ReadUnit(JsonScanner scanner)
    {
        char c = scanner.Current;
        if (c < ' ')
        {
            scanner.Fail(new TextPlace(scanner.Position, 1), $"{Wording.CodePoint(c)} cannot stand in a string; write \\u{(int)c:x4}");
            return null;
        }
        if (c == '\\')
        {
            return ReadEscape(scanner);
        }
        scanner.Advance();
        return c;
    }

    private static char? ReadEscape(JsonScanner scanner)
    {
        int start = scanner.Position;
        scanner.Advance();
        char? meant = scanner.Current switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => ReadHex(scanner, start),
            _ => null,
        };
        if (meant is null)
        {
            int length = scanner.AtEnd || scanner.Current < ' ' ? 1 : 2;
            scanner.Fail(new TextPlace(start, length), "No such escape; a backslash itself is written \\\\");
            return null;
        }
        scanner.Advance();
        return meant;
    }

    // Leaves the scanner on the last digit.
    private static char? ReadHex(JsonScanner scanner, int start)
    {
        int unit = 0;
        for (int digits = 0; digits < 4; digits++)
        {
            scanner.Advance();
            int digit = Hex(scanner.Current);
            if (digit < 0)
            {
                scanner.Fail(new TextPlace(start, scanner.Position - start), "\\u takes four hexadecimal digits");
                return null;
            }
            unit = (unit * 16) + digit;
        }
        return (char)unit;
    }

    private static int Hex(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };

    private static JsonString? LoneSurrogate(JsonScanner scanner, TextPlace place)
    {
        scanner.Fail(place, "Half of a surrogate pair is not a character");
        return null;
    }
}
