using System.Linq;
using Lstm.Generator.Diagnostics;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Lstm.Generator.Pipeline;

/// <summary>A diagnostic as a value: what travels between the pipeline's steps, where a Roslyn object would keep a whole compilation alive.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Place">Where.</param>
/// <param name="Arguments">What the rule's message is filled with.</param>
internal sealed record DiagnosticInfo(string Rule, PlaceInfo Place, EquatableArray<string> Arguments)
{
    public DiagnosticInfo(DiagnosticDescriptor rule, PlaceInfo place, params string[] arguments)
        : this(rule.Id, place, new EquatableArray<string>(arguments))
    {
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rules.ById[Rule], Place.ToLocation(), Arguments.ToArray<object>());
}

/// <summary>A place in a file.</summary>
internal sealed record PlaceInfo(string Path, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    public static PlaceInfo Of(SyntaxNode node) => Of(node.GetLocation());

    public static PlaceInfo Of(SyntaxToken token) => Of(token.GetLocation());

    /// <summary>The beginning of a file.</summary>
    public static PlaceInfo Of(string path) => new(path, 0, 0, 0, 0, 0, 0);

    /// <summary>A place in a spec file; its beginning where there is none.</summary>
    public static PlaceInfo Of(string path, SpecPlace? place) => place is null
        ? Of(path)
        : new PlaceInfo(path, place.Offset, place.Length, place.LineIndex, place.ColumnIndex, place.LineIndex, place.ColumnIndex + place.Length);

    public Location ToLocation() => Location.Create(
        Path,
        new TextSpan(Start, Length),
        new LinePositionSpan(new LinePosition(StartLine, StartColumn), new LinePosition(EndLine, EndColumn)));

    public static PlaceInfo Of(Location location)
    {
        var lines = location.GetLineSpan();
        return new PlaceInfo(
            lines.Path,
            location.SourceSpan.Start,
            location.SourceSpan.Length,
            lines.StartLinePosition.Line,
            lines.StartLinePosition.Character,
            lines.EndLinePosition.Line,
            lines.EndLinePosition.Character);
    }
}
