extern alias generator;

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Lstm.Embedded;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>From specs to an assembly, in memory: the generator as a build runs it, then the C# compiler.</summary>
internal static class NetworkCompiler
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Enable,
        generalDiagnosticOption: ReportDiagnostic.Error);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(Isa).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The class of the k-th network.</summary>
    public static string ClassName(int k) => $"N{k:000}";

    /// <summary>An assembly with a class for each spec, in order, each with the members of <see cref="NetworkHarness"/>.</summary>
    /// <exception cref="InvalidOperationException">The generator or the compiler had something to say.</exception>
    public static byte[] Compile(IReadOnlyList<ModelSpec> specs) => Compile(specs, NetworkHarness.Source);

    /// <summary>The same with another harness: source text by class name and spec.</summary>
    public static byte[] Compile(IReadOnlyList<ModelSpec> specs, Func<string, ModelSpec, string> harnessSource)
    {
        var files = specs.Select((spec, k) => (AdditionalText)new SpecText($"{ClassName(k)}.lstm.json", SpecWriter.Write(spec)));
        var harness = specs.Select((spec, k) => CSharpSyntaxTree.ParseText(harnessSource(ClassName(k), spec), Parse, $"{ClassName(k)}.Harness.cs", Encoding.UTF8));
        var compilation = CSharpCompilation.Create("Many", harness, References, Options);
        var driver = CSharpGeneratorDriver.Create([new generator::Lstm.Generator.ModelGenerator().AsSourceGenerator()], files, Parse);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var complete, out var generated);

        using var image = new MemoryStream();
        var result = complete.Emit(image);
        var said = generated.Concat(result.Diagnostics).Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden).ToList();
        return said.Count == 0 && result.Success
            ? image.ToArray()
            : throw new InvalidOperationException(string.Join("\n", said.Take(20)) + $"\n{said.Count} in all");
    }

    private sealed class SpecText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }
}
