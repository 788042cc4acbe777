using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Generator.Emit;
using Lstm.Shared;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>The golden networks and the code emitted for them.</summary>
internal static class EmittedNetworks
{
    public const string Space = "Emitted";

    /// <summary>Every golden network by name.</summary>
    public static IReadOnlyDictionary<string, ModelSpec> Golden { get; } = Directory
        .GetFiles(Path.Combine(Repository.Root, "tests/Lstm.Golden/Models"), "*.lstm.json")
        .ToDictionary(file => Path.GetFileName(file)[..^".lstm.json".Length], file => SpecParser.Parse(File.ReadAllText(file)).Model!);

    /// <summary>The file of a network whose class is called <paramref name="name"/>.</summary>
    public static string Emit(ModelSpec spec, string name) =>
        ModelEmitter.Emit(spec, new TargetType(Space, new([]), name, "sealed partial class", name + ".safetensors"), name + ".lstm.json");

    /// <summary>The code as a compiler sees it.</summary>
    public static SyntaxTree Parse(string code, string path, CSharpParseOptions options) => CSharpSyntaxTree.ParseText(code, options, path, Encoding.UTF8);

    /// <summary>What a user writes to make the class public.</summary>
    public static string PublicPart(string name) => $"namespace {Space} {{ /** <summary>A network.</summary> */ public partial class {name}; }}";
}
