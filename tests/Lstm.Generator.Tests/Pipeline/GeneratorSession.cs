using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests.Pipeline;

/// <summary>The generator at work on a project that changes, as in an editor. Every state is run twice, and the second run must find everything done.</summary>
internal sealed class GeneratorSession
{
    private readonly GeneratorInput input;
    private readonly GeneratorDriver driver;
    private readonly IReadOnlyDictionary<string, AdditionalText> files;

    private GeneratorSession(GeneratorInput input, IReadOnlyDictionary<string, AdditionalText> files, GeneratorDriver driver, CSharpCompilation compilation)
    {
        this.input = input;
        this.files = files;
        this.driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        Output = output;
        Result = this.driver.GetRunResult();
        Assert.Null(Run.Exception);

        var again = this.driver.RunGenerators(compilation.Clone()).GetRunResult();
        RunSteps.AssertNothingRan(Assert.Single(again.Results));
    }

    public GeneratorDriverRunResult Result { get; }

    public GeneratorRunResult Run => Result.Results[0];

    /// <summary>The project with the generated code.</summary>
    public Compilation Output { get; }

    public IReadOnlyList<Diagnostic> Diagnostics => Result.Diagnostics;

    /// <summary>The generated files by name.</summary>
    public IReadOnlyDictionary<string, string> Generated => Run.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    public static GeneratorSession Start(GeneratorInput input)
    {
        var parse = new CSharpParseOptions(input.Language, DocumentationMode.Diagnose);
        var files = input.Files.ToDictionary(file => file.Key, Text);
        var driver = CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()],
            files.Values,
            parse,
            new BuildProperties(input),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var trees = input.Sources.Select(source => Parse(source.Key, source.Value, parse));
        return new GeneratorSession(input, files, driver, CSharpCompilation.Create("App", trees, References.Present, options));
    }

    /// <summary>The project after a change; what the change does not touch stays the same object, as in an editor.</summary>
    public GeneratorSession Change(GeneratorInput changed)
    {
        var compilation = (CSharpCompilation)Output.RemoveSyntaxTrees(Result.GeneratedTrees);
        var parse = new CSharpParseOptions(input.Language, DocumentationMode.Diagnose);
        foreach (var (path, text) in changed.Sources.Where(source => input.Sources.GetValueOrDefault(source.Key) != source.Value))
        {
            var old = compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == Path.Combine(GeneratorInput.Directory, path));
            var tree = Parse(path, text, parse);
            compilation = old is null ? compilation.AddSyntaxTrees(tree) : compilation.ReplaceSyntaxTree(old, tree);
        }

        var next = driver;
        var texts = new Dictionary<string, AdditionalText>(files);
        foreach (var file in changed.Files.Where(file => input.Files.GetValueOrDefault(file.Key) != file.Value))
        {
            texts[file.Key] = Text(file);
            next = files.TryGetValue(file.Key, out var old) ? next.ReplaceAdditionalText(old, texts[file.Key]) : next.AddAdditionalTexts([texts[file.Key]]);
        }
        return new GeneratorSession(changed, texts, next.WithUpdatedAnalyzerConfigOptions(new BuildProperties(changed)), compilation);
    }

    private static SyntaxTree Parse(string path, string text, CSharpParseOptions options) =>
        CSharpSyntaxTree.ParseText(text, options, Path.Combine(GeneratorInput.Directory, path), System.Text.Encoding.UTF8);

    private static AdditionalText Text(KeyValuePair<string, string> file) => new TextInMemory(file.Key, file.Value);
}
