using System;
using System.IO;
using System.Linq;
using Lstm.Trainer.Training;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Training that was interrupted goes on to the same bits, and never from a damaged file.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly TrainingOptions Options = new() { Epochs = 6, BatchSize = 16, Dropout = 0.1f, Threads = 1, Schedule = new StepSchedule(2, 0.5) };

    private readonly string folder = Directory.CreateTempSubdirectory("lstm-checkpoint").FullName;

    private string Checkpoint => Path.Combine(folder, "training.checkpoint");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Sgd)]
    public void Six_epochs_are_three_and_three(OptimizerKind kind)
    {
        var options = Options with { Optimizer = new(kind) };
        using var once = Trainer(options);
        var expected = once.Train(cancellation: TestContext.Current.CancellationToken);
        using (var begin = Trainer(options with { Epochs = 3 }))
        {
            begin.Train(Checkpoint, cancellation: TestContext.Current.CancellationToken);
        }
        using var resumed = Trainer(options);
        resumed.Resume(Checkpoint);
        var actual = resumed.Train(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(expected.History, actual.History);
        Assert.Equal(once.Parameters.Values.ToArray(), resumed.Parameters.Values.ToArray());
    }

    [Fact]
    public void Every_damage_is_found()
    {
        using var trainer = Trainer(Options with { Epochs = 1 });
        trainer.Train(Checkpoint, cancellation: TestContext.Current.CancellationToken);
        byte[] bytes = File.ReadAllBytes(Checkpoint);
        for (int at = 0; at < bytes.Length; at += 97)
        {
            byte[] damaged = (byte[])bytes.Clone();
            damaged[at] ^= 4;
            Refused(damaged);
        }
        Refused(bytes[..^100]);
        Refused([]);

        void Refused(byte[] content)
        {
            File.WriteAllBytes(Checkpoint, content);
            Assert.Contains(Checkpoint, Assert.Throws<InvalidDataException>(() => trainer.Resume(Checkpoint)).Message);
        }
    }

    [Fact]
    public void A_checkpoint_of_other_options()
    {
        using (var trainer = Trainer(Options with { Epochs = 1 }))
        {
            trainer.Train(Checkpoint, cancellation: TestContext.Current.CancellationToken);
        }
        using var other = Trainer(Options with { Seed = 5 });
        Assert.Contains("other options", Assert.Throws<InvalidDataException>(() => other.Resume(Checkpoint)).Message);
    }

    [Fact]
    public void A_weight_file_is_no_checkpoint()
    {
        using var trainer = Trainer(Options);
        var file = new WeightFileWriter();
        trainer.Parameters.Write(file);
        file.Save(Checkpoint);
        Assert.Contains("no checkpoint", Assert.Throws<InvalidDataException>(() => trainer.Resume(Checkpoint)).Message);
    }

    private static NetworkTrainer Trainer(TrainingOptions options) => new(
        Problems.Spec("""{ "input": 1, "layers": [ { "type": "lstm", "hidden": 6 }, { "type": "lstm", "hidden": 5 }, { "type": "dense", "size": 1 } ] }"""),
        Problems.RunningMean(40, seed: 3), Problems.RunningMean(20, seed: 4), options);
}
