using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Reading;
using Lstm.Training.Models;
using Lstm.Training.Runs;

namespace Lstm.Trainer.Cli;

/// <summary>The options that say how data is read. Where a network's card says it already, they override it.</summary>
internal sealed class DataArguments
{
    private readonly Choice<FileFormat> format = new(
        "--format", "The file format (default: by the extension .csv, .tsv, .ts, .jsonl, .ndjson, .npy, .npz, .parquet or .wav; a folder: CSV)",
        ("csv", FileFormat.Csv), ("jsonl", FileFormat.JsonLines), ("numpy", FileFormat.Numpy), ("parquet", FileFormat.Parquet), ("wav", FileFormat.Wave), ("whitespace", FileFormat.Whitespace), ("ts", FileFormat.Ts), ("characters", FileFormat.Characters), ("words", FileFormat.Words));

    private readonly Choice<char> separator = new("--separator", "The CSV field separator (default: tab for .tsv, otherwise the most frequent one in the first row)", ("comma", ','), ("semicolon", ';'), ("tab", '\t'));
    private readonly Option<bool> noHeader = new("--no-header") { Description = "The first row of a CSV file is data; the columns are named column1, column2, …" };
    private readonly Option<string?> sequenceColumn = new("--sequence-column") { Description = "The column that identifies the sequence of each row; without it a file is one sequence", HelpName = "COLUMN" };
    private readonly Option<string[]> inputs = Columns("--inputs", "Input columns (dimensions of .ts; default: all columns with no other role)");
    private readonly Option<string[]> target = Columns("--target", "Target columns: numbers to predict, or to forecast with --horizon (for audio: the WAV file that the input was turned into)");
    private readonly Option<string?> latency = new("--latency")
    {
        Description = "With a WAV file as --target: how many samples it lags behind the input, which are taken off; negative where it is ahead; auto to measure it (default)",
        HelpName = "N|auto",
    };

