using System;
using System.CommandLine;
using System.Linq;
using Lstm.Training.Data.Options;
using Lstm.Training.Models;
using Lstm.Training.Runs;

namespace Lstm.Trainer.Cli;

/// <summary>The options that say which weights training starts from.</summary>
internal sealed class FineTuningArguments
{
    private readonly Option<bool> refit = new("--refit-scaling") { Description = "With --from: fits the scaling of inputs and targets to the new training part, for a site or a sensor with other levels (default: the scaling of the training that made the weights; none for weights of another tool)" };
    private readonly Option<string?> keep = new("--keep-data") { Description = "With --from: data that the network knows already, to train on beside the new data so that it is not forgotten; its loss before and after is shown", HelpName = "PATH" };
    private readonly Option<double?> most = Numbers.Option<double>("--max-loss", "With --keep-data: by what share its loss may rise; if it rises more, no weights are written", value => value >= 0, "a share from 0 on, e.g. 0.05 for 5 %");
    private readonly Option<string[]> freeze = new("--freeze")
    {
        Description = "With --from: layers whose weights stay bit for bit as they are, by the names that lstm inspect shows or their own in the spec, with commas between them",
        HelpName = "LAYER,…",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.SelectMany(token => NameList.Split(token.Value))],
    };

    /// <summary>The weights.</summary>
    public Option<string?> From { get; } = new("--from") { Description = "Fine-tuning: starts from these weights in place of random ones (.safetensors that lstm train or lstm import wrote, or a PyTorch state_dict of this network: .safetensors, .pt). Data is read as theirs was, unless options say otherwise", HelpName = "WEIGHTS" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(ToolCommand command) => command.Group("Fine-tuning", From, freeze, refit, keep, most);

    /// <summary>The files that are read.</summary>
    public string?[] Files(ParseResult result) => [result.GetValue(From), result.GetValue(keep)];

    /// <summary>What to start from; null for random weights.</summary>
    /// <exception cref="UsageException">An option would change nothing.</exception>
    public FineTuning? Read(ParseResult result, string spec)
    {
        if (result.GetValue(From) is not { } path)
        {
            string? idle = new Option[] { freeze, refit, keep, most }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false })?.Name;
            return idle is null ? null : throw new UsageException($"{idle} needs --from, the weights to start from.");
        }
        return result.GetValue(most) is not null && result.GetValue(keep) is null ? throw new UsageException("--max-loss needs --keep-data, the data whose loss it limits.")
            : new FineTuning(StartingWeights.Read(spec, SpecFile.Read(spec), path))
            {
                Freeze = result.GetValue(freeze) ?? [],
                RefitScaling = result.GetValue(refit),
                KeptData = result.GetValue(keep),
                MostRise = result.GetValue(most),
            };
    }
}
