using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace Lstm.Training.Data.Numpy;

/// <summary>
/// Reads the Python literals that describe an array: texts, whole numbers, True, False and None, and tuples, lists and dictionaries of them.
/// Nothing is evaluated.
/// </summary>
internal sealed class PythonLiteral
{
    private const int Deepest = 16;

    private readonly string text;
    private int at;

    private PythonLiteral(string text) => this.text = text;

    /// <summary>A text is a <see cref="string"/>, a number a <see cref="long"/>, a tuple or list a list of objects, a dictionary one from texts to objects.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static object? Parse(string text)
    {
        var reader = new PythonLiteral(text);
        object? value = reader.Value(0);
        reader.SkipBlanks();
        return reader.at == text.Length ? value : throw reader.Unexpected();
    }

    private object? Value(int depth)
    {
        SkipBlanks();
        return depth > Deepest ? throw Unexpected() : Next() switch
        {
            '\'' or '"' => Text(),
            '(' => Items(')', depth),
            '[' => Items(']', depth),
            '{' => Members(depth),
            '-' or (>= '0' and <= '9') => Number(),
            _ => Word(),
        };
    }

    private string Text()
    {
        char quote = text[at++];
        var value = new StringBuilder();
        while (Next() != quote)
        {
            at += Next() == '\\' ? 1 : 0;
            value.Append(Next());
            at += Next() == '\0' ? throw Unexpected() : 1;
        }
        at++;
        return value.ToString();
    }

    private long Number()
    {
        int start = at++;
        while (char.IsAsciiDigit(Next()))
        {
            at++;
        }
        string digits = text[start..at];
        at += Next() == 'L' ? 1 : 0; // Python 2 wrote long whole numbers so
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : throw Unexpected();
    }

    private object? Word()
    {
        foreach (var (word, value) in new (string, object?)[] { ("True", true), ("False", false), ("None", null) })
        {
            if (text.AsSpan(at).StartsWith(word))
            {
                at += word.Length;
                return value;
            }
        }
        throw Unexpected();
    }

    private List<object?> Items(char end, int depth)
    {
        var items = new List<object?>();
        at++;
        while (!Ends(end))
        {
            items.Add(Value(depth + 1));
            Separate(end);
        }
        return items;
    }

    private Dictionary<string, object?> Members(int depth)
    {
        var members = new Dictionary<string, object?>();
        at++;
        while (!Ends('}'))
        {
            string key = Next() is '\'' or '"' ? Text() : throw Unexpected();
            SkipBlanks();
            at += Next() == ':' ? 1 : throw Unexpected();
            members[key] = Value(depth + 1);
            Separate('}');
        }
        return members;
    }

    private bool Ends(char end)
    {
        SkipBlanks();
        if (Next() != end)
        {
            return false;
        }
        at++;
        return true;
    }

    private void Separate(char end)
    {
        SkipBlanks();
        at += Next() == ',' ? 1 : Next() == end ? 0 : throw Unexpected();
    }

    private void SkipBlanks()
    {
        while (Next() is ' ' or '\t' or '\n' or '\r')
        {
            at++;
        }
    }

    private char Next() => at < text.Length ? text[at] : '\0';

    private InvalidDataException Unexpected() => new($"its header is not as NumPy writes it, from character {at + 1} on");
}