    private readonly Option<string?> classColumn = new("--class-column") { Description = "The column with the class at each time step", HelpName = "COLUMN" };
    private readonly Option<bool> classFolders = new("--class-folders") { Description = "For a folder of folders: the class of a file is the name of its folder" };
    private readonly Option<string?> classFile = new("--class-file") { Description = "For a folder: a CSV file with a file name and its class in each row", HelpName = "FILE" };
    private readonly Option<bool> remainingSteps = new("--remaining-steps") { Description = "The target is the number of time steps left until the sequence ends (remaining useful life)" };
    private readonly Option<double?> cap = Numbers.Option<double>("--cap", "With --remaining-steps: the largest target; more is cut to it", value => value >= 1, "a number of time steps from 1 on");
    private readonly Option<Horizon?> horizon = new("--horizon")
    {
        Description = "Forecast: the target is the value N rows later; several (1,2,24 or 1-24): an output for each",
        HelpName = "N",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Horizon.Parse(text) is { } rows)
            {
                return rows;
            }
            result.AddError($"--horizon {Wording.Shorten(text)}: expected a whole number from 1 on, several with commas between them, or a range such as 1-24.");
            return null;
        },
    };

    private readonly Choice<TargetAt> at = new("--at", "Where targets are: at every time step (default) or only at the last one of each sequence", ("every", TargetAt.EveryStep), ("last", TargetAt.LastStep));
    private readonly Choice<MissingValues> missing = new(
        "--missing", "How to treat missing values (empty, ?, NA, NaN, null): error (default); hold the last value; linear interpolation; drop the row; mask: targets may be missing, inputs not",
        [.. Enum.GetValues<MissingValues>().Select(missing => (Names.Of(missing), missing))]);

    private readonly Option<string[]> categorical = Columns("--categorical", "Input columns that hold names: each name of the training part is an input, 1 where it occurs and 0 elsewhere");
    private readonly Choice<UnknownCategories> unknownCategories = new("--unknown-categories", "How to treat names that do not occur in the training part: an error (default), or zeros in all inputs of the column", ("error", UnknownCategories.Error), ("zeros", UnknownCategories.Zeros));
    private readonly TimeArguments times = new();
    private readonly Option<int?> windowLength = Numbers.Count("--window-length", "Cuts sequences into windows of N time steps; 0 for whole sequences", least: 0);
    private readonly Option<int?> windowStride = Numbers.Count("--window-stride", "Time steps from the start of one window to the start of the next (default: the window's length)");
    private readonly Choice<UnknownTokens> unknown = new("--unknown-tokens", "How to treat tokens that do not occur in the training text: an error, or an entry of the vocabulary reserved for them", ("error", UnknownTokens.Error), ("reserve", UnknownTokens.Reserve));
    private readonly Option<int?> minimumCount = Numbers.Count("--token-count", "With --unknown-tokens reserve: how often a token must occur to enter the vocabulary");

    private enum FileFormat
    {
        Csv,
        JsonLines,
        Numpy,
        Parquet,
        Wave,
        Whitespace,
        Ts,
        Characters,
        Words,
    }

    /// <summary>The file of the steps left after each test sequence; only where there is a test part.</summary>
    public Option<string?> TestEnds { get; } = new("--test-ends") { Description = "With --remaining-steps: a file with the steps left after each sequence of the test file (for evaluate: of the data), one number per line", HelpName = "FILE" };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withTargets">Whether targets are read.</param>
    public void AddTo(ToolCommand command, bool withTargets)
    {
        command.Group("Reading data", format, separator, noHeader, sequenceColumn, inputs, categorical, unknownCategories, missing, windowLength, windowStride);
        times.AddTo(command);
        if (withTargets)
        {
            command.Group("Targets", target, classColumn, classFolders, classFile, horizon, at, remainingSteps, cap, TestEnds, latency);
            command.Group("Text", unknown, minimumCount);
        }
    }

    /// <summary>The files beside the data that the command line names.</summary>
    public IEnumerable<string?> Files(ParseResult result) => [result.GetValue(classFile), result.GetValue(TestEnds), (Target(result, null) as WaveTarget)?.Path];

    /// <summary>What the command line says, over what <paramref name="known"/> says.</summary>
    public DataOptions Read(ParseResult result, DataOptions known)
    {
        var options = known with
        {
            Format = Format(result, known),
            Inputs = Chosen(result, inputs) ?? known.Inputs,
            Target = Target(result, known.Target) ?? known.Target,
            Horizon = result.GetValue(horizon) ?? known.Horizon,
            TargetAt = result.GetValue(at) ?? known.TargetAt,
            Missing = result.GetValue(missing) ?? known.Missing,
            Windows = Windows(result, known.Windows),
            Time = times.Read(result, known.Time),
            Categorical = Chosen(result, categorical) is { } names ? Named([.. names.SelectMany(name => NameList.Split(name)).Distinct()], known.Categorical) : known.Categorical,
            KnownCategories = known.Categorical,
            UnknownCategories = result.GetValue(unknownCategories) ?? known.UnknownCategories,
        };
        // An option that changes nothing would be taken for one that does.
        bool isText = options.Format is TextFormat, ofText = result.GetValue(unknown) is not null || result.GetValue(minimumCount) is not null;
        string? idle = ofText && !isText ? "--unknown-tokens and --token-count are for text (--format characters or words)."
            : result.GetValue(minimumCount) > 1 && options.Format is TextFormat { Unknown: not UnknownTokens.Reserve } ? "--token-count needs --unknown-tokens reserve."
            : result.GetValue(unknownCategories) is not null && options.Categorical.Count == 0 ? "--unknown-categories needs --categorical."
            : result.GetValue(cap) is not null && !result.GetValue(remainingSteps) ? "--cap needs --remaining-steps."
            : result.GetValue(latency) is not null && options.Target is not WaveTarget ? "--latency is for a WAV file as target (--input dry.wav --target wet.wav)."
            : result.GetValue(TestEnds) is not null && options.Target is not RemainingStepsTarget ? "--test-ends is for a network that predicts remaining steps."
            : null;
        return idle is null ? options : throw new UsageException(idle);
    }

    /// <summary>What is to be said where a network that learnt from windows is given a sequence whole, and nobody asked for that; null otherwise.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="model">The network.</param>
    /// <param name="longest">The time steps of the longest sequence.</param>
    public string? WindowNote(ParseResult result, TrainedModel model, int longest) =>
        model.Card?.Data.Windows is { } windows && longest > windows.Length && result.GetValue(windowLength) is null
            ? string.Create(CultureInfo.InvariantCulture, $"{model.WeightsPath} learnt from windows of {windows.Length} time steps, each from the initial state, and lstm evaluate takes data so; here the state is carried through each sequence, as on a device. --window-length {windows.Length} cuts the same windows, --window-length 0 asks for whole sequences without this note.")
            : null;

    private static Option<string[]> Columns(string name, string description) => new(name)
    {
        Description = description + ": names or numbers from 1, \"3-7\" for five of them",
        HelpName = "COLUMNS",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = argument =>
        {
            foreach (var token in argument.Tokens.Where(token => token.Value is ['-', '-', ..] or ['-', >= 'a' and <= 'z']))
            {
                argument.AddError(Complaints.NoSuchOption(token.Value, argument));
            }
            return [.. argument.Tokens.Select(token => token.Value)];
        },
    };

    /// <summary>Columns of names: first those that a network knows, in its order and with its names.</summary>
    private static IReadOnlyList<CategoricalInput> Named(IReadOnlyList<string> columns, IReadOnlyList<CategoricalInput> known) =>
        [.. known.Where(one => columns.Contains(one.Column)), .. columns.Except(known.Select(one => one.Column)).Select(column => new CategoricalInput(column))];

    private static string[]? Chosen(ParseResult result, Option<string[]> option) => result.GetValue(option) is { Length: > 0 } columns ? columns : null;

    private DataFormat? Format(ParseResult result, DataOptions options)
    {
        var known = options.Format;
        var table = known as TableFormat;
        string? sequence = result.GetValue(sequenceColumn) ?? table?.SequenceColumn;
        bool csvGiven = result.GetValue(separator) is not null || result.GetValue(noHeader);
        switch (result.GetValue(format))
        {
            case FileFormat.Whitespace:
                return new WhitespaceFormat(sequence);
            case FileFormat.Ts:
                return new TsFormat();
            case FileFormat.JsonLines:
                return new JsonLinesFormat(sequence);
            case FileFormat.Numpy:
                return new NumpyFormat(sequence);
            case FileFormat.Parquet:
                return new ParquetFormat(sequence);
            case FileFormat.Wave:
                return known as WaveFormat ?? new WaveFormat();
            case FileFormat.Characters or FileFormat.Words:
                var tokens = result.GetValue(format) == FileFormat.Words ? TokenKind.Words : TokenKind.Characters;
                return new TextFormat(tokens, result.GetValue(unknown) ?? UnknownTokens.Error, result.GetValue(minimumCount) ?? 1);
            case null when (table ?? SeriesReader.ByEnding(options.Path) as TableFormat) is { } plain and not CsvFormat && !csvGiven:
                return plain with { SequenceColumn = sequence };
            case null when known is not null && table is null && !csvGiven:
                return known;
            case null when !csvGiven && sequence is null && table is null:
                return null; // the path's ending says it
            case null when known is TsFormat || (known is null && options.Path.EndsWith(".ts", StringComparison.OrdinalIgnoreCase)):
                throw new UsageException("--sequence-column, --separator and --no-header are for tables; a .ts file has a sequence in each line.");
            default:
                var csv = known as CsvFormat ?? new CsvFormat();
                return csv with { SequenceColumn = sequence, Separator = result.GetValue(separator) ?? csv.Separator, Header = csv.Header && !result.GetValue(noHeader) };
        }
    }

    private Target? Target(ParseResult result, Target? known)
    {
        Target?[] given =
        [
            Chosen(result, target) is { } columns ? columns is [var file] && IsWave(file) ? new WaveTarget(file, Latency(result, known)) : new NumberTarget(columns) : null,
            result.GetValue(classColumn) is { } column ? new ClassTarget(column) : null,
            result.GetValue(classFolders) ? new FolderTarget() : null,
            result.GetValue(classFile) is { } labels ? new LabelFileTarget(labels) : null,
            result.GetValue(remainingSteps) ? new RemainingStepsTarget(result.GetValue(cap) ?? double.PositiveInfinity, result.GetValue(TestEnds)) : null,
        ];
        var asked = given.Where(one => one is not null).ToList();
        return asked.Count <= 1
            ? asked.FirstOrDefault()
            : throw new UsageException("Only one of --target, --class-column, --class-folders, --class-file and --remaining-steps can give the target.");
    }

    private static bool IsWave(string path) => path.EndsWith(".wav", StringComparison.OrdinalIgnoreCase);

    private int? Latency(ParseResult result, Target? known) => result.GetValue(latency) switch
    {
        null => (known as WaveTarget)?.Latency,
        "auto" => null,
        { } text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int samples) ? samples
            : throw new UsageException($"--latency {text}: expected a number of samples, or auto to measure it."),
    };

    private Windowing? Windows(ParseResult result, Windowing? known)
    {
        int? length = result.GetValue(windowLength) ?? known?.Length;
        int? stride = result.GetValue(windowStride) ?? (result.GetValue(windowLength) is null ? known?.Stride : null);
        return length switch
        {
            null when stride is not null => throw new UsageException("--window-stride needs --window-length."),
            null or 0 => null,
            { } steps => new Windowing(steps, stride ?? steps),
        };
    }
}
