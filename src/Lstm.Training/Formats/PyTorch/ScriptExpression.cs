using System;
using System.Collections.Generic;
using System.Globalization;

namespace Lstm.Training.Formats.PyTorch;

/// <summary>An expression in a scripted module's code, taken apart and never run.</summary>
internal abstract record ScriptExpression
{
    private const int Deepest = 32;

    public sealed record Name(string Text) : ScriptExpression;

    public sealed record Member(ScriptExpression Of, string Text) : ScriptExpression;

    public sealed record Call(ScriptExpression Function, IReadOnlyList<ScriptExpression> Arguments) : ScriptExpression;

    public sealed record Element(ScriptExpression Of, ScriptExpression Place) : ScriptExpression;

    public sealed record Number(double Value) : ScriptExpression;

    public sealed record Literal(string Value) : ScriptExpression;

    public sealed record Many(IReadOnlyList<ScriptExpression> Items) : ScriptExpression;

    /// <summary>An expression as PyTorch writes them; null for one that is not understood.</summary>
    public static ScriptExpression? Parse(string text)
    {
        var reader = new Reader(text);
        return reader.Expression(0) is { } whole && reader.IsAtEnd ? whole : null;
    }

    private sealed class Reader(string text)
    {
        private int at;

        public bool IsAtEnd
        {
            get
            {
                Skip();
                return at == text.Length;
            }
        }

        public ScriptExpression? Expression(int depth)
        {
            var value = depth > Deepest ? null : Primary(depth);
            while (value is not null)
            {
                if (Take('.'))
                {
                    value = Word() is { Length: > 0 } word ? new Member(value, word) : null;
                }
                else if (Take('('))
                {
                    value = List(')', depth) is { } arguments ? new Call(value, arguments) : null;
                }
                else if (Take('['))
                {
                    value = List(']', depth) is [var place] ? new Element(value, place) : null;
                }
                else
                {
                    break;
                }
            }
            return value;
        }

        // In round brackets one expression is itself, several are a tuple.
        private ScriptExpression? Primary(int depth)
        {
            Skip();
            if (Take('('))
            {
                bool IsOne(IReadOnlyList<ScriptExpression> items) => items.Count == 1 && text[..(at - 1)].TrimEnd() is [.., not ','];
                return List(')', depth) is { } items ? IsOne(items) ? items[0] : new Many(items) : null;
            }
            if (Take('['))
            {
                return List(']', depth) is { } items ? new Many(items) : null;
            }
            if (at < text.Length && text[at] == '"')
            {
                int end = text.IndexOf('"', at + 1);
                string? inner = end < 0 ? null : text[(at + 1)..end];
                at = end + 1;
                return inner is null || inner.Contains('\\', StringComparison.Ordinal) ? null : new Literal(inner);
            }
            int start = at;
            if (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '-'))
            {
                at++;
                while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' || (text[at] is '-' or '+' && text[at - 1] == 'e')))
                {
                    at++;
                }
                return double.TryParse(text.AsSpan(start, at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? new Number(number) : null;
            }
            return Word() is { Length: > 0 } name ? new Name(name) : null;
        }

        // Commas between, and perhaps behind the last; a name before "=" is passed over.
        private List<ScriptExpression>? List(char end, int depth)
        {
            var items = new List<ScriptExpression>();
            while (!Take(end))
            {
                int before = at;
                if (Word() is not { Length: > 0 } || !Take('='))
                {
                    at = before;
                }
                if (Expression(depth + 1) is not { } item || !(Take(',') || Peek(end)))
                {
                    return null;
                }
                items.Add(item);
            }
            return items;
        }

        private string Word()
        {
            Skip();
            int start = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            {
                at++;
            }
            return text[start..at];
        }

        private bool Peek(char letter)
        {
            Skip();
            return at < text.Length && text[at] == letter;
        }

        private bool Take(char letter)
        {
            bool isThere = Peek(letter);
            at += isThere ? 1 : 0;
            return isThere;
        }

        private void Skip()
        {
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }
        }
    }
}
