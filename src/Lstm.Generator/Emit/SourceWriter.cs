using System;
using System.Text;

namespace Lstm.Generator.Emit;

/// <summary>Builds source text line by line, so that the code that writes it is indented like what it writes.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>An empty line, unless one stands there already or a block has just been opened.</summary>
    public void Line()
    {
        if (!EndsWith("\n\n") && !EndsWith("{\n"))
        {
            text.Append('\n');
        }
    }

    /// <summary>One line, or several when <paramref name="lines"/> holds line breaks, at the present depth.</summary>
    public void Line(string lines)
    {
        foreach (string line in lines.Replace("\r", "").Split('\n'))
        {
            if (line.Length > 0)
            {
                text.Append(' ', 4 * depth).Append(line);
            }
            text.Append('\n');
        }
    }

    /// <summary>A header line and an opened brace; the brace closes when the result is disposed.</summary>
    public Block Open(string header)
    {
        Line(header);
        Line("{");
        depth++;
        return new Block(this);
    }

    /// <summary>Lines of an XML documentation comment.</summary>
    public void Doc(string lines)
    {
        foreach (string line in lines.Replace("\r", "").Split('\n'))
        {
            Line("/// " + line);
        }
    }

    /// <summary>The text; every block must have been closed.</summary>
    public override string ToString() => depth == 0 ? text.ToString() : throw new InvalidOperationException($"{depth} blocks are still open.");

    private bool EndsWith(string end)
    {
        if (text.Length < end.Length)
        {
            return text.Length == 0;
        }
        for (int i = 0; i < end.Length; i++)
        {
            if (text[text.Length - end.Length + i] != end[i])
            {
                return false;
            }
        }
        return true;
    }

    private void Close()
    {
        depth--;
        Line("}");
    }

    /// <summary>An open brace.</summary>
    public readonly struct Block(SourceWriter writer) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => writer.Close();
    }
}
