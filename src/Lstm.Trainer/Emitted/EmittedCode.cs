using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using Lstm.Embedded;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Trainer.Emitted;

/// <summary>Compiles what the generator emits, in memory, with a small class around it that arrays can be given to.</summary>
internal static class EmittedCode
{
    private const string Network = "Network";
    private const string Player = "Player";

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>The framework, and the runtime library that generated code calls.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(Isa).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The type of a player of the network.</summary>
    /// <exception cref="InvalidOperationException">The generator or the compiler refused the network.</exception>
    public static Type Compile(ModelSpec spec)
    {
        var compilation = CSharpCompilation.Create($"Emitted{Guid.NewGuid():N}", [CSharpSyntaxTree.ParseText(PlayerSource.For(spec), GeneratedSource.Parse, encoding: Encoding.UTF8)], References, Options);
        GeneratedSource.Run(compilation, spec, Network + ".lstm.json", out var complete);
        using var image = new MemoryStream();
        var result = complete.Emit(image);
        if (!result.Success)
        {
            var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException($"The generated code does not compile: {string.Join("; ", errors.Take(3))}");
        }
        return Assembly.Load(image.ToArray()).GetType(Player, throwOnError: true)!;
    }
}
