using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Search;

namespace Lstm.Trainer.Cli;

/// <summary>The options that say what a search tries, and how.</summary>
internal sealed class SearchArguments
{
    private const int LeastFactor = 2, LeastFolds = 2;

    private static readonly string[] OfNetwork = ["units", "layers", "cell"];

    /// <summary>Options of training that decide how long and how fast, not how well: there is nothing to try.</summary>
    private static readonly string[] NotTried = ["epochs", "patience", "min-improvement", "seed", "threads"];

    private readonly Option<string[]> tried = new("--try")
    {
        Description = "What to try: NAME=V1,V2,… for these values, or NAME=LOW:HIGH for numbers between, drawn by ratio; whole numbers where both ends are. NAME is units (of the first recurrent layer, the others keep their ratio to it), layers (the last recurrent layer is repeated or the last ones left out), cell (lstm, gru, rnn), or any of the options under Training but epochs, patience, min-improvement, seed and threads. Repeat for more (default: units from half to twice those of the spec, learning-rate=0.0003:0.03; with --from learning-rate=0.00003:0.003)",
        HelpName = "NAME=VALUES",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            string[] words = [.. result.Tokens.Select(token => token.Value)];
            foreach (string word in words)
            {
                if (TriedOption.Parse(word).Fault is { } fault)
                {
                    result.AddError($"--try {Wording.Shorten(word)}: {fault}.");
                }
            }
            return words;
        },
    };

    private readonly Option<int?> trials = Numbers.Count("--trials", "Number of settings to try (default 20)");
    private readonly Option<ulong?> seed = Numbers.Option<ulong>("--search-seed", "The seed that settings are drawn with (default 1); training has its own, --seed", _ => true, "a whole number from 0 on");
    private readonly Option<int?> seeds = Numbers.Count("--seeds", "Trains each trial with N seeds, --seed and those after it (default 1)");
    private readonly Option<int?> folds = Numbers.Count("--folds", "Cross-validation: divides all but the test part N times, instead of one validation part", least: LeastFolds);
    private readonly Choice<FoldsBy> foldsBy = new("--folds-by", "How to divide: whole sequences dealt to folds, or with a rolling origin, each time validating on the block after what is trained on (default: time if there is one sequence)", ("sequence", FoldsBy.Sequence), ("time", FoldsBy.Time));
    private readonly Option<int?> halving = Numbers.Count("--halving", "Successive halving: trains all trials for a few epochs, and continues with the best one of N, up to --epochs (3 or 4 is usual; default: trains each trial to its end)", least: LeastFactor);
    private readonly Option<int?> parallel = Numbers.Count("--parallel", "Number of runs side by side, each with its share of the processors unless --threads says otherwise; the result is the same with any number (default: one per processor; with --slurm as many as Slurm allows)");
    private readonly SlurmArguments slurm = new();

    private enum FoldsBy
    {
        Sequence,
        Time,
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(ToolCommand command)
    {
        command.Group("Search", tried, trials, seed, seeds, folds, foldsBy, halving, parallel);
        slurm.AddTo(command);
    }

    /// <summary>What is to be tried.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="spec">The network, for what is tried if nothing is said.</param>
    /// <param name="training">The names of the options of training.</param>
    /// <param name="given">The names of those that are given.</param>
    /// <exception cref="UsageException">There is nothing of such a name to try, or it is given too.</exception>
    public SearchSpace Space(ParseResult result, ModelSpec spec, IEnumerable<string> training, IReadOnlyCollection<string> given)
    {
        string[] known = [.. OfNetwork, .. training.Select(name => name.TrimStart('-')).Except(NotTried)];
        TriedOption[] options = result.GetValue(tried) is { Length: > 0 } words ? [.. words.Select(word => TriedOption.Parse(word).Option!)] : Usual(spec, given);
        foreach (string name in options.Select(option => option.Name))
        {
            string? fault = !known.Contains(name) ? $"there is no {Wording.Quote(name)} to try{Wording.Advice(Suggestion.Nearest(name, known), known)}"
                : options.Count(option => option.Name == name) > 1 ? $"{name} is there twice; expected once, with all of its values."
                : given.Contains("--from") && Array.Exists(OfNetwork, one => one == name) ? $"{name} changes the network, and the weights of --from are those of this one."
                : given.Contains("--" + name) ? $"{name} is tried and given as --{name}; leave one of them out."
                : null;
            if (fault is not null)
            {
                throw new UsageException($"--try: {fault}");
            }
        }
        return new SearchSpace(options);
    }

    /// <summary>The request with what the command line says of the search itself.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="request">The rest.</param>
    /// <param name="data">How data is read and divided for the best trial.</param>
    /// <param name="given">The names of the options of training that are given.</param>
    /// <exception cref="UsageException">Options make no sense together.</exception>
    public SearchRequest Read(ParseResult result, SearchRequest request, DataOptions data, IReadOnlyCollection<string> given)
    {
        string? fault = result switch
        {
            _ when result.GetValue(folds) is not null && (data.ValidationPath is not null || data.Split?.Validation > 0) => "--folds divides the data itself; leave --validation and --validation-share out.",
            _ when result.GetValue(folds) is not null && given.FirstOrDefault(name => name is "--threshold" or "--calibrate") is { } point => $"{point} chooses on a validation part, and with --folds the best trial is trained on all data: use --validation-share.",
            _ when result.GetValue(foldsBy) is not null && result.GetValue(folds) is null => "--folds-by is for --folds.",
            _ when result.GetValue(folds) is null && data.ValidationPath is null && !(data.Split?.Validation > 0) => "a search needs validation data to choose by: --validation, --validation-share or --folds.",
            _ when result.GetValue(halving) is not null && !given.Contains("--epochs") => "--halving needs --epochs: how long the last trials are trained.",
            _ => null,
        };
        if (fault is not null)
        {
            throw new UsageException(fault);
        }
        return request with
        {
            Trials = result.GetValue(trials) ?? request.Trials,
            Seed = result.GetValue(seed) ?? request.Seed,
            Seeds = result.GetValue(seeds) ?? request.Seeds,
            CrossValidation = result.GetValue(folds) is { } count ? new CrossValidation(count, (result.GetValue(foldsBy) ?? (SplitArguments.IsOneSeries(data) ? FoldsBy.Time : FoldsBy.Sequence)) == FoldsBy.Time) : null,
            HalvingFactor = result.GetValue(halving),
            Parallel = Parallel(result),
            Slurm = slurm.Read(result, result.GetValue(parallel)),
        };
    }

    /// <summary>The one run of the search that this process is to train, and how many epochs; null to search.</summary>
    public (int Run, int Epochs)? Task(ParseResult result) => slurm.Task(result);

    /// <summary>Number of threads of each run, if nothing is said of it.</summary>
    public int Threads(ParseResult result) => Task(result) is null ? Math.Max(1, Environment.ProcessorCount / Parallel(result)) : SlurmArguments.ThreadsOfTask;

    private int Parallel(ParseResult result) => result.GetValue(parallel) ?? Environment.ProcessorCount;

    private static TriedOption[] Usual(ModelSpec spec, IReadOnlyCollection<string> given)
    {
        if (given.Contains("--from"))
        {
            return given.Contains("--learning-rate") ? throw new UsageException("--try: with --from and --learning-rate there is nothing that is tried by default; say what to try.")
                : [new TriedRange("learning-rate", 0.00003, 0.003, Whole: false)]; // a tenth, as fine-tuning has it
        }
        int? units = spec.Layers.OfType<RecurrentLayerSpec>().FirstOrDefault()?.HiddenSize;
        TriedOption[] network = units is { } count ? [new TriedRange("units", Math.Max(1, count / 2), 2.0 * count, Whole: true)] : [];
        return given.Contains("--learning-rate") && network.Length > 0 ? network : [.. network, new TriedRange("learning-rate", 0.0003, 0.03, Whole: false)];
    }
}
