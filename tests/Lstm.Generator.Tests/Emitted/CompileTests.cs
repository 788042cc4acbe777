using System;
using System.Collections.Immutable;
using System.Linq;
using Lstm.Generator.Tests.Pipeline;
using Lstm.Generator.Tests.Specification;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>Emitted code compiles without a word from the compiler, whatever the project that it lands in has set.</summary>
[Trait("Speed", "Slow")]
public class CompileTests
{
    internal static readonly CSharpCompilationOptions Strict = new(
        OutputKind.DynamicallyLinkedLibrary,
        generalDiagnosticOption: ReportDiagnostic.Error,
        warningLevel: 9999,
        allowUnsafe: false,
        nullableContextOptions: NullableContextOptions.Enable);

    // The optimised ones are compiled, as strictly, where they are run: with nullable references and without overflow checks, and the other way round (CheckedArithmeticTests).
    [Fact]
    public void Golden_networks_compile_in_the_newest_language() =>
        AssertClean(Golden(Strict.WithNullableContextOptions(NullableContextOptions.Annotations).WithOverflowChecks(true), LanguageVersion.Preview, References.Present));

    [Fact]
    public void Golden_networks_compile_for_the_oldest_framework() =>
        AssertClean(Golden(Strict, LanguageVersion.CSharp12, References.Oldest));

    [Theory]
    [InlineData(1, 40, 50)]
    [InlineData(2, 40, 50)]
    [InlineData(3, 40, 50)]
    [InlineData(4, 40, 50)]
    [InlineData(5, 140, 12)] // from 64 units on layers are streamed, and code is longer
    [InlineData(6, 140, 12)]
    public void Any_network_compiles(int seed, int largest, int count)
    {
        var specs = new RandomSpecs(seed, largest, mostLayers: 4, everything: seed % 2 == 0);
        var options = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose);
        var trees = Enumerable.Range(0, count).Select(k => EmittedNetworks.Parse(EmittedNetworks.Emit(specs.Next(), $"N{k}"), $"N{k}.g.cs", options));
        AssertClean(CSharpCompilation.Create("Random", trees, References.Present, Strict.WithOverflowChecks(seed % 2 == 1)));
    }

    [Theory]
    // A run that sums ahead calls what steps streams together, which a residual layer rules out.
    [InlineData("""{ "input": 70, "layers": [ { "type": "lstm", "hidden": 64 }, { "type": "lstm", "hidden": 64 }, { "type": "residual", "from": 0 }, { "type": "dense", "size": 3 } ] }""")]
    // Times the factor of a gate the limit is beyond the largest float.
    [InlineData("""{ "input": 2, "layers": [ { "type": "lstm", "hidden": 3, "clip": 3.4e38 }, { "type": "gru", "hidden": 3, "clip": 3.4e38 }, { "type": "ltm-stm", "hidden": 3, "clip": 3.4e38 } ] }""")]
    // Names of inputs and outputs that look like one another's with a word behind.
    [InlineData("""{ "inputs": { "audio": 3, "audioFloats": 2, "audioStride": 2 }, "onNonFinite": "hold", "layers": [ { "type": "concat", "from": ["audio", "audioFloats", "audioStride"] }, { "type": "gru", "hidden": 4, "name": "m" }, { "type": "dense", "size": 1, "name": "y" }, { "type": "dense", "size": 1, "from": "m", "name": "yStride" }, { "type": "dense", "size": 1, "from": "m", "name": "yFloats" } ], "outputs": ["y", "yStride", "yFloats"] }""")]
    public void What_did_not_compile_once(string spec)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose);
        string code = EmittedNetworks.Emit(SpecParser.Parse(spec).Model!, "Network");
        AssertClean(CSharpCompilation.Create("Once", [EmittedNetworks.Parse(code, "Network.g.cs", options)], References.Present, Strict));
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

    // All that the compiler has to say, without an assembly.
    private static void AssertClean(CSharpCompilation compilation) => Compiled.AssertNone(compilation.GetDiagnostics(TestContext.Current.CancellationToken));

    internal static CSharpCompilation Golden(CSharpCompilationOptions options, LanguageVersion language, ImmutableArray<MetadataReference> references, params string[] more)
    {
        var parse = new CSharpParseOptions(language, DocumentationMode.Diagnose);
        var emitted = EmittedNetworks.Golden.Select(network => EmittedNetworks.Parse(EmittedNetworks.Emit(network.Value, network.Key), network.Key + ".g.cs", parse));
        var parts = EmittedNetworks.Golden.Keys.Select(EmittedNetworks.PublicPart).Concat(more).Select((code, k) => EmittedNetworks.Parse(code, $"Part{k}.cs", parse));
        return CSharpCompilation.Create("Golden", emitted.Concat(parts), references, options);
    }
}
