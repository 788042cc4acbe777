using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Tests.Pipeline;

/// <summary>A project as the generator sees it. Paths are relative to <see cref="Directory"/>.</summary>
internal sealed record GeneratorInput
{
    public const string Directory = "/project/";

    /// <summary>C# files by path.</summary>
    public ImmutableSortedDictionary<string, string> Sources { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Additional files by path.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public string RootNamespace { get; init; } = "App";

    /// <summary>The names of embedded weight files with | between them.</summary>
    public string EmbeddedWeights { get; init; } = "";

    /// <summary>The property LstmCExports.</summary>
    public string CExports { get; init; } = "";

    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp12;

    public static GeneratorInput Of(string source, params (string Path, string Text)[] files) =>
        new GeneratorInput().WithSource("Model.cs", source).WithFiles(files);

    public GeneratorInput WithSource(string path, string text) => this with { Sources = Sources.SetItem(path, text) };

    public GeneratorInput WithFile(string path, string text) => this with { Files = Files.SetItem(path, text) };

    public GeneratorInput WithFiles(params (string Path, string Text)[] files)
    {
        var input = this;
        foreach (var (path, text) in files)
        {
            input = input.WithFile(path, text);
        }
        return input;
    }
}
