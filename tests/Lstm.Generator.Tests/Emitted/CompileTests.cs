using System;
using System.Collections.Immutable;
using System.Linq;
using Lstm.Generator.Tests.Pipeline;
using Lstm.Generator.Tests.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>Emitted code compiles without a word from the compiler, whatever the project that it lands in has set.</summary>
public class CompileTests
{
    private static readonly CSharpCompilationOptions Strict = new(
        OutputKind.DynamicallyLinkedLibrary,
        generalDiagnosticOption: ReportDiagnostic.Error,
        warningLevel: 9999,
        allowUnsafe: false,
        nullableContextOptions: NullableContextOptions.Enable);

    [Theory]
    [InlineData(NullableContextOptions.Enable, false, OptimizationLevel.Debug, LanguageVersion.CSharp12)]
    [InlineData(NullableContextOptions.Disable, true, OptimizationLevel.Release, LanguageVersion.CSharp12)]
    [InlineData(NullableContextOptions.Annotations, true, OptimizationLevel.Debug, LanguageVersion.Preview)]
    public void Golden_networks_compile_under_all_settings(NullableContextOptions nullable, bool overflowChecks, OptimizationLevel optimization, LanguageVersion language) =>
        Compiled.Clean(Golden(Strict.WithNullableContextOptions(nullable).WithOverflowChecks(overflowChecks).WithOptimizationLevel(optimization), language, References.Present));

    [Fact]
    public void Golden_networks_compile_for_the_oldest_framework() =>
        Compiled.Clean(Golden(Strict, LanguageVersion.CSharp12, References.Oldest));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Any_network_compiles(int seed)
    {
        var specs = new RandomSpecs(seed, largest: 40, mostLayers: 4, everything: seed % 2 == 0);
        var options = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose);
        var trees = Enumerable.Range(0, 50).Select(k => EmittedNetworks.Parse(EmittedNetworks.Emit(specs.Next(), $"N{k}"), $"N{k}.g.cs", options));
        Compiled.AssertNone(CSharpCompilation.Create("Random", trees, References.Present, Strict).GetDiagnostics(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_strictness_is_real()
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose);
        foreach (string code in new[] { "class C { int unused; }", "public class C;", "class C { string? s = null; }", "class C { unsafe void M(int* p) { } }", "/// <see cref=\"D\"/>\nclass C;" })
        {
            var compilation = CSharpCompilation.Create("C", [EmittedNetworks.Parse(code, "C.cs", options)], References.Present, Strict.WithNullableContextOptions(NullableContextOptions.Disable));
            Assert.ThrowsAny<Exception>(() => Compiled.Clean(compilation));
        }
    }

    internal static CSharpCompilation Golden(CSharpCompilationOptions options, LanguageVersion language, ImmutableArray<MetadataReference> references, params string[] more)
    {
        var parse = new CSharpParseOptions(language, DocumentationMode.Diagnose);
        var emitted = EmittedNetworks.Golden.Select(network => EmittedNetworks.Parse(EmittedNetworks.Emit(network.Value, network.Key), network.Key + ".g.cs", parse));
        var parts = EmittedNetworks.Golden.Keys.Select(EmittedNetworks.PublicPart).Concat(more).Select((code, k) => EmittedNetworks.Parse(code, $"Part{k}.cs", parse));
        return CSharpCompilation.Create("Golden", emitted.Concat(parts), references, options);
    }
}
