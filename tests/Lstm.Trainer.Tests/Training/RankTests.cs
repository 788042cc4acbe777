using System.Linq;
using System.Threading;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Ranks;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Several ranks that train together give the bits of one process.</summary>
[Trait("Speed", "Slow")]
public class RankTests
{
    private const string Stacked = """{ "input": 1, "layers": [ { "type": "lstm", "hidden": 6, "peephole": true }, { "type": "gru", "hidden": 20 }, { "type": "dense", "size": 1 } ] }""";

    private static readonly TrainingOptions Options = new() { Epochs = 3, BatchSize = 80, Window = 10, Dropout = 0.2f, Threads = 2 };

    /// <summary>Batches of five shards and of a last one of four, cut into windows in which some shards have ended; more ranks than shards.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void Any_number_of_ranks_gives_the_bits_of_one_process(int count)
    {
        float[] alone = Trained(null).Weights;
        foreach (var rank in ThreadRanks.Run(count, ranks => Trained(ranks)))
        {
            Assert.Equal(alone, rank.Weights);
        }
    }

    [Fact]
    public void What_asks_one_rank_to_stop_stops_all_at_the_same_place()
    {
        using var source = new CancellationTokenSource();
        var results = ThreadRanks.Run(3, ranks =>
        {
            using var trainer = Trainer(ranks);
            int epochs = 0;
            return trainer.Train(progress: _ => { if (ranks.Number == 1 && ++epochs == 2) { source.Cancel(); } }, cancellation: ranks.Number == 1 ? source.Token : CancellationToken.None);
        });
        Assert.All(results, result => Assert.Equal((StopReason.Cancelled, 2), (result.Reason, result.History.Count)));
    }

    [Fact]
    public void A_checkpoint_of_one_process_is_resumed_by_several_ranks()
    {
        string path = System.IO.Path.GetTempFileName();
        try
        {
            Trained(null, path, epochs: 2);
            var resumed = ThreadRanks.Run(2, ranks => Trained(ranks, resume: path));
            Assert.Equal(Trained(null).Weights, resumed[1].Weights);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    private static NetworkTrainer Trainer(IRanks? ranks, int epochs = 3) => new(Problems.Spec(Stacked), Sequences(150, seed: 3), Sequences(50, seed: 4), Options with { Epochs = epochs }, ranks: ranks);

    private static (float[] Weights, TrainingResult Result) Trained(IRanks? ranks, string? checkpoint = null, int epochs = 3, string? resume = null)
    {
        using var trainer = Trainer(ranks, epochs);
        if (resume is not null)
        {
            trainer.Resume(resume);
        }
        var result = trainer.Train(checkpoint, cancellation: TestContext.Current.CancellationToken);
        return (trainer.Parameters.Values.ToArray(), result);
    }

    /// <summary>Of many lengths, so that shards end in different windows.</summary>
    private static Sequence[] Sequences(int count, ulong seed) => [.. Problems.RunningMean(count, seed).Select((sequence, index) =>
    {
        int length = 1 + ((index * 7) % sequence.Length);
        return Sequence.OfNumbers(sequence.Id, length, sequence.Inputs[..length], sequence.Targets[..length]);
    })];
}
