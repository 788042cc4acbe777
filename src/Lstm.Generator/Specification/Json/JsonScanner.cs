using System;

namespace Lstm.Specification;

/// <summary>Walks over the characters of a JSON text and stops for good at the first thing that is not JSON.</summary>
internal sealed class JsonScanner(string text, SpecErrors errors)
{
    public string Text => text;

    // A byte order mark is no part of the text.
    public int Position { get; private set; } = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;

    public bool Failed { get; private set; }

    public bool AtEnd => Position >= text.Length;

    /// <summary>The character at the position; NUL, which JSON has no use for, at the end.</summary>
    public char Current => At(Position);

    public void Advance(int characters = 1) => Position += characters;

    /// <summary>Steps over <paramref name="symbol"/>, with what blanks and comments come before it, if it is next.</summary>
    public bool Take(char symbol)
    {
        SkipBlanks();
        if (Failed || AtEnd || Current != symbol)
        {
            return false;
        }
        Advance();
        return true;
    }

    /// <summary>Steps over white space and over comments, which JSON proper lacks and people who keep a file by hand want.</summary>
    public void SkipBlanks()
    {
        while (!Failed && !AtEnd)
        {
            if (Current is ' ' or '\t' or '\r' or '\n')
            {
                Advance();
            }
            else if (Current == '/' && At(Position + 1) == '/')
            {
                SkipLine();
            }
            else if (Current == '/' && At(Position + 1) == '*')
            {
                SkipBlockComment();
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Says that what comes next should have been something else.</summary>
    public void Expected(string what)
    {
        if (AtEnd)
        {
            Fail(new TextPlace(text.Length, 0), $"Expected {what}, found the end of the file");
            return;
        }
        int end = WordEnd();
        Fail(new TextPlace(Position, end - Position), $"Expected {what}, found {Describe(text.Substring(Position, end - Position))}");
    }

    public void Fail(TextPlace place, string message)
    {
        if (!Failed)
        {
            errors.Add(SpecRules.Syntax, place, message);
            Failed = true;
        }
    }

    private char At(int index) => index < text.Length ? text[index] : '\0';

    private void SkipLine()
    {
        while (!AtEnd && Current is not ('\r' or '\n'))
        {
            Advance();
        }
    }

    private void SkipBlockComment()
    {
        int end = text.IndexOf("*/", Position + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            Fail(new TextPlace(Position, 2), "This comment is never closed with */");
            return;
        }
        Position = end + 2;
    }

    // The whole of a word, number or string on this line is at fault, not just its first letter.
    private int WordEnd()
    {
        int end = Position + 1;
        if (Current == '"')
        {
            while (At(end) is not ('"' or '\r' or '\n' or '\0'))
            {
                end++;
            }
            return At(end) == '"' ? end + 1 : end;
        }
        if (IsWord(Current))
        {
            while (IsWord(At(end)))
            {
                end++;
            }
        }
        else if (char.IsHighSurrogate(Current) && char.IsLowSurrogate(At(end)))
        {
            end++;
        }
        return end;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '+' or '-' or '.' or '$';

    private static string Describe(string found) => found.Length switch
    {
        1 when found[0] is <= ' ' or > '~' && !char.IsLetter(found[0]) => Wording.CodePoint(found[0]),
        1 => $"'{found}'",
        _ => Wording.Shorten(found),
    };
}
