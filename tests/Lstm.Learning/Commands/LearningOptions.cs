using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Lstm.Training.Engine;

namespace Lstm.Learning;

/// <summary>The options of every problem's command, and what follows from them.</summary>
internal sealed class LearningOptions
{
    private readonly Option<ulong> seed = new("--seed") { Description = "What weights and sequences are drawn from", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<int> seeds = new("--seeds") { Description = "How many seeds, one after the other", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<int?> hidden = new("--hidden") { Description = "Units of the network", HelpName = "N" };
    private readonly Option<float?> learningRate = new("--learning-rate") { Description = "Adam's rate at the beginning", HelpName = "X" };
    private readonly Option<int?> batchSize = new("--batch-size") { Description = "Sequences in a step of the optimiser", HelpName = "N" };
    private readonly Option<int?> sequences = new("--sequences") { Description = "Training sequences in an epoch", HelpName = "N" };
    private readonly Option<int?> epochs = new("--epochs") { Description = "The most epochs", HelpName = "N" };
    private readonly Option<float?> forgetBias = new("--forget-bias") { Description = "The first bias of the forget gates", HelpName = "X" };
    private readonly Option<int?> plateau = new("--plateau") { Description = "Epochs without a better loss after which the rate falls", HelpName = "N" };
    private readonly Option<bool> verbose = new("--verbose") { Description = "Also writes every epoch, to the error stream" };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { seed, seeds, hidden, learningRate, batchSize, sequences, epochs, forgetBias, plateau, verbose })
        {
            command.Add(option);
        }
    }

    /// <summary>Learns problems and writes a row for each and each seed.</summary>
    /// <returns>The exit code: 0 if every goal was met, otherwise 1.</returns>
    public int Run(ParseResult result, IEnumerable<Problem> problems)
    {
        bool allMet = true;
        Console.WriteLine(LearningRow.Header);
        foreach (var problem in problems)
        {
            for (int i = 0; i < result.GetValue(seeds); i++)
            {
                var row = LearningRun.Learn(problem, Changed(result, problem.Setting), result.GetValue(seed) + (ulong)i, Progress(result));
                Console.WriteLine(row);
                allMet &= row.GoalMet;
            }
        }
        return allMet ? 0 : 1;
    }

    private Setting Changed(ParseResult result, Setting setting) => setting with
    {
        Hidden = result.GetValue(hidden) ?? setting.Hidden,
        LearningRate = result.GetValue(learningRate) ?? setting.LearningRate,
        BatchSize = result.GetValue(batchSize) ?? setting.BatchSize,
        Sequences = result.GetValue(sequences) ?? setting.Sequences,
        Epochs = result.GetValue(epochs) ?? setting.Epochs,
        ForgetBias = result.GetValue(forgetBias) ?? setting.ForgetBias,
        PlateauPatience = result.GetValue(plateau) ?? setting.PlateauPatience,
    };

    private Action<EpochRecord, int> Progress(ParseResult result)
    {
        bool isVerbose = result.GetValue(verbose);
        return (epoch, wrong) =>
        {
            if (isVerbose)
            {
                Console.Error.WriteLine(FormattableString.Invariant($"epoch {epoch.Epoch}: loss {epoch.TrainingLoss:g4}, validation {epoch.ValidationLoss:g4}, wrong {wrong}, rate {epoch.LearningRate:g3}"));
            }
        };
    }
}
