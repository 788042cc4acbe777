using System.CommandLine;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Reading;

namespace Lstm.Trainer.Cli;

/// <summary>The options that say what is validated and tested on.</summary>
internal sealed class SplitArguments
{
    private readonly Option<string?> validation = new("--validation") { Description = "A separate file or folder that decides which epoch is best", HelpName = "PATH" };
    private readonly Option<string?> test = new("--test") { Description = "A separate file or folder to test on at the end", HelpName = "PATH" };
    private readonly Option<double?> validationShare = Numbers.Share("--validation-share", "Or the share of the data to validate on");
    private readonly Option<double?> testShare = Numbers.Share("--test-share", "Or the share of the data to test on");
    private readonly Choice<SplitBy> by = new("--split-by", "How to split: by whole sequences, stratified by class (default if there is more than one), or into the first, next and last part of each sequence", ("sequence", SplitBy.Sequence), ("time", SplitBy.Time));
    private readonly Option<int?> seed = Numbers.Count("--split-seed", "The seed of the split (default 1)", least: 0);

    private enum SplitBy
    {
        Sequence,
        Time,
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(ToolCommand command) => command.Group("Validation and test", validation, test, validationShare, testShare, by, seed);

    /// <summary>What the command line says.</summary>
    public DataOptions Read(ParseResult result, DataOptions options)
    {
        double validating = result.GetValue(validationShare) ?? 0, testing = result.GetValue(testShare) ?? 0;
        if (validating + testing >= 1)
        {
            throw new UsageException("--validation-share and --test-share: together they must be below 1; the rest is for training.");
        }
        if (validating + testing == 0 && (result.GetValue(by) is not null || result.GetValue(seed) is not null))
        {
            throw new UsageException("--split-by and --split-seed are for --validation-share and --test-share.");
        }
        bool byTime = (result.GetValue(by) ?? (IsOneSeries(options) ? SplitBy.Time : SplitBy.Sequence)) == SplitBy.Time;
        return options with
        {
            ValidationPath = result.GetValue(validation),
            TestPath = result.GetValue(test),
            Split = validating + testing == 0 ? null : byTime ? new SplitByTime(validating, testing) : new SplitBySequence(validating, testing, result.GetValue(seed) ?? 1),
        };
    }

    /// <summary>Whether the data is one sequence, as far as can be told before its rows are read.</summary>
    public static bool IsOneSeries(DataOptions options) => SeriesReader.IsOneSeries(options.Path, options.Format);
}
