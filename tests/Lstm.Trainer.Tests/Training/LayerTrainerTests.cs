using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>The loop over every layer: the same bits with any number of threads, nothing allocated, states carried on, and refusals.</summary>
public class LayerTrainerTests
{
    private const string Forward = """
        { "type": "scale", "tensor": "s", "offset": "o" }, { "type": "conv1d", "filters": 4, "kernel": 3, "dilation": 2 },
        { "type": "lstm", "hidden": 5, "coupled": true, "projection": 4, "peephole": true, "initialState": true }, { "type": "residual", "from": 1 },
        { "type": "gru", "hidden": 5, "initialState": true }, { "type": "gru", "hidden": 4, "reset": "before" }, { "type": "activation", "activation": "tanh" },
        { "type": "ltm-stm", "hidden": 4 }, { "type": "rnn", "hidden": 4 }, { "type": "dense", "size": 1 }
        """;

    private const string Bidirectional = """
        { "type": "gru", "hidden": 4, "direction": "bidirectional" }, { "type": "lstm", "hidden": 4, "direction": "backwards" },
        { "type": "rnn", "hidden": 4, "direction": "bidirectional" }, { "type": "pool", "kind": "mean" }, { "type": "dense", "size": 1 }
        """;

    private static readonly TrainingOptions Options = new() { Epochs = 2, BatchSize = 64, Dropout = 0.2f };

    [Theory]
    [InlineData(Forward, 7)]
    [InlineData(Forward, 0)]
    [InlineData(Bidirectional, 0)]
    public void One_thread_or_three(string layers, int window)
    {
        float[] one = Train(1);
        Assert.Equal(one, Train(3));
        Assert.Equal(one, Train(1));

        float[] Train(int threads)
        {
            using var trainer = Trainer(layers, Options with { Threads = threads, Window = window });
            trainer.Train(cancellation: TestContext.Current.CancellationToken);
            return trainer.Parameters.Values.ToArray();
        }
    }

    [Theory]
    [InlineData(Forward, 7)]
    [InlineData(Bidirectional, 0)]
    public void An_epoch_allocates_nothing(string layers, int window)
    {
        using var trainer = Trainer(layers, Options with { Window = window, Threads = 1 });
        trainer.RunEpoch(CancellationToken.None);
        Assert.Equal(0, Allocations.Of(() => trainer.RunEpoch(CancellationToken.None)));
    }

    [Fact]
    public void States_are_carried_from_window_to_window()
    {
        var spec = Problems.Spec($$"""{ "input": 1, "layers": [ {{Forward}} ] }""");
        var sequences = Problems.RunningMean(5, seed: 9).ToArray();
        var parameters = new NetworkParameters(spec);
        Initialization.Uniform(parameters, new Xoshiro256(1));
        var whole = Network(sequences.Max(sequence => sequence.Length));
        whole.Load(sequences, 0, int.MaxValue);
        whole.Forward();
        var windows = Network(5);
        for (int start = 0; start < whole.Window.Steps; start += 5)
        {
            windows.Load(sequences, start, 5);
            windows.Forward();
            for (int t = 0; t < windows.Window.Steps; t++)
            {
                Assert.Equal(whole.Output.At(start + t).ToArray(), windows.Output.At(t).ToArray());
            }
        }

        ShardNetwork Network(int capacity) => new(new ModelWeights(parameters), LossFunction.Create(Options.Loss, spec), capacity, tokens: false, dropout: 0f, LaneKernels.Best);
    }

    [Theory]
    [InlineData("""{ "type": "rnn", "hidden": 1, "activation": "identity" }""", "weight_hh_l0", 0, 0)]
    [InlineData("""{ "type": "gru", "hidden": 1, "activations": { "updateGate": "identity" } }""", "bias_ih_l0", 1, 2)]
    [InlineData("""{ "type": "gru", "hidden": 1, "reset": "before", "activations": { "updateGate": "identity" } }""", "bias_ih_l0", 1, 2)]
    [InlineData("""{ "type": "ltm-stm", "hidden": 1, "activations": { "forgetGate": "identity" } }""", "bias_ih_l0", 1, 2)]
    [InlineData("""{ "type": "rnn", "hidden": 1, "activation": "identity", "direction": "backwards" }""", "weight_hh_l0", 0, 0)]
    public void Nothing_grows_where_a_sequence_has_ended(string layer, string grows, int row, int inputRow)
    {
        var spec = Problems.Spec($$"""{ "input": 1, "layers": [ {{layer}} ] }""");
        var parameters = new NetworkParameters(spec);
        Set(grows, row, 1000f); // the state takes on a factor of 1000 at every step, once there is something in it
        Set("weight_ih_l0", inputRow, 1f);
        var network = new ShardNetwork(new ModelWeights(parameters), LossFunction.Create(Options.Loss, spec), 30, tokens: false, dropout: 0f, LaneKernels.Best);
        network.Load([Sequence.OfNumbers("ends", 1, [1f], [0f]), Sequence.OfNumbers("continues", 30, new float[30], new float[30])], 0, 30);
        network.Forward();
        Assert.True(double.IsFinite(network.Loss(1f)));
        network.Backward();
        Assert.All(network.Gradient.ToArray(), slope => Assert.True(float.IsFinite(slope)));

        void Set(string name, int row, float value) => NetworkParameters.At(parameters.Values, parameters.Tensors.First(tensor => tensor.Name == name), row) = value;
    }

