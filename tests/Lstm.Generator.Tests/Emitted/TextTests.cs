using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Generator.Pipeline;
using Lstm.Generator.Tests.Pipeline;
using Lstm.Generator.Tests.Specification;
using Lstm.Specification;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>Emitted code as a text to read.</summary>
[Trait("Speed", "Slow")]
public class TextTests
{
    public static TheoryData<string> Names { get; } = [.. EmittedNetworks.Golden.Keys.Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Names))]
    public void The_text_is_tidy(string name) => AssertTidy(EmittedNetworks.Emit(EmittedNetworks.Golden[name], name));

    [Fact]
    public void The_text_of_any_network_is_tidy()
    {
        var specs = new RandomSpecs(seed: 7, largest: 70, everything: true);
        for (int k = 0; k < 200; k++)
        {
            AssertTidy(EmittedNetworks.Emit(specs.Next(), "N"));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void What_a_network_lacks_is_not_there(string name)
    {
        var spec = EmittedNetworks.Golden[name];
        string code = EmittedNetworks.Emit(spec, "Network");
        Absent(spec.Layers.OfType<LstmLayerSpec>().Any(lstm => lstm.Peephole), code.Replace("peephole: false", "", StringComparison.Ordinal), "eephole", "p_i", "⊙c_t)", "diagonal");
        Absent(spec.Layers.OfType<RecurrentLayerSpec>().Any(cells => cells.Bias), code, "+ b_");
        Absent(spec.Layers.OfType<LstmLayerSpec>().Any(lstm => lstm.Coupled), code, "1 - i_t", "1f - i");
        Absent(spec.Layers.OfType<LstmLayerSpec>().Any(lstm => lstm.LayerNorm), code, "LayerNormalization.Apply", "norm(");
        Absent(spec.Layers.OfType<LayerNormLayerSpec>().Any(), code, "LayerNormalization.Values", "packer.Normalization(");
        Absent(spec.Layers.OfType<LstmLayerSpec>().Any(lstm => lstm.Projection is not null) || spec.Layers.Any(layer => layer is GruLayerSpec { ResetBefore: true } or LtmStmLayerSpec), code, "0Next", "Between");
        Absent(spec.Layers.OfType<RecurrentLayerSpec>().Any(cells => cells.Clip is not null || cells is LstmLayerSpec { CellClip: not null }), code, "Clip", "clip");
        Absent(spec.Layers.OfType<RecurrentLayerSpec>().Any(cells => cells.InitialState), code, "NewState");
        Absent(spec.NeedsWholeSequence, code, "Sequence", "Segment", "Workspace", "Obsolete");
        Absent(spec.Layers.Any(layer => layer is ConvLayerSpec or FrameConvLayerSpec), code, "Conv", "onvolution");
        Absent(spec.Layers.Any(layer => layer is PoolLayerSpec), code, "Pool", "StepInside");
        Absent(spec.Layers.Any(layer => layer is ResidualLayerSpec), code, "Residual", "skipped");
        Absent(spec.Layers.Any(layer => layer is EmbeddingLayerSpec), code, "mbedding", "oken");
        Absent(spec.Layers.OfType<ScaleLayerSpec>().Any(scale => scale.Offset is not null), code, "Offset", "- o)");
        Absent(spec.Layers.OfType<DenseLayerSpec>().Any(dense => dense.Bias), code, "W x + b)");
        Absent(spec.Layers.OfType<DenseLayerSpec>().Any(), code, "Dense", "dense");
        Absent(spec.Layers.OfType<ScaleLayerSpec>().Any(), code, "Scale0", "Scale1", "y = s⊙x");
        Absent(spec.Layers.Any(layer => layer is DenseLayerSpec { Activation.Kind: ActivationKind.Softmax } or ActivationLayerSpec { Activation.Kind: ActivationKind.Softmax }), code, "oftmax");
        Assert.DoesNotContain("#if", code);
        Assert.DoesNotContain("TODO", code);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_class_has_no_member_whose_name_a_model_could_have(string name)
    {
        var root = CSharpSyntaxTree.ParseText(EmittedNetworks.Emit(EmittedNetworks.Golden[name], "Network"), cancellationToken: TestContext.Current.CancellationToken).GetCompilationUnitRoot(TestContext.Current.CancellationToken);
        var type = root.DescendantNodes().OfType<ClassDeclarationSyntax>().Single(declaration => declaration.Identifier.Text == "Network");
        Assert.All(type.Members.Where(member => !IsOfAnInterface(member)).SelectMany(NamesOf), member => Assert.True(GeneratedNames.Contains(member), $"GeneratedNames lacks {member}."));
    }

    [Fact]
    public void The_culture_does_not_matter()
    {
        var specs = new RandomSpecs(seed: 8, largest: 70);
        var all = EmittedNetworks.Golden.Values.Concat(Enumerable.Range(0, 20).Select(_ => specs.Next())).ToList();
        var expected = all.ConvertAll(spec => EmittedNetworks.Emit(spec, "N"));
        var (before, foreign) = (CultureInfo.CurrentCulture, Foreign());
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = foreign;
            Assert.Equal("~1;5", $"{-1.5}");
            Assert.Equal(expected, all.ConvertAll(spec => EmittedNetworks.Emit(spec, "N")));
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void Line_endings_do_not_matter()
    {
        string source = "using Lstm.Embedded;\nnamespace App;\n[LstmModel(\n3,\n4)]\npartial class M;\n";
        string spec = "{\n// a note\n\"input\": 3,\n\"layers\": [\n{ \"type\": \"lstm\", \"hidden\": 4 } ] }\n";
        var unix = GeneratorSession.Start(GeneratorInput.Of(source, ("a.lstm.json", spec)));
        var windows = GeneratorSession.Start(GeneratorInput.Of(source.ReplaceLineEndings("\r\n"), ("a.lstm.json", spec.ReplaceLineEndings("\r\n"))));
        Assert.Equal(2, unix.Generated.Count);
        Assert.Equal(unix.Generated, windows.Generated);
    }

    // Invariant globalization, which the tests run under, knows no German numbers; these are stranger.
    private static CultureInfo Foreign()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "~";
        culture.NumberFormat.NumberDecimalSeparator = ";";
        culture.NumberFormat.NumberGroupSeparator = "'";
        return culture;
    }

    private static void AssertTidy(string code)
    {
        Assert.EndsWith("}\n", code);
        Assert.DoesNotContain('\r', code);
        Assert.DoesNotContain('\t', code);
        Assert.DoesNotContain("\n\n\n", code);
        Assert.DoesNotContain("{\n\n", code);
        Assert.DoesNotContain(code.Split('\n'), line => line.Length > 0 && char.IsWhiteSpace(line[^1]));
        Assert.Equal(code.Count(c => c == '{'), code.Count(c => c == '}'));
        int depth = 0;
        foreach (string line in code.Split('\n'))
        {
            depth -= line.Trim() is "}" ? 1 : 0;
            if (line.Trim() is "{" or "}")
            {
                Assert.Equal(4 * depth, line.IndexOf(line.Trim()[0], StringComparison.Ordinal));
            }
            depth += line.Trim() is "{" ? 1 : 0;
        }
    }

    private static void Absent(bool wanted, string code, params string[] words)
    {
        if (!wanted)
        {
            Assert.All(words, word => Assert.DoesNotContain(word, code));
        }
    }

    // Its name is a longer one.
    private static bool IsOfAnInterface(MemberDeclarationSyntax member) => member is MethodDeclarationSyntax { ExplicitInterfaceSpecifier: not null } or PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: not null };

    private static IEnumerable<string> NamesOf(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.Text),
        MethodDeclarationSyntax method => [method.Identifier.Text],
        PropertyDeclarationSyntax property => [property.Identifier.Text],
        BaseTypeDeclarationSyntax type => [type.Identifier.Text],
        ConstructorDeclarationSyntax => [],
        _ => ["an unknown kind of member: " + member.Kind()],
    };
}
