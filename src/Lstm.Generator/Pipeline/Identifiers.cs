using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Pipeline;

/// <summary>Makes names that code can be written with.</summary>
internal static class Identifiers
{
    /// <summary>The name with an @ before it where C# would read it as a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>The parts of a namespace, each escaped.</summary>
    public static string EscapeAll(string dotted) => string.Join(".", dotted.Split('.').Select(part => Escape(part.TrimStart('@'))));

    /// <summary>A namespace from a project's name, which can hold anything: <c>my-app.2</c> becomes <c>my_app._2</c>.</summary>
    public static string Namespace(string projectName) =>
        EscapeAll(string.Join(".", projectName.Split('.').Where(part => part.Length > 0).Select(Part)));

    /// <summary><c>gas-alarm</c> and <c>gas_alarm</c> become <c>GasAlarm</c>.</summary>
    public static string ClassName(string fileName) =>
        string.Concat(fileName.Split('-', '_', ' ', '.').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1)));

    private static string Part(string part)
    {
        string name = string.Concat(part.TrimStart('@').Select(c => SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_'));
        return SyntaxFacts.IsValidIdentifier(name) ? name : "_" + name;
    }
}
