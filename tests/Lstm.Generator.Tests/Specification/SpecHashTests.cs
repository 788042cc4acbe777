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

    /// <summary>Lines that weight files out there are tied to, by hand from docs/model-format.md; 3f000000 is 0.5, 3f800000 is 1.</summary>
    public static TheoryData<string, string> Lines { get; } = new()
    {
        { """{ "type": "lstm", "hidden": 8 }""", "lstm 8 peephole=0 bias=1 i=sigmoid f=sigmoid g=tanh o=sigmoid c=tanh" },
        { """{ "type": "lstm", "hidden": 8, "peephole": true, "bias": false, "coupled": true, "projection": 4, "layerNorm": true, "clip": 0.5, "cellClip": 1, "direction": "bidirectional", "initialState": true }""", "lstm 8 peephole=1 bias=0 i=sigmoid f=sigmoid g=tanh o=sigmoid c=tanh coupled projection=4 layernorm clip=3f000000 cellclip=3f800000 direction=bidirectional initial" },
        { """{ "type": "gru", "hidden": 8 }""", "gru 8 reset=after bias=1 r=sigmoid z=sigmoid n=tanh" },
        { """{ "type": "gru", "hidden": 8, "reset": "before", "bias": false, "direction": "reverse", "clip": 1, "initialState": true }""", "gru 8 reset=before bias=0 r=sigmoid z=sigmoid n=tanh clip=3f800000 direction=reverse initial" },
        { """{ "type": "rnn", "hidden": 8, "direction": "backwards" }""", "rnn 8 bias=1 tanh direction=backwards" },
        { """{ "type": "ltm-stm", "hidden": 8 }""", "ltm-stm 8 bias=1 i=sigmoid f=sigmoid n=tanh u=tanh v=sigmoid" },
        { """{ "type": "dense", "size": 8, "activation": "softmax" }""", "dense 8 bias=1 softmax" },
        { """{ "type": "scale", "tensor": "s" }""", "scale" },
        { """{ "type": "scale", "tensor": "s", "offset": "o" }""", "scale offset" },
        { """{ "type": "layer-norm" }""", "layer-norm epsilon=3727c5ac bias=1" },
        { """{ "type": "layer-norm", "epsilon": 0.5, "bias": false, "tensors": "n." }""", "layer-norm epsilon=3f000000 bias=0" },
        { """{ "type": "activation", "activation": "relu" }""", "activation relu" },
        { """{ "type": "activation", "activation": { "type": "elu", "alpha": 0.5 } }""", "activation elu(3f000000)" },
        { """{ "type": "activation", "activation": "leakyRelu" }""", "activation leakyRelu(3c23d70a)" },
        { """{ "type": "activation", "activation": { "type": "hardSigmoid", "alpha": 0.5, "beta": -0.0 } }""", "activation hardSigmoid(3f000000,00000000)" },
        { """{ "type": "conv1d", "filters": 8, "kernel": 3, "stride": 2, "dilation": 4 }""", "conv1d 8 kernel=3 stride=2 dilation=4 bias=1 identity" },
        { """{ "type": "frame-conv1d", "channels": 1, "filters": 8, "kernel": 3, "padLeft": 1, "padRight": 2, "padMode": "reflect", "bias": false }""", "frame-conv1d 1 8 kernel=3 stride=1 dilation=1 pad=1,2,reflect bias=0 identity" },
        { """{ "type": "magnitude", "channels": 2 }""", "magnitude 2" },
    };

    [Theory, MemberData(nameof(Lines))]
    public void The_line_of_a_layer_never_changes(string layer, string line)
    {
        string text = SpecHash.CanonicalText(SpecParser.Parse($$"""{ "input": 4, "layers": [ {{layer}}, { "type": "rnn", "hidden": 1, "tensors": "z." } ] }""").Model!);
        Assert.Equal($"input 4\n{line}\nrnn 1 bias=1 tanh\n", text);
    }

    [Fact]
    public void The_lines_of_layers_that_need_others_never_change()
    {
        string spec = """
            { "input": 1, "layers": [ { "type": "embedding", "rows": 7, "size": 5 }, { "type": "rnn", "hidden": 5 }, { "type": "residual", "from": 0 },
              { "type": "pool", "kind": "last" } ] }
            """;
        const string Expected = "input 1\nembedding 7 5\nrnn 5 bias=1 tanh\nresidual 0\npool last\n";
        Assert.Equal(Expected, SpecHash.CanonicalText(SpecParser.Parse(spec).Model!));
        Assert.Equal("residual input", SpecHash.CanonicalText(Model(1, new ResidualLayerSpec(ResidualLayerSpec.Input))).Split('\n')[1]);
        Assert.Equal("pool mean", SpecHash.CanonicalText(Model(1, new PoolLayerSpec(PoolKind.Mean))).Split('\n')[1]);
        Assert.Equal("anomaly", SpecHash.CanonicalText(Model(1, new AnomalyLayerSpec())).Split('\n')[1]);
        Assert.Equal("pool final", SpecHash.CanonicalText(Model(1, new PoolLayerSpec(PoolKind.Final))).Split('\n')[1]);
    }

    [Fact]
    public void Equal_specs_have_equal_hashes()
    {
        var zero = Model(1, new ActivationLayerSpec(new ActivationSpec(ActivationKind.Affine, 1, 0f)));
        var negative = Model(1, new ActivationLayerSpec(new ActivationSpec(ActivationKind.Affine, 1, -0f)));
        Assert.Equal(zero, negative);
        Assert.Equal(SpecHash.Of(zero), SpecHash.Of(negative));
    }

    [Fact]
    public void Names_and_budgets_of_any_network_are_not_in_its_hash()
    {
        var specs = new RandomSpecs(seed: 14, everything: true);
        for (int i = 0; i < 300; i++)
        {
            var model = specs.Next();
            var renamed = model.Layers.Select(layer => layer is ScaleLayerSpec { Offset: not null } scale ? scale with { Tensors = "x", Offset = "y" } : layer with { Tensors = "z." + layer.Tensors });
            Assert.Equal(SpecHash.Of(model), SpecHash.Of(new ModelSpec(model.InputSize, new EquatableArray<LayerSpec>(renamed), 1, 2)));
        }
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

    [Fact]
    public void Whatever_changes_a_result_of_the_other_layers_changes_the_hash()
    {
        var lstm = new LstmLayerSpec("", 0, 8, Peephole: false, Bias: true, LstmActivations.Standard);
        var gru = new GruLayerSpec("", 0, 8, Bias: true, GruActivations.Standard);
        var rnn = new RnnLayerSpec("", 0, 8, Bias: true, ActivationKind.Tanh);
        var cell = new LtmStmLayerSpec("", 0, 8, Bias: true, LtmStmActivations.Standard);
        var conv = new ConvLayerSpec("c.", 8, 3, 1, 1, Bias: true, ActivationKind.Identity);
        var frame = new FrameConvLayerSpec("c.", 1, 8, 3, 1, 1, 0, 0, Reflect: false, Bias: true, ActivationKind.Identity);
        var elu = new ActivationSpec(ActivationKind.Elu, 2, 0);
        LayerSpec[] different =
        [
            lstm, lstm with { Coupled = true }, lstm with { CellClip = 1 }, lstm with { CellClip = 2 }, lstm with { Clip = 1 }, lstm with { LayerNorm = true },
            lstm with { Projection = 4 }, lstm with { Projection = 5 }, lstm with { InitialState = true }, lstm with { Direction = Direction.Reverse },
            lstm with { Direction = Direction.Backwards }, lstm with { Direction = Direction.Bidirectional }, lstm with { Activations = LstmActivations.Standard with { Cell = elu } },
            gru, gru with { HiddenSize = 9 }, gru with { Bias = false }, gru with { ResetBefore = true }, gru with { Clip = 1 }, gru with { InitialState = true },
            gru with { Direction = Direction.Reverse }, gru with { Activations = GruActivations.Standard with { ResetGate = elu } },
            gru with { Activations = GruActivations.Standard with { UpdateGate = elu } }, gru with { Activations = GruActivations.Standard with { Candidate = elu } },
            rnn, rnn with { HiddenSize = 9 }, rnn with { Bias = false }, rnn with { Activation = elu }, rnn with { Clip = 1 }, rnn with { InitialState = true }, rnn with { Direction = Direction.Reverse },
            cell, cell with { HiddenSize = 9 }, cell with { Bias = false }, cell with { Clip = 1 }, cell with { InitialState = true }, cell with { Direction = Direction.Reverse },
            cell with { Activations = LtmStmActivations.Standard with { LearnGate = elu } }, cell with { Activations = LtmStmActivations.Standard with { ForgetGate = elu } },
            cell with { Activations = LtmStmActivations.Standard with { Candidate = elu } }, cell with { Activations = LtmStmActivations.Standard with { UseGate = elu } },
            cell with { Activations = LtmStmActivations.Standard with { Output = elu } },
            conv, conv with { Filters = 9 }, conv with { Kernel = 2 }, conv with { Stride = 2 }, conv with { Dilation = 2 }, conv with { Bias = false }, conv with { Activation = elu },
            frame, frame with { Channels = 2 }, frame with { Filters = 9 }, frame with { Kernel = 2 }, frame with { Stride = 2 }, frame with { Dilation = 2 }, frame with { PadLeft = 1 },
            frame with { PadRight = 1 }, frame with { Reflect = true }, frame with { Bias = false }, frame with { Activation = elu },
            new EmbeddingLayerSpec("e.", 7, 5), new EmbeddingLayerSpec("e.", 5, 7), new PoolLayerSpec(PoolKind.Last), new PoolLayerSpec(PoolKind.Mean), new PoolLayerSpec(PoolKind.Final),
            new ResidualLayerSpec(0), new ResidualLayerSpec(1), new ResidualLayerSpec(ResidualLayerSpec.Input), new ScaleLayerSpec("s"), new ScaleLayerSpec("s", "o"),
            new LayerNormLayerSpec("n.", 1, Bias: true), new LayerNormLayerSpec("n.", 2, Bias: true), new LayerNormLayerSpec("n.", 1, Bias: false),
            new MagnitudeLayerSpec(2), new MagnitudeLayerSpec(4), new ActivationLayerSpec(elu), new ActivationLayerSpec(ActivationKind.Elu), new ActivationLayerSpec(ActivationKind.Tanh),
            new ActivationLayerSpec(new ActivationSpec(ActivationKind.Affine, 1, 2)), new ActivationLayerSpec(new ActivationSpec(ActivationKind.Affine, 2, 1)),
        ];
        Assert.Equal(different.Length, different.Select(layer => SpecHash.Of(Model(4, layer))).Distinct().Count());
    }

    private static ModelSpec Model(int inputSize, params LayerSpec[] layers) => new(inputSize, new EquatableArray<LayerSpec>(layers));

    private static string Of(string text)
    {
        var result = SpecParser.Parse(text);
        Assert.Empty(result.Errors);
        return SpecHash.Of(result.Model!);
    }
}