    [Theory]
    [InlineData("""{ "type": "lstm", "hidden": 4, "layerNorm": true, "cellClip": 3 }""", "layers[0] (lstm): \"cellClip\"; layers[0] (lstm): \"layerNorm\"")]
    [InlineData("""{ "type": "gru", "hidden": 4, "clip": 3 }""", "layers[0] (gru): \"clip\"")]
    [InlineData("""{ "type": "rnn", "hidden": 4, "activation": "elu" }""", "layers[0] (rnn): \"activation\": \"elu\"")]
    [InlineData("""{ "type": "lstm", "hidden": 4, "activations": { "candidate": "softsign" } }""", "layers[0] (lstm): \"candidate\": \"softsign\"")]
    [InlineData("""{ "type": "conv1d", "filters": 4, "kernel": 2, "stride": 2 }""", "layers[0] (conv1d): \"stride\": 2")]
    [InlineData("""{ "type": "gru", "hidden": 4 }, { "type": "frame-conv1d", "channels": 1, "filters": 1, "kernel": 2 }""", "layers[1] (frame-conv1d): the type")]
    [InlineData("""{ "type": "gru", "hidden": 4 }, { "type": "magnitude", "channels": 2 }""", "layers[1] (magnitude): the type")]
    public void What_cannot_be_trained(string layers, string named)
    {
        string message = Assert.Throws<ArgumentException>(() => Trainer(layers + """, { "type": "dense", "size": 1 }""", Options)).Message;
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Contains("docs/training.md has a table", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Bidirectional, "layers[0] (gru) begins at the end of each sequence, which windows would cut")]
    [InlineData("""{ "type": "gru", "hidden": 4 }, { "type": "pool", "kind": "mean" }, { "type": "dense", "size": 1 }""", "layers[1] (pool) makes one result of each sequence, which windows would cut")]
    public void Windows_that_would_cut_what_needs_the_whole_sequence(string layers, string named)
    {
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => Trainer(layers, Options with { Window = 5 })).Message, StringComparison.Ordinal);
        Trainer(layers, Options with { Window = 1000 }).Dispose();
    }

    [Fact]
    public void A_target_at_every_step_of_a_pooled_sequence()
    {
        var spec = Problems.Spec($$"""{ "input": 1, "layers": [ {{Bidirectional}} ] }""");
        string message = Assert.Throws<ArgumentException>(() => new NetworkTrainer(spec, Problems.RunningMean(3, seed: 1), [], Options)).Message;
        Assert.Contains("the network pools its time steps, so there must be 1 for the whole sequence", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5f)]
    [InlineData(-1f)]
    [InlineData(1.5f)]
    public void An_input_that_is_no_token_of_an_embedding(float input)
    {
        var spec = Problems.Spec("""{ "input": 1, "layers": [ { "type": "embedding", "rows": 5, "size": 2 }, { "type": "gru", "hidden": 2 }, { "type": "dense", "size": 1 } ] }""");
        string message = Assert.Throws<ArgumentException>(() => new NetworkTrainer(spec, [Sequence.OfNumbers("a", 2, [4f, input], [1f])], [], Options)).Message;
        Assert.Contains($"an input {input}; the embedding takes whole numbers from 0 to 4", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constants_are_in_the_first_layer_and_stay()
    {
        var spec = Problems.Spec($$"""{ "input": 1, "layers": [ {{Forward}} ] }""");
        var constants = new Dictionary<string, float[]> { ["s"] = [0.25f], ["o"] = [1300f] };
        using var trainer = new NetworkTrainer(spec, Sequences(Forward), [], Options, constants);
        trainer.Train(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([0.25f], trainer.Parameters.Tensor("s"));
        Assert.Equal([1300f], trainer.Parameters.Tensor("o"));
        Assert.Throws<ArgumentException>(() => new NetworkTrainer(spec, Sequences(Forward), [], Options, new Dictionary<string, float[]> { ["weight_ih_l0"] = [1f] }));
    }

    [Fact]
    public void A_coupled_cell_remembers_at_first()
    {
        var parameters = new NetworkParameters(Problems.Spec("""{ "input": 1, "layers": [ { "type": "lstm", "hidden": 2, "coupled": true } ] }"""));
        Initialization.Uniform(parameters, new Xoshiro256(1), forgetBias: 1);
        Assert.Equal([-1f, -1f], parameters.Tensor("bias_ih_l0")[..2]); // f = 1 − σ(−1) = σ(1)
        Assert.DoesNotContain(1f, parameters.Tensor("bias_ih_l0"));
    }

    private static NetworkTrainer Trainer(string layers, TrainingOptions options) =>
        new(Problems.Spec($$"""{ "input": 1, "layers": [ {{layers}} ] }"""), Sequences(layers), [], options);

    private static List<Sequence> Sequences(string layers) =>
        [.. Problems.RunningMean(100, seed: 3).Select(sequence => layers.Contains("\"pool\"", StringComparison.Ordinal) ? sequence with { Targets = sequence.Targets[^1..] } : sequence)];
}
