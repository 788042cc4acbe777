using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Specification;

public class FootprintTests
{
    [Theory]
    [InlineData(1, new[] { 4 })]
    [InlineData(4, new[] { 4 })]
    [InlineData(5, new[] { 8 })]
    [InlineData(8, new[] { 8 })]
    [InlineData(9, new[] { 8, 4 })]
    [InlineData(12, new[] { 8, 4 })]
    [InlineData(13, new[] { 16 })]
    [InlineData(16, new[] { 16 })]
    [InlineData(17, new[] { 16, 4 })]
    [InlineData(41, new[] { 16, 16, 8, 4 })]
    [InlineData(47, new[] { 16, 16, 16 })]
    public void Panels_are_those_of_the_layout(int hiddenSize, int[] widths) => Assert.Equal(widths, Panels.For(hiddenSize));

    [Fact]
    public void Panels_hold_every_unit_and_waste_few()
    {
        for (int hiddenSize = 1; hiddenSize <= SpecLimits.MaxLayerSize; hiddenSize++)
        {
            Assert.InRange(Panels.For(hiddenSize).Sum() - hiddenSize, 0, 3);
        }
    }

    [Fact]
    public void The_network_of_the_documentation_takes_what_one_counts_by_hand()
    {
        var model = Model(3, Lstm(32, peephole: true), new DenseLayerSpec("dense0.", 1, Bias: true, ActivationKind.Sigmoid), new ScaleLayerSpec("s"));

        // Two panels of 36 rows of 64, and three rows of peepholes; one bias, padded, and a row of 32; one factor, padded.
        Assert.Equal([4704, 48, 16], Footprint.WeightFloatsByLayer(model));
        Assert.Equal(4768, Footprint.WeightFloats(model));
    }

    [Fact]
    public void Padding_counts()
    {
        Assert.Equal(4 * 4 * (1 + 1 + 1), Footprint.WeightFloats(Lstm(1, peephole: false), 1));
        Assert.Equal((4 * (16 + 8) * (1 + 5 + 21)) + (3 * 32), Footprint.WeightFloats(Lstm(21, peephole: true), 5));
        Assert.Equal(32 + (17 * 48), Footprint.WeightFloats(new DenseLayerSpec("d.", 17, Bias: false, ActivationKind.Relu), 33));
        Assert.Equal(80, Footprint.WeightFloats(new ScaleLayerSpec("s"), 65));
    }

    // With H = 5 and I = 3: 8 lanes of a panel, and vectors of 16.
    [Theory]
    [InlineData("""{ "type": "lstm", "hidden": 5, "bias": false }""", 8 * 4 * (1 + 3 + 5))]
    [InlineData("""{ "type": "lstm", "hidden": 5, "clip": 1, "cellClip": 2 }""", 8 * 4 * (1 + 3 + 5))]
    [InlineData("""{ "type": "lstm", "hidden": 5, "coupled": true, "peephole": true }""", (8 * 3 * (1 + 3 + 5) + 8) + (2 * 16))]
    [InlineData("""{ "type": "lstm", "hidden": 5, "layerNorm": true }""", (8 * 4 * (3 + 5)) + (8 * 16))]
    [InlineData("""{ "type": "lstm", "hidden": 5, "projection": 2, "initialState": true }""", (8 * 4 * (1 + 3 + 2)) + (4 * 5 + 12) + 16 + 16)]
    [InlineData("""{ "type": "lstm", "hidden": 5, "direction": "bidirectional", "initialState": true }""", 2 * ((8 * 4 * (1 + 3 + 5)) + 32))]
    [InlineData("""{ "type": "gru", "hidden": 5 }""", 8 * (4 + (3 * 3) + (3 * 5)))]
    [InlineData("""{ "type": "gru", "hidden": 5, "bias": false, "initialState": true }""", (8 * ((3 * 3) + (3 * 5))) + 16)]
    [InlineData("""{ "type": "gru", "hidden": 5, "reset": "before" }""", (8 * (3 + (3 * 3) + (2 * 5)) + 0) + (8 * 5 + 8))]
    [InlineData("""{ "type": "rnn", "hidden": 5 }""", (8 * (1 + 3 + 5)) + 8)]
    [InlineData("""{ "type": "ltm-stm", "hidden": 5 }""", (8 * 4 * (1 + 3 + 5)) + (8 * (1 + 5)))]
    [InlineData("""{ "type": "conv1d", "filters": 5, "kernel": 4 }""", (8 * (1 + (3 * 4))) + 8)]
    [InlineData("""{ "type": "frame-conv1d", "channels": 1, "filters": 5, "kernel": 2 }""", (8 * (1 + 2)) + 8)]
    [InlineData("""{ "type": "scale", "tensor": "s", "offset": "o" }""", 32)]
    [InlineData("""{ "type": "activation", "activation": "tanh" }""", 0)]
    public void Layers_take_what_one_counts_by_hand(string layer, int floats)
    {
        var model = SpecParser.Parse($$"""{ "input": 3, "layers": [ {{layer}}, { "type": "lstm", "hidden": 1, "tensors": "last." } ] }""").Model!;
        Assert.Equal(floats, Footprint.WeightFloatsByLayer(model)[0]);
    }

