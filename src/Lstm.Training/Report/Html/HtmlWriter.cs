using System;
using System.Collections.Generic;
using System.Text;

namespace Lstm.Training.Report.Html;

/// <summary>Writes HTML and SVG. Every text and attribute is escaped; only <see cref="Append"/> and <see cref="Verbatim"/> take markup.</summary>
internal sealed class HtmlWriter
{
    private const char Replacement = '\uFFFD';

    private readonly StringBuilder html = new();
    private readonly Stack<string> open = new();

    /// <summary>An element that lasts until the result is disposed.</summary>
    public Closing Block(string element, params (string Name, string? Value)[] attributes)
    {
        Tag(element, attributes);
        html.Append('>');
        open.Push(element);
        return new Closing(this);
    }

    /// <summary>An element that holds nothing but a text.</summary>
    public void Element(string element, string text, params (string Name, string? Value)[] attributes)
    {
        Tag(element, attributes);
        html.Append('>');
        Text(text);
        html.Append("</").Append(element).Append(">\n");
    }

    /// <summary>An element that holds nothing.</summary>
    public void Empty(string element, params (string Name, string? Value)[] attributes)
    {
        Tag(element, attributes);
        html.Append("/>\n");
    }

    /// <summary>A text.</summary>
    public void Text(string text)
    {
        foreach (char c in text)
        {
            Escaped(c);
        }
    }

    /// <summary>Whatever another writer holds.</summary>
    public void Append(HtmlWriter fragment) => html.Append(fragment.ToString());

    /// <summary>Markup, style or script of our own; never anything that comes from data.</summary>
    public void Verbatim(string markup) => html.Append(markup);

    /// <summary>What was written; every element has to be closed.</summary>
    public override string ToString() => open.Count == 0
        ? html.ToString()
        : throw new InvalidOperationException($"<{open.Peek()}> is still open.");

    private void Tag(string element, (string Name, string? Value)[] attributes)
    {
        html.Append('<').Append(element);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                html.Append(' ').Append(name).Append("=\"");
                Text(value);
                html.Append('"');
            }
        }
    }

    private void Escaped(char c) => _ = c switch
    {
        '&' => html.Append("&amp;"),
        '<' => html.Append("&lt;"),
        '>' => html.Append("&gt;"),
        '"' => html.Append("&quot;"),
        '\'' => html.Append("&#39;"),
        '\n' or '\t' => html.Append(c),
        _ => html.Append(char.IsControl(c) || TurnsTextRound(c) ? Replacement : c),
    };

    /// <summary>Marks that change the direction of all that follows could make a page say what it does not.</summary>
    private static bool TurnsTextRound(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>Closes the innermost element.</summary>
    internal readonly struct Closing(HtmlWriter writer) : IDisposable
    {
        public void Dispose() => writer.html.Append("</").Append(writer.open.Pop()).Append(">\n");
    }
}
