using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Lstm.Generator.Tests.Pipeline;

/// <summary>Compiles with every warning there is.</summary>
internal static class Compiled
{
    /// <summary>Fails when the project with its generated code does not compile without a warning.</summary>
    public static byte[] Clean(Compilation compilation)
    {
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        AssertNone(result.Diagnostics);
        return assembly.ToArray();
    }

    /// <summary>Fails when there is anything worth a word.</summary>
    public static void AssertNone(ImmutableArray<Diagnostic> diagnostics)
    {
        var told = diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed);
        Assert.Empty(told.Select(Text));
    }

    /// <summary>The ids of what the compiler says, errors only.</summary>
    public static IEnumerable<string> Errors(Compilation compilation) =>
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Id).Distinct().Order();

    private static string Text(Diagnostic diagnostic)
    {
        var line = diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line];
        return $"{diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}: {line?.ToString().Trim()}";
    }
}
