using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Learning;

/// <summary>
/// A network learns a problem until it gets a validation set twice as right as the test set has to be for some epochs in a
/// row, or the epochs are over. The weights of the epoch with the fewest wrong validation sequences are then tested on
/// sequences that the network never saw.
/// </summary>
internal static class LearningRun
{
    private const int TestSequences = 10_000;
    private const int LossSequences = 500;
    private const int FirstLook = 1_000;
    private const ulong FirstSeed = 0x9E3779B9; // what is learnt first has sequences of its own

    /// <summary>Learns and tests.</summary>
    /// <param name="problem">What is learnt.</param>
    /// <param name="setting">How.</param>
    /// <param name="seed">What weights, training, validation and test sequences are drawn from.</param>
    /// <param name="progress">Told the epoch, its loss and how many validation sequences are wrong.</param>
    public static LearningRow Learn(Problem problem, Setting setting, ulong seed, Action<EpochRecord, int> progress) => Teach(problem, setting, seed, progress).Row;

    private static (LearningRow Row, float[] Weights) Teach(Problem problem, Setting setting, ulong seed, Action<EpochRecord, int> progress)
    {
        var first = problem.First is { } easier ? Teach(easier, setting, seed + FirstSeed, progress) : ((LearningRow Row, float[] Weights)?)null;
        bool nothingWrong = problem.Allowed == 0;
        int validationSequences = nothingWrong ? 10_000 : 2_000, rowNeeded = nothingWrong ? 5 : 3;
        var random = new Xoshiro256(Xoshiro256.Mix(seed));
        var training = new SequenceStream(setting.Sequences, () => problem.Draw(random));
        var validation = Unseen(problem, random, [.. training.Seen], validationSequences);
        var spec = problem.Network(setting.Hidden);
        using var trainer = new NetworkTrainer(spec, training, validation[..LossSequences], setting.Options(problem.Loss, seed));
        first?.Weights.CopyTo(trainer.Parameters.Values);
        using var solved = new CancellationTokenSource();
        int inARow = 0, fewest = int.MaxValue;
        float[] best = [];
        var before = Environment.CpuUsage.TotalTime;
        var result = trainer.Train(
            progress: epoch =>
            {
                int wrong = WrongOfAll(problem, trainer.Parameters, validation);
                progress(epoch.Epoch, wrong);
                inARow = wrong * TestSequences * 2 <= problem.Allowed * validationSequences ? inARow + 1 : 0;
                if (wrong <= fewest)
                {
                    (fewest, best) = (wrong, trainer.Parameters.Values.ToArray());
                }
                if (inARow >= rowNeeded)
                {
                    solved.Cancel();
                }
                else if (setting.Fresh)
                {
                    training.Refill();
                }
            },
            cancellation: solved.Token);
        best.CopyTo(trainer.Parameters.Values);
        var time = Environment.CpuUsage.TotalTime - before;
        int epochs = result.History.Count;
        var test = Unseen(problem, random, [.. training.Seen, .. validation.Select(sequence => sequence.Id)], TestSequences);
        var row = new LearningRow(
            problem, setting.Hidden, trainer.Parameters.Tensors.Sum(tensor => tensor.Rows * tensor.Columns), seed, ((long)epochs * setting.Sequences) + (first?.Row.Sequences ?? 0),
            result.Reason == StopReason.Cancelled, time + (first?.Row.Time ?? TimeSpan.Zero), Wrong(problem, trainer.Parameters, test), test.Count);
        return (row, best);
    }

    /// <summary>How many are wrong; where the first of them say that it is too early, what they say of all.</summary>
    private static int WrongOfAll(Problem problem, NetworkParameters parameters, List<Sequence> validation)
    {
        int wrong = Wrong(problem, parameters, validation[..FirstLook]);
        return wrong > FirstLook / 100 ? wrong * (validation.Count / FirstLook) : Wrong(problem, parameters, validation);
    }

    private static int Wrong(Problem problem, NetworkParameters parameters, IReadOnlyList<Sequence> sequences) =>
        Answers.Of(parameters, sequences).Count(answer => !problem.IsRight(answer.Sequence, answer.Outputs));

    /// <summary>Sequences, no two alike and none like one that was seen.</summary>
    private static List<Sequence> Unseen(Problem problem, Xoshiro256 random, HashSet<string> seen, int count)
    {
        var unseen = new List<Sequence>();
        while (unseen.Count < count)
        {
            var sequence = problem.Draw(random);
            if (seen.Add(sequence.Id))
            {
                unseen.Add(sequence);
            }
        }
        return unseen;
    }
}
