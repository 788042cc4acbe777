namespace Lstm.Specification;

/// <summary>Reads what JSON writes without quotes: numbers, true, false and null.</summary>
internal static class JsonWords
{
    /// <summary>The number that starts at the scanner's position, or null after an error.</summary>
    public static JsonNumber? ReadNumber(JsonScanner scanner)
    {
        int start = scanner.Position;
        if (scanner.Current == '-')
        {
            scanner.Advance();
        }
        bool leadingZero = scanner.Current == '0';
        int whole = SkipDigits(scanner);
        bool valid = whole == 1 || (whole > 1 && !leadingZero);
        if (scanner.Current == '.')
        {
            scanner.Advance();
            valid &= SkipDigits(scanner) > 0;
        }
        if (scanner.Current is 'e' or 'E')
        {
            scanner.Advance();
            if (scanner.Current is '+' or '-')
            {
                scanner.Advance();
            }
            valid &= SkipDigits(scanner) > 0;
        }

        var place = new TextPlace(start, scanner.Position - start);
        string text = scanner.Text.Substring(start, place.Length);
        if (!valid)
        {
            scanner.Fail(place, $"{Wording.Shorten(text)} is not a number in JSON" + (leadingZero ? ", which has no leading zeros" : ""));
            return null;
        }
        return new JsonNumber(place, text);
    }

    /// <summary>True, false or null; after anything else null, with the error that <paramref name="what"/> was expected.</summary>
    public static JsonValue? Read(JsonScanner scanner, string what)
    {
        int start = scanner.Position;
        string word = Word(scanner);
        var place = new TextPlace(start, word.Length);
        JsonValue? value = word switch
        {
            "true" => new JsonBoolean(place, true),
            "false" => new JsonBoolean(place, false),
            "null" => new JsonNull(place),
            _ => null,
        };
        if (value is null)
        {
            scanner.Expected(what);
            return null;
        }
        scanner.Advance(word.Length);
        return value;
    }

    private static string Word(JsonScanner scanner)
    {
        int end = scanner.Position;
        while (end < scanner.Text.Length && (char.IsLetterOrDigit(scanner.Text[end]) || scanner.Text[end] == '_'))
        {
            end++;
        }
        return scanner.Text.Substring(scanner.Position, end - scanner.Position);
    }

    private static int SkipDigits(JsonScanner scanner)
    {
        int start = scanner.Position;
        while (scanner.Current is >= '0' and <= '9')
        {
            scanner.Advance();
        }
        return scanner.Position - start;
    }
}
