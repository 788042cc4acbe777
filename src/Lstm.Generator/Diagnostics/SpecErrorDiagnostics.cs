using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Lstm.Generator.Diagnostics;

/// <summary>Shows the mistakes of a spec file in the file itself.</summary>
internal static class SpecErrorDiagnostics
{
    /// <summary>The diagnostic for <paramref name="error"/> in the file <paramref name="path"/>.</summary>
    public static Diagnostic ToDiagnostic(this SpecError error, string path)
    {
        var start = new LinePosition(error.LineIndex, error.ColumnIndex);
        var end = new LinePosition(error.LineIndex, error.ColumnIndex + error.Length); // an error never leaves its line
        var location = Location.Create(path, new TextSpan(error.Offset, error.Length), new LinePositionSpan(start, end));
        return Diagnostic.Create(Rules.ById[error.Rule], location, error.Message);
    }
}
