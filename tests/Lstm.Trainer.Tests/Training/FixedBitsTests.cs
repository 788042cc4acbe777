using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Weights that were learnt once come out of the same data and options again, bit for bit, whatever layers were added to the trainer since.</summary>
public class FixedBitsTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 3, BatchSize = 64, Window = 10, Dropout = 0.2f };

    [Theory]
    [InlineData("0F569C05EAA7378D", """{ "input": 1, "layers": [ { "type": "lstm", "hidden": 6, "peephole": true }, { "type": "lstm", "hidden": 5 }, { "type": "dense", "size": 1 } ] }""")]
    [InlineData("E68BFC5A614B3304", """{ "input": 1, "layers": [ { "type": "scale", "tensor": "s" }, { "type": "dense", "size": 3, "activation": "tanh", "tensors": "first." }, { "type": "lstm", "hidden": 7, "bias": false, "activations": { "candidate": "relu", "cell": "identity" } }, { "type": "dense", "size": 1, "tensors": "head." } ] }""")]
    public void Numbers(string hash, string spec)
    {
        using var trainer = new NetworkTrainer(Problems.Spec(spec), Problems.RunningMean(150, seed: 3), Problems.RunningMean(20, seed: 4), Options);
        trainer.Train(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(hash, Hash(trainer));
    }

    [Fact]
    public void Tokens()
    {
        var spec = Problems.Spec("""{ "input": 4, "layers": [ { "type": "lstm", "hidden": 8 }, { "type": "dense", "size": 4, "activation": "softmax" } ] }""");
        var sequences = Enumerable.Range(0, 32).Select(n =>
        {
            int[] tokens = [.. Enumerable.Range(n, 13).Select(t => t % 4)];
            return new Sequence($"{n}", 12, [], [], tokens[1..], tokens[..12]);
        }).ToList();
        using var trainer = new NetworkTrainer(spec, sequences, [], Options with { Window = 0, Loss = new(LossKind.CrossEntropy) });
        trainer.Train(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("A28F906C2C70508E", Hash(trainer));
    }

    [Fact]
    public void One_target_at_the_end_of_each()
    {
        var spec = Problems.Spec("""{ "input": 3, "layers": [ { "type": "lstm", "hidden": 16 }, { "type": "lstm", "hidden": 32 }, { "type": "dense", "size": 1 } ] }""");
        var random = new Xoshiro256(1);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
        var sequences = Enumerable.Range(0, 40).Select(n => Sequence.OfNumbers($"{n}", 25 + (n % 9), Draw(3 * (25 + (n % 9))), Draw(1))).ToList();
        using var trainer = new NetworkTrainer(spec, sequences, [], Options with { BatchSize = 40 });
        trainer.Train(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("9C792EB19CDFEEFD", Hash(trainer));
    }

    private static string Hash(NetworkTrainer trainer) => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>(trainer.Parameters.Values)))[..16];
}
