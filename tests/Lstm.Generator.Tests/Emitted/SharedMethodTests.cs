using System.Text.RegularExpressions;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>Layers of one shape share a method, so that a deep stack is compiled once.</summary>
public class SharedMethodTests
{
    private const int Bodies = 4;

    [Theory]
    [InlineData("lstm\", \"hidden\": 8", "Lstm")]
    [InlineData("lstm\", \"hidden\": 32, \"peephole\": true", "Lstm")]
    [InlineData("lstm\", \"hidden\": 64", "Lstm")]
    [InlineData("gru\", \"hidden\": 20", "Gru")]
    [InlineData("rnn\", \"hidden\": 5", "Rnn")]
    public void A_stack_has_a_method_for_its_first_layer_and_one_for_all_others(string layer, string kind)
    {
        string one = $$"""{ "type": "{{layer}} }""";
        string code = Emit($$"""{ "input": 3, "layers": [ {{one}}, {{one}}, {{one}}, {{one}} ] }""");
        Assert.Equal(Bodies, Regex.Count(code, $@"static void {kind}0\("));
        Assert.Equal(Bodies, Regex.Count(code, $@"static void {kind}1\("));
        Assert.DoesNotMatch($"{kind}[23]", code);
        Assert.Equal(Bodies, Regex.Count(code, "<summary>Layers 1 to 3, one method for all: "));
        Assert.True(Regex.Count(code, $@"\b{kind}1\(") >= 4 * Bodies, "four lines each: the method, and a call for every layer");
    }

    [Theory]
    [InlineData("lstm\", \"hidden\": 8", "Lstm")]
    [InlineData("lstm\", \"hidden\": 64", "Lstm")]
    [InlineData("gru\", \"hidden\": 20", "Gru")]
    public void Both_directions_of_a_layer_have_one_method(string layer, string kind)
    {
        string code = Emit($$"""{ "input": 3, "layers": [ { "type": "{{layer}}, "direction": "bidirectional" } ] }""");
        Assert.Equal(Bodies, Regex.Count(code, $@"static void {kind}0\("));
        Assert.DoesNotContain("0Reverse", code);
        Assert.Equal(Bodies, Regex.Count(code, "<summary>Layer 0, both directions: "));
        foreach (string direction in (string[])["", "Reverse"])
        {
            Assert.Equal(Bodies, Regex.Count(code, $@" {kind}0\(ref Unsafe\.Add\(ref weights, Layer0\.{direction}Weights\), .*ref Unsafe\.Add\(ref state, Layer0\.{direction}Hidden\)"));
        }
    }

    [Fact]
    public void Layers_of_other_shapes_have_methods_of_their_own()
    {
        string code = Emit("""
            { "input": 8, "layers": [
                { "type": "lstm", "hidden": 8 }, { "type": "lstm", "hidden": 8, "peephole": true }, { "type": "lstm", "hidden": 9 },
                { "type": "lstm", "hidden": 8 }, { "type": "lstm", "hidden": 8, "bias": false }, { "type": "lstm", "hidden": 8 } ] }
            """);
        Assert.Equal(Bodies, Regex.Count(code, "<summary>Layers 0 and 5, one method for all: "));
        foreach (int layer in (int[])[0, 1, 2, 3, 4])
        {
            Assert.Equal(Bodies, Regex.Count(code, $@"static void Lstm{layer}\("));
        }
        Assert.DoesNotMatch(@"\bLstm5", code);
    }

    [Fact]
    public void A_layer_whose_sums_are_begun_ahead_is_none_of_those_behind_it()
    {
        string code = Emit("""{ "input": 64, "layers": [ { "type": "lstm", "hidden": 64 }, { "type": "lstm", "hidden": 64 }, { "type": "lstm", "hidden": 64 } ] }""");
        Assert.Contains("Lstm0Ahead(", code);
        Assert.Contains("<summary>Layers 1 and 2, one method for all: ", code);
    }

    private static string Emit(string spec) => EmittedNetworks.Emit(SpecParser.Parse(spec).Model!, "Stack");
}
