using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Trainer.Tests.Folders;

/// <summary>Which folders of a project refer to types of which others: its sources are compiled, and every name in them is bound.</summary>
internal sealed class FolderGraph
{
    private readonly string root;

    /// <param name="project">The project's folder in the repository; its name is the assembly's, whose friends it then has.</param>
    public FolderGraph(string project)
    {
        root = Path.Combine(Repository.Root, project);
        string name = Path.GetFileName(project);
        var parse = new CSharpParseOptions(LanguageVersion.CSharp12);
        SyntaxTree[] trees = [.. Sources().Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), parse, file))];
        var compilation = CSharpCompilation.Create(name, trees, Libraries(name), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        Unbound = [.. compilation.GetDiagnostics().Where(told => told.Id is "CS0103" or "CS0122" or "CS0234" or "CS0246").Select(told => told.ToString())];
        References = [.. trees.SelectMany(tree => Of(tree, compilation.GetSemanticModel(tree))).Distinct()];
        Namespaces = [.. trees.Select(tree => (Path.GetRelativePath(root, tree.FilePath), tree.GetRoot().ChildNodes().OfType<BaseNamespaceDeclarationSyntax>().SingleOrDefault()?.Name.ToString()))];
    }

    /// <summary>Names that mean nothing: then the graph would lack what they refer to.</summary>
    public IReadOnlyList<string> Unbound { get; }

    /// <summary>What one folder takes from another.</summary>
    public IReadOnlyList<FolderReference> References { get; }

    /// <summary>The files, and the namespace of each; null where it has none.</summary>
    public IReadOnlyList<(string File, string? Namespace)> Namespaces { get; }

    /// <summary>The folder of a file, "." for the project's own.</summary>
    public static string FolderOf(string file) => Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder.Replace('\\', '/') : ".";

    private IEnumerable<string> Sources() => Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
        .Where(file => Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"));

    private static IEnumerable<MetadataReference> Libraries(string name) =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != name)
            .Select(path => MetadataReference.CreateFromFile(path));

    private IEnumerable<FolderReference> Of(SyntaxTree tree, SemanticModel model)
    {
        string file = Path.GetRelativePath(root, tree.FilePath);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var info = model.GetSymbolInfo(name);
            foreach (var symbol in info.Symbol is { } bound ? [bound] : info.CandidateSymbols)
            {
                var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
                foreach (var declaration in type?.OriginalDefinition.DeclaringSyntaxReferences ?? [])
                {
                    string target = FolderOf(Path.GetRelativePath(root, declaration.SyntaxTree.FilePath));
                    if (target != FolderOf(file))
                    {
                        yield return new FolderReference(FolderOf(file), target, file, type!.Name);
                    }
                }
            }
        }
    }
}

/// <summary>A file of one folder names a type, or a member of it, that another folder declares.</summary>
internal sealed record FolderReference(string From, string To, string File, string Type);