    [Fact]
    public void An_embedding_takes_its_table()
    {
        Assert.Equal(48, Footprint.WeightFloats(new EmbeddingLayerSpec("e.", 7, 5), 1));
        Assert.Equal(4L << 30, Footprint.WeightFloats(new EmbeddingLayerSpec("e.", 1 << 20, 4096), 1));
    }

    [Fact]
    public void Parts_of_any_network_begin_at_a_multiple_of_64_bytes()
    {
        var specs = new RandomSpecs(seed: 3, everything: true);
        for (int i = 0; i < 300; i++)
        {
            Assert.All(Footprint.WeightFloatsByLayer(specs.Next()), part => Assert.True(part >= 0 && part % 16 == 0));
        }
    }

    [Fact]
    public void Each_part_is_laid_out_float_by_float_as_the_page_says()
    {
        var specs = new RandomSpecs(seed: 2);
        for (int i = 0; i < 20; i++)
        {
            var model = specs.Next();
            int inputSize = model.InputSize;
            var parts = new List<long>();
            foreach (var layer in model.Layers)
            {
                parts.Add(Count(layer, inputSize));
                inputSize = layer.OutputSize(inputSize);
            }
            Assert.Equal(parts, Footprint.WeightFloatsByLayer(model));
            Assert.All(parts, part => Assert.Equal(0, part % 16));
        }
    }

    [Fact]
    public void The_largest_network_does_not_overflow()
    {
        var layers = Enumerable.Range(0, SpecLimits.MaxLayers).Select(_ => Lstm(SpecLimits.MaxLayerSize, peephole: true)).ToArray();
        long first = 4L * 4096 * (1 + 65536 + 4096);
        long other = 4L * 4096 * (1 + 4096 + 4096);
        Assert.Equal(first + (63 * other) + (64 * 3 * 4096), Footprint.WeightFloats(Model(SpecLimits.MaxInputSize, layers)));
    }

    // Walks over the floats instead of multiplying.
    private static long Count(LayerSpec layer, int inputSize)
    {
        long floats = 0;
        void Row(long values) => floats += values;
        void Pad()
        {
            while (floats % 16 != 0)
            {
                floats++;
            }
        }

        switch (layer)
        {
            case LstmLayerSpec lstm:
                foreach (int width in Panels.For(lstm.HiddenSize))
                {
                    Row(4 * width);
                    Enumerable.Range(0, inputSize).ToList().ForEach(_ => Row(4 * width));
                    Enumerable.Range(0, lstm.HiddenSize).ToList().ForEach(_ => Row(4 * width));
                }
                for (int gate = 0; gate < (lstm.Peephole ? 3 : 0); gate++)
                {
                    Row(lstm.HiddenSize);
                    Pad();
                }
                break;
            case DenseLayerSpec dense:
                Row(dense.Size);
                Pad();
                for (int row = 0; row < dense.Size; row++)
                {
                    Row(inputSize);
                    Pad();
                }
                break;
            default:
                Row(inputSize);
                Pad();
                break;
        }
        return floats;
    }

    private static LstmLayerSpec Lstm(int hiddenSize, bool peephole) => new("", 0, hiddenSize, peephole, Bias: true, LstmActivations.Standard);

    private static ModelSpec Model(int inputSize, params LayerSpec[] layers) => new(inputSize, new EquatableArray<LayerSpec>(layers));
}
