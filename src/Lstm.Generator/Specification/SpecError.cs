namespace Lstm.Specification;

/// <summary>A mistake in a spec file, at the value or property name that is wrong; it never reaches past the end of a line.</summary>
/// <param name="Rule">The rule it breaks, one of <see cref="SpecRules"/>; each has a page in docs/diagnostics.</param>
/// <param name="Message">What is wrong and what would be right.</param>
/// <param name="Offset">Where it starts in the text, in characters from 0.</param>
/// <param name="Length">Characters at fault; 0 when something is missing at the end of the text.</param>
/// <param name="LineIndex">The line it is in, from 0.</param>
/// <param name="ColumnIndex">Where it starts in that line, from 0.</param>
public sealed record SpecError(string Rule, string Message, int Offset, int Length, int LineIndex, int ColumnIndex)
{
    /// <summary>The line as editors number it, from 1.</summary>
    public int LineNumber => LineIndex + 1;

    /// <summary>The column as editors number it, from 1.</summary>
    public int ColumnNumber => ColumnIndex + 1;

    /// <summary>The error as compilers print it, so that terminals and editors make a link of it.</summary>
    public string Format(string path) => $"{path}({LineNumber},{ColumnNumber}): error {Rule}: {Message}";
}
