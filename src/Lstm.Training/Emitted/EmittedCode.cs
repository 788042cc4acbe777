using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Reflection;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Training.Emitted;

/// <summary>Compiles what the generator emits, in memory, with a small class around it that arrays can be given to.</summary>
internal static class EmittedCode
{
    private const string Network = "Network";
    private const string Player = "Player";

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp12, DocumentationMode.Parse);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>The framework, and the runtime library that generated code calls.</summary>
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(Isa).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    // A loaded assembly stays, and compiling takes a second: a network that is trained, evaluated and trained again is compiled once.
    private static readonly ConcurrentDictionary<ModelSpec, Lazy<Type>> Compiled = new();

    /// <summary>The type of a player of the network.</summary>
    /// <exception cref="SpecException">A build would refuse the spec.</exception>
    /// <exception cref="InvalidOperationException">The compiler refused what the generator made of it.</exception>
    public static Type Compile(ModelSpec spec) => Compiled.GetOrAdd(spec, static spec => new Lazy<Type>(() => CompileAnew(spec))).Value;

    private static Type CompileAnew(ModelSpec spec)
    {
        // Types that are local to their file want it to have a name.
        var player = CSharpSyntaxTree.ParseText(PlayerSource.For(spec), Parse, Player + ".cs");
        var network = CSharpSyntaxTree.ParseText(GeneratedSource.Emit(spec, Network + ".lstm.json", Network, rootNamespace: ""), Parse, Network + ".cs");
        var compilation = CSharpCompilation.Create($"Emitted{Guid.NewGuid():N}", [player, network], References, Options);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
        {
            var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException($"The generated code does not compile: {string.Join("; ", errors.Take(3))}");
        }
        return Assembly.Load(image.ToArray()).GetType(Player, throwOnError: true)!;
    }
}
