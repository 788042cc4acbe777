using System;
using Lstm.Training.Reference;
using Xunit;
using static Lstm.Trainer.Tests.Reference.ReferenceModels;

namespace Lstm.Trainer.Tests.Reference;

/// <summary>The layers around the recurrent ones, with numbers that were worked out by hand.</summary>
public class OtherLayerTests
{
    // A network needs a layer that remembers; this one hands on what it gets.
    private const string PassOn = """{ "type": "conv1d", "filters": 1, "kernel": 1, "bias": false, "tensors": "pass." }""";
    private static readonly (string, float[]) One = ("pass.weight", [1f]);

    [Theory]
    [InlineData("\"identity\"", -1.5, -1.5, 2)]
    [InlineData("\"relu\"", 0.0, -1.5, 0)]
    [InlineData("""{ "type": "affine", "alpha": 2, "beta": 1 }""", -2.0, -1.5, 0)]
    [InlineData("""{ "type": "leakyRelu", "alpha": 0.5 }""", -0.75, -1.5, 0)]
    [InlineData("""{ "type": "thresholdedRelu", "alpha": 2 }""", 0.0, 2, 0)]
    [InlineData("""{ "type": "thresholdedRelu", "alpha": 2 }""", 2.5, 2.5, 0)]
    [InlineData("""{ "type": "hardSigmoid", "alpha": 0.25, "beta": 0.5 }""", 0.125, -1.5, 0)]
    [InlineData("""{ "type": "hardSigmoid", "alpha": 0.25, "beta": 0.5 }""", 1.0, 3, 0)]
    [InlineData("\"softsign\"", -0.6, -1.5, 0)]
    [InlineData("\"sigmoid\"", 0.18242552380635635, -1.5, 0)]
    [InlineData("\"tanh\"", -0.905148253644866, -1.5, 0)]
    [InlineData("\"softplus\"", 0.2014132779827524, -1.5, 0)]
    [InlineData("""{ "type": "elu", "alpha": 0.5 }""", -0.38843491992578516, -1.5, 0)]
    [InlineData("""{ "type": "scaledTanh", "alpha": 2, "beta": 0.5 }""", -1.2702979047745746, -1.5, 0)]
    [InlineData("\"softmax\"", 0.029312230751356316, -1.5, 2)]
    public void Every_activation_of_a_dense_layer_and_of_a_layer_of_its_own(string activation, double expected, double x, double other)
    {
        string two = $$"""{ "type": "dense", "size": 2, "bias": false, "activation": {{activation}} }""";
        Assert.Equal(expected, Network(1, $"{PassOn}, {two}", One, ("dense0.weight", [(float)x, (float)other])).Step([1])[0], 12);
        string alone = $$"""{ "type": "dense", "size": 2, "bias": false }, { "type": "activation", "activation": {{activation}} }""";
        Assert.Equal(expected, Network(1, $"{PassOn}, {alone}", One, ("dense0.weight", [(float)x, (float)other])).Step([1])[0], 12);
    }

    [Fact]
    public void Scale_takes_the_offset_away_first()
    {
        Same([6], Network(1, $$"""{ "type": "scale", "tensor": "s", "offset": "o" }, {{PassOn}}""", One, ("s", [3f]), ("o", [-1f])).Step([1]));
        Same([2 - 8], Network(2, """{ "type": "scale", "tensor": "s", "offset": "o" }, { "type": "conv1d", "filters": 1, "kernel": 1, "bias": false }""", ("conv0.weight", [1f, 1f]), ("s", [2f]), ("o", [4f, 3f])).Step([5, -1]));
    }

    [Fact]
    public void A_residual_adds_the_first_values_of_the_sample_or_of_a_layer()
    {
        var network = Network(
            2,
            """{ "type": "conv1d", "filters": 1, "kernel": 2, "bias": false }, { "type": "residual", "from": "input" }, { "type": "scale", "tensor": "s" }, { "type": "residual", "from": 0 }""",
            ("conv0.weight", [1f, 0f, 0f, 10f]),
            ("s", [2f]));
        Same([(2 * (20 + 1)) + 20], network.Step([1, 2]));
        Same([(2 * (41 + 3)) + 41], network.Step([3, 4]));
    }

