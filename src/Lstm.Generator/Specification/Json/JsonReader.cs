using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>
/// Reads a JSON text into values that know where they stand. Beyond JSON it takes comments, a trailing comma and a
/// byte order mark; a property given twice is an error. (A generator cannot bring System.Text.Json along: the
/// assemblies of several generators share one process.)
/// </summary>
internal sealed class JsonReader
{
    // A spec needs four; the bound keeps a hostile file from exhausting the stack of an editor.
    private const int MaxDepth = 32;

    private readonly JsonScanner scanner;
    private readonly SpecErrors errors;

    private JsonReader(string text, SpecErrors errors)
    {
        scanner = new JsonScanner(text, errors);
        this.errors = errors;
    }

    /// <summary>The value <paramref name="text"/> holds, or null if it is not JSON; then the first error is in <paramref name="errors"/>.</summary>
    public static JsonValue? Read(string text, SpecErrors errors) => new JsonReader(text, errors).ReadText();

    private JsonValue? ReadText()
    {
        var value = ReadValue(depth: 0, "a value");
        scanner.SkipBlanks();
        if (!scanner.Failed && !scanner.AtEnd)
        {
            scanner.Expected("the end of the file");
        }
        return scanner.Failed ? null : value;
    }

    private JsonValue? ReadValue(int depth, string what)
    {
        scanner.SkipBlanks();
        if (scanner.Failed)
        {
            return null;
        }
        switch (scanner.Current)
        {
            case '{' or '[' when depth == MaxDepth:
                scanner.Fail(new TextPlace(scanner.Position, 1), $"More than {MaxDepth} objects and arrays within each other");
                return null;
            case '{':
                return ReadObject(depth);
            case '[':
                return ReadArray(depth);
            case '"':
                return JsonStrings.Read(scanner);
            case '-' or (>= '0' and <= '9'):
                return JsonWords.ReadNumber(scanner);
            default:
                return JsonWords.Read(scanner, what);
        }
    }

    private JsonObject? ReadObject(int depth)
    {
        int start = scanner.Position;
        var properties = new List<JsonProperty>();
        var first = new Dictionary<string, TextPlace>();
        scanner.Advance();
        while (!scanner.Take('}'))
        {
            if (ReadProperty(depth) is not { } property)
            {
                return null;
            }
            if (first.TryGetValue(property.Name, out var earlier))
            {
                errors.Add(SpecRules.DuplicateProperty, property.NamePlace, $"{Wording.Quote(property.Name)} is given twice, first in line {errors.LineNumber(earlier)}");
            }
            else
            {
                first.Add(property.Name, property.NamePlace);
                properties.Add(property);
            }
            if (!EndOfItem('}', start))
            {
                return null;
            }
        }
        return new JsonObject(From(start), properties);
    }

    private JsonProperty? ReadProperty(int depth)
    {
        // Take has skipped the blanks.
        if (!scanner.Failed && scanner.Current != '"')
        {
            scanner.Expected("a property name in double quotes or '}'");
        }
        if (scanner.Failed || JsonStrings.Read(scanner) is not { } name)
        {
            return null;
        }
        if (!scanner.Take(':'))
        {
            scanner.Expected($"':' after {Wording.Quote(name.Value)}");
            return null;
        }
        return ReadValue(depth + 1, $"the value of {Wording.Quote(name.Value)}") is { } value ? new JsonProperty(name.Value, name.Place, value) : null;
    }

    private JsonArray? ReadArray(int depth)
    {
        int start = scanner.Position;
        var items = new List<JsonValue>();
        scanner.Advance();
        while (!scanner.Take(']'))
        {
            if (ReadValue(depth + 1, "a value or ']'") is not { } item)
            {
                return null;
            }
            items.Add(item);
            if (!EndOfItem(']', start))
            {
                return null;
            }
        }
        return new JsonArray(From(start), items);
    }

    // A comma, which may trail, or the closing bracket, which is left for the caller.
    private bool EndOfItem(char close, int start)
    {
        if (scanner.Take(','))
        {
            return true;
        }
        if (!scanner.Failed && scanner.Current != close)
        {
            string opened = scanner.AtEnd ? $" to close the '{scanner.Text[start]}' of line {errors.LineNumber(new TextPlace(start, 1))}" : "";
            scanner.Expected($"',' or '{close}'{opened}");
        }
        return !scanner.Failed;
    }

    private TextPlace From(int start) => new(start, scanner.Position - start);
}
