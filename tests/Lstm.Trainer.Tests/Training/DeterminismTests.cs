using System;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>The same seed gives the same bits, and another seed does not.</summary>
public class DeterminismTests
{
    private const string Stacked = """{ "input": 1, "layers": [ { "type": "lstm", "hidden": 6, "peephole": true }, { "type": "lstm", "hidden": 5 }, { "type": "dense", "size": 1 } ] }""";

    private static readonly TrainingOptions Options = new() { Epochs = 3, BatchSize = 64, Window = 10, Dropout = 0.2f };

    [Fact]
    public void One_thread_or_four()
    {
        float[] one = Train(Options with { Threads = 1 });
        Assert.Equal(one, Train(Options with { Threads = 4 }));
        Assert.Equal(one, Train(Options with { Threads = 1 }));
    }

    /// <summary>One thread takes shards two at a time, four take one each.</summary>
    [Theory]
    [InlineData("""{ "type": "lstm", "hidden": 6, "direction": "bidirectional" }""")]
    [InlineData("""{ "type": "lstm", "hidden": 6, "direction": "reverse" }""")]
    [InlineData("""{ "type": "gru", "hidden": 6, "direction": "bidirectional" }""")]
    [InlineData("""{ "type": "gru", "hidden": 14 }""")]
    [InlineData("""{ "type": "rnn", "hidden": 7 }""")]
    public void Shards_side_by_side_or_each_by_itself(string layer)
    {
        string spec = $$"""{ "input": 1, "layers": [ {{layer}}, {{layer}}, { "type": "dense", "size": 1 } ] }""";
        var options = Options with { Window = 0 };
        Assert.Equal(Train(options with { Threads = 1 }, spec), Train(options with { Threads = 4 }, spec));
    }

    /// <summary>A network that branches, with a loss for each head.</summary>
    [Fact]
    public void One_thread_or_four_for_heads()
    {
        var spec = Problems.Spec("""
            { "input": 1, "layers": [ { "type": "gru", "hidden": 6, "name": "m" }, { "type": "concat", "from": ["m", "input"], "name": "c" }, { "type": "lstm", "hidden": 5 },
              { "type": "dense", "size": 1, "name": "mean" }, { "type": "dense", "size": 1, "activation": "sigmoid", "from": "c", "name": "high" } ], "outputs": ["mean", "high"] }
            """);
        var sequences = Problems.RunningMean(150, seed: 3).Select(sequence => Sequence.OfNumbers(sequence.Id, sequence.Length, sequence.Inputs, [.. sequence.Targets.SelectMany(target => (float[])[target, target > 0 ? 1 : 0])])).ToList();
        float[] Trained(int threads)
        {
            using var trainer = new NetworkTrainer(spec, sequences, [], Options with { Threads = threads, Dropout = 0, Loss = new(LossKind.Heads) });
            trainer.Train(cancellation: TestContext.Current.CancellationToken);
            return trainer.Parameters.Values.ToArray();
        }
        Assert.Equal(Trained(1), Trained(4));
        Assert.Contains("branches", Assert.Throws<ArgumentException>(() => new NetworkTrainer(spec, sequences, [], Options with { Loss = new(LossKind.Heads) })).Message);
    }

    [Fact]
    public void One_thread_or_three_for_weights_that_are_cut_into_pieces()
    {
        const string Large = """{ "input": 1, "layers": [ { "type": "lstm", "hidden": 80 }, { "type": "dense", "size": 1 } ] }""";
        Assert.Equal(3, Pieces.Count(new NetworkParameters(Problems.Spec(Large)).Values.Length, 3));
        var options = Options with { Epochs = 1, ClipNorm = 0.01f };
        Assert.Equal(Train(options with { Threads = 1 }, Large), Train(options with { Threads = 3 }, Large));
    }

    [Theory]
    [InlineData(LossKind.CrossEntropy, "softmax")]
    [InlineData(LossKind.BinaryCrossEntropy, "sigmoid")]
    public void One_thread_or_three_with_weights_of_targets(LossKind loss, string activation)
    {
        var spec = Problems.Spec($$"""{ "input": 1, "layers": [ { "type": "gru", "hidden": 6 }, { "type": "dense", "size": 2, "activation": "{{activation}}" } ] }""");
        var sequences = Problems.RunningMean(150, seed: 3).Select(sequence => loss == LossKind.CrossEntropy
            ? Sequence.OfClasses(sequence.Id, sequence.Length, sequence.Inputs, [.. sequence.Targets.Select(target => target > 0.2f ? 1 : 0)])
            : Sequence.OfNumbers(sequence.Id, sequence.Length, sequence.Inputs, [.. sequence.Targets.SelectMany(target => (float[])[target > 0.2f ? 1 : 0, target > 0 ? 1 : 0])])).ToList();
        float[] Trained(int threads, params float[] weights)
        {
            using var trainer = new NetworkTrainer(spec, sequences, [], Options with { Threads = threads, Loss = new(loss) { Weights = new(weights) } });
            trainer.Train(cancellation: TestContext.Current.CancellationToken);
            return trainer.Parameters.Values.ToArray();
        }
        float[] weighted = Trained(1, 0.5f, 30);
        Assert.Equal(weighted, Trained(3, 0.5f, 30));
        Assert.Equal(Trained(1), Trained(1, 1, 1));
        Assert.NotEqual(weighted, Trained(1));
    }

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(3, 1, 2)]
    [InlineData(2, 2, 1)]
    [InlineData(4, 2, 2)]
    [InlineData(5, 2, 2)]
    [InlineData(6, 2, 1)] // three turns of one each are over before two turns of two
    [InlineData(6, 3, 2)]
    [InlineData(4, 4, 1)]
    public void A_thread_takes_two_shards_unless_another_would_wait(int shards, int threads, int together) => Assert.Equal(together, BatchRunner.Together(shards, threads));

    [Fact]
    public void Pieces_are_the_whole()
    {
        foreach (int length in new[] { 0, 16, 1000, 48_000 })
        {
            for (int pieces = 1; pieces <= 5; pieces++)
            {
                Assert.Equal(Enumerable.Range(0, length), Enumerable.Range(0, pieces).SelectMany(piece => Enumerable.Range(0, length).Take(Pieces.Part(length, piece, pieces))));
            }
        }
    }

    [Fact]
    public void Another_seed() => Assert.NotEqual(Train(Options), Train(Options with { Seed = 2 }));

    [Fact]
    public void Dropout_counts() => Assert.NotEqual(Train(Options), Train(Options with { Dropout = 0.1f }));

    [Fact]
    public void The_random_source_is_xoshiro256()
    {
        // The first numbers of splitmix64 from 0, and of xoshiro256** from state 1, 2, 3, 4, as published with them.
        var random = new Xoshiro256(0);
        Assert.Equal(0xE220A8397B1DCDAFUL, random.State[0]);
        Assert.Equal(0x6E789E6AA1B965F4UL, random.State[1]);
        new ulong[] { 1, 2, 3, 4 }.CopyTo(random.State);
        Assert.Equal([11520UL, 0UL, 1509978240UL, 1215971899390074240UL], Enumerable.Range(0, 4).Select(_ => random.NextBits()));
    }

    private static float[] Train(TrainingOptions options, string spec = Stacked)
    {
        using var trainer = new NetworkTrainer(Problems.Spec(spec), Problems.RunningMean(150, seed: 3), Problems.RunningMean(20, seed: 4), options);
        trainer.Train(cancellation: TestContext.Current.CancellationToken);
        return trainer.Parameters.Values.ToArray();
    }
}
