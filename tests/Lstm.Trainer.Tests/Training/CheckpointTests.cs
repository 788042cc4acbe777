using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Embedded;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Optimizers;
using Lstm.Training.Weights;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Training that was interrupted resumes to the same bits, and never from a damaged file.</summary>
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
        string message = Assert.Throws<InvalidDataException>(() => other.Resume(Checkpoint)).Message;
        Assert.Contains("other options or other data: --seed was 1 and is 5; only epochs, patience, threads, what is tested and where files lie may differ", message);
    }

    [Fact]
    public void Other_data()
    {
        using (var trainer = Trainer(Options with { Epochs = 1 }))
        {
            trainer.Train(Checkpoint, cancellation: TestContext.Current.CancellationToken);
        }
        using var other = Trainer(Options, seed: 9);
        Assert.Contains("other data: the content of the training data differs;", Assert.Throws<InvalidDataException>(() => other.Resume(Checkpoint)).Message);
    }

    [Theory]
    [InlineData("training.fingerprint", "it has no training.fingerprint")]
    [InlineData("training.steps", "it has no training.steps")]
    [InlineData("training.epochs", "it has no training.epochs")]
    [InlineData("best", "it has no tensor \"best\"")]
    [InlineData("moment1", "it has no tensor \"moment1\"")]
    public void What_a_checkpoint_lacks_is_named(string left, string message)
    {
        using var trainer = Trainer(Options with { Epochs = 1 });
        trainer.Train(Checkpoint, cancellation: TestContext.Current.CancellationToken);
        var file = WeightFile.Open(Checkpoint);
        var metadata = new SortedDictionary<string, string>(file.Metadata.Where(entry => entry.Key.StartsWith("training.", StringComparison.Ordinal) && entry.Key != left && entry.Key != "training.digest").ToDictionary(), StringComparer.Ordinal);
        var tensors = file.TensorNames.Where(name => name != left).ToDictionary(name => name, file.ReadAll);
        var writer = new WeightFileWriter();
        foreach (var (key, value) in metadata.Append(new("training.digest", Lstm.Training.Engine.Checkpoint.Digest(metadata, tensors))))
        {
            writer.AddMetadata(key, value);
        }
        foreach (var (name, values) in tensors)
        {
            writer.Add(name, values, values.Length);
        }
        writer.Save(Checkpoint);
        float[] before = trainer.Parameters.Values.ToArray();
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => trainer.Resume(Checkpoint)).Message);
        Assert.Equal(before, trainer.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_weight_file_is_no_checkpoint()
    {
        using var trainer = Trainer(Options);
        var file = new WeightFileWriter();
        trainer.Parameters.Write(file);
        file.Save(Checkpoint);
        Assert.Contains("not a checkpoint", Assert.Throws<InvalidDataException>(() => trainer.Resume(Checkpoint)).Message);
    }

    private static NetworkTrainer Trainer(TrainingOptions options, ulong seed = 3) => new(
        Problems.Spec("""{ "input": 1, "layers": [ { "type": "lstm", "hidden": 6 }, { "type": "lstm", "hidden": 5 }, { "type": "dense", "size": 1 } ] }"""),
        Problems.RunningMean(40, seed), Problems.RunningMean(20, seed: 4), options);
}
