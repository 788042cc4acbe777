extern alias generator;

using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using Lstm.Specification;
using Lstm.Trainer.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Lstm.Trainer.Emitted;

/// <summary>What the generator makes of a spec, run as a build runs it.</summary>
internal static class GeneratedSource
{
    /// <summary>How generated code is read.</summary>
    public static CSharpParseOptions Parse { get; } = new(LanguageVersion.CSharp12, DocumentationMode.Parse);

    /// <summary>The C# that a build emits for a spec.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="fileName">What the spec file is called.</param>
    /// <param name="className">The class's name.</param>
    /// <param name="rootNamespace">The class's namespace; empty for none.</param>
    /// <exception cref="SpecException">A build would refuse the spec.</exception>
    public static string Emit(ModelSpec spec, string fileName, string className, string rootNamespace)
    {
        string open = rootNamespace.Length == 0 ? "" : $"namespace {rootNamespace};\n\n";
        string declaration = $"{open}[global::Lstm.Embedded.LstmModel({SymbolDisplay.FormatLiteral(fileName, quote: true)})]\ninternal sealed partial class {className};\n";
        var compilation = CSharpCompilation.Create("Emitted", [CSharpSyntaxTree.ParseText(declaration, Parse)], EmittedCode.References);
        return Run(compilation, spec, fileName, out _).Single().SourceText.ToString();
    }

    /// <summary>Adds what the generator makes of a spec to a compilation that declares the class.</summary>
    /// <exception cref="SpecException">A build would refuse the spec.</exception>
    public static IReadOnlyList<GeneratedSourceResult> Run(CSharpCompilation compilation, ModelSpec spec, string fileName, out Compilation complete)
    {
        AdditionalText[] files = [new SpecText(fileName, SpecWriter.Write(spec))];
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new generator::Lstm.Generator.ModelGenerator().AsSourceGenerator()], files, Parse);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out complete, out var diagnostics);
        var error = diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return error is null ? driver.GetRunResult().Results[0].GeneratedSources : throw new SpecException($"{fileName}: {error.Id}: {error.GetMessage(null)}");
    }

    private sealed class SpecText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }
}
