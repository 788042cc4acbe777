using System.Linq;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Specification;

public class SpecHashTests
{
    private const string Plain = """{"input":3,"layers":[{"type":"lstm","hidden":32,"peephole":true},{"type":"dense","size":1,"activation":"sigmoid"}]}""";

    [Fact]
    public void The_hash_never_changes()
    {
        // By sha256sum over the text in docs/model-format.md: weight files out there carry it.
        Assert.Equal("71f5916fe8ad08cfec17a9e195d83432", Of(Plain));
    }

    [Theory]
    [InlineData("""
        // another layout
        { "layers": [ { "hidden": 32, "type": "lstm", "peephole": true, "bias": true, },
                      { "activation": "sigmoid", "type": "dense", "size": 1 } ],
          "input": 3 }
        """)]
    [InlineData("""{"input":3,"layers":[{"type":"lstm","hidden":32,"peephole":true,"tensors":"lstm."},{"type":"dense","size":1,"activation":"sigmoid","tensors":"linear."}]}""")]
    [InlineData("""{"$schema":"x","input":3,"maxWeightBytes":1,"maxStateBytes":1,"layers":[{"type":"lstm","hidden":32,"peephole":true},{"type":"dense","size":1,"activation":"sigmoid"}]}""")]
    [InlineData("""{"input":3,"layers":[{"type":"lstm","hidden":32,"peephole":true,"activations":{"cell":"tanh"}},{"type":"dense","size":1,"activation":"sigmoid"}]}""")]
    public void What_changes_no_result_changes_no_hash(string text) => Assert.Equal(Of(Plain), Of(text));

    [Fact]
    public void Whatever_changes_a_result_changes_the_hash()
    {
        var lstm = new LstmLayerSpec("", 0, 32, Peephole: true, Bias: true, LstmActivations.Standard);
        var dense = new DenseLayerSpec("dense0.", 2, Bias: true, ActivationKind.Sigmoid);
        var usual = LstmActivations.Standard;
        ModelSpec[] different =
        [
            Model(3, lstm, dense),
            Model(4, lstm, dense),
            Model(3, lstm),
            Model(3, dense, lstm),
            Model(3, lstm, dense, new ScaleLayerSpec("a")),
            Model(3, new ScaleLayerSpec("a"), lstm, dense),
            Model(3, lstm with { HiddenSize = 33 }, dense),
            Model(3, lstm with { Peephole = false }, dense),
            Model(3, lstm with { Bias = false }, dense),
            Model(3, lstm with { Activations = usual with { InputGate = ActivationKind.Relu } }, dense),
            Model(3, lstm with { Activations = usual with { ForgetGate = ActivationKind.Relu } }, dense),
            Model(3, lstm with { Activations = usual with { Candidate = ActivationKind.Relu } }, dense),
            Model(3, lstm with { Activations = usual with { OutputGate = ActivationKind.Relu } }, dense),
            Model(3, lstm with { Activations = usual with { Cell = ActivationKind.Relu } }, dense),
            Model(3, lstm, dense with { Size = 3 }),
            Model(3, lstm, dense with { Bias = false }),
            Model(3, lstm, dense with { Activation = ActivationKind.Softmax }),
        ];
        Assert.Equal(different.Length, different.Select(SpecHash.Of).Distinct().Count());
    }

    private static ModelSpec Model(int inputSize, params LayerSpec[] layers) => new(inputSize, new EquatableArray<LayerSpec>(layers));

    private static string Of(string text)
    {
        var result = SpecParser.Parse(text);
        Assert.Empty(result.Errors);
        return SpecHash.Of(result.Model!);
    }
}