    [Fact]
    public void An_embedding_gives_the_row_of_a_token()
    {
        var network = Network(1, """{ "type": "embedding", "rows": 3, "size": 2 }, { "type": "conv1d", "filters": 1, "kernel": 1, "bias": false }""", ("embedding0.weight", [1f, 2f, 3f, 4f, 5f, 6f]), ("conv0.weight", [1f, 10f]));
        Same([[65], [21]], network.Run([[2], [0]]));
        Assert.Throws<ArgumentException>(() => network.Step([3]));
        Assert.Throws<ArgumentException>(() => network.Step([0.5]));
    }

    [Fact]
    public void A_convolution_sees_the_steps_before_zeros_before_the_beginning()
    {
        // y_t = 1·x_(t−4) + 10·x_(t−2) + 100·x_t, at t = 0, 3, 6.
        var network = Network(1, """{ "type": "conv1d", "filters": 1, "kernel": 3, "dilation": 2, "stride": 3 }, { "type": "rnn", "hidden": 1, "activation": "identity", "bias": false }""", ("conv0.weight", [1f, 10f, 100f]), ("conv0.bias", [0.5f]), ("weight_ih_l0", [1f]), ("weight_hh_l0", [1f]));
        double[][] sequence = [[1], [2], [3], [4], [5], [6], [7]];
        double[][] expected = [[100.5], [100.5 + 420.5], [100.5 + 420.5 + 753.5]];
        Same(expected, network.Run(sequence));
        network.Reset();
        Assert.Equal([1, 0, 0, 1, 0, 0, 1], Array.ConvertAll(sequence, x => network.Step(x).Length));
        network.Reset();
        Same(expected[..2], network.Run(sequence[..4]));
        Same(expected[2..], network.Run(sequence[4..]));
    }

    [Fact]
    public void A_frame_is_convolved_by_position()
    {
        // Positions (1, 10), (2, 20), (3, 30); output p sees p·2 − 1 and p·2 of the frame with one position before it and none behind.
        const string Conv = """{ "type": "frame-conv1d", "channels": 2, "filters": 2, "kernel": 2, "stride": 2, "padLeft": 1 """;
        (string, float[])[] tensors = [("conv0.weight", [1f, 2f, 1f, 2f, 0f, -1f, 0f, 0f]), ("conv0.bias", [0.5f, 0f]), ("conv1.weight", [1f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 1f])];
        const string Four = """ }, { "type": "conv1d", "filters": 4, "kernel": 1, "bias": false }""";
        Same([22.5, -1, (2 + 20) + (2 * 33) + 0.5, -3], Network(6, Conv + Four, tensors).Step([1, 10, 2, 20, 3, 30]));
        Same([22 + 22.5, -1, 22 + 66.5, -3], Network(6, Conv + """, "padMode": "reflect" """ + Four, tensors).Step([1, 10, 2, 20, 3, 30]));
    }

    [Fact]
    public void A_frame_is_mirrored_without_its_outermost_position()
    {
        const string Conv = """{ "type": "frame-conv1d", "channels": 1, "filters": 1, "kernel": 2, "dilation": 4, "padLeft": 2, "padRight": 2, "padMode": "reflect", "bias": false }, { "type": "conv1d", "filters": 1, "kernel": 1, "bias": false }""";
        // 3 2 | 1 2 3 | 2 1: 7 positions, an output sees two of them 4 apart: 3 + 3, 2 + 20, 1 + 10.
        var network = Network(3, Conv, ("conv0.weight", [1f, 10f]), ("conv1.weight", [1f, 100f, 10_000f]));
        Same([33 + (100 * 22) + (10_000 * 11)], network.Step([1, 2, 3]));
    }

    [Fact]
    public void A_magnitude_joins_the_halves_of_each_position()
    {
        var network = Network(8, """{ "type": "magnitude", "channels": 4 }, { "type": "conv1d", "filters": 1, "kernel": 1, "bias": false }""", ("conv0.weight", [1f, 100f, 10_000f, 1_000_000f]));
        Same([5 + (100 * 13) + (10_000 * 17) + (1_000_000 * 25.0)], network.Step([3, 5, 4, 12, 8, 7, 15, 24]));
    }
}
