using System;

namespace Lstm.Generator.Tests;

/// <summary>A text with ⟦ ⟧ around the part that an error should underline.</summary>
internal sealed record MarkedText(string Text, int Offset, int Length)
{
    public string Underlined => Text.Substring(Offset, Length);

    public static MarkedText Parse(string marked)
    {
        int open = marked.IndexOf('⟦', StringComparison.Ordinal);
        int close = marked.IndexOf('⟧', StringComparison.Ordinal) - 1; // once the opening mark is gone
        if (open < 0 || close < open)
        {
            throw new ArgumentException("No part of the text is marked.", nameof(marked));
        }
        return new MarkedText(marked.Remove(open, 1).Remove(close, 1), open, close - open);
    }
}
