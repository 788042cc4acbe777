using System;
using System.Globalization;

namespace IotDevice;

/// <summary>How samples are written.</summary>
internal enum SampleFormat
{
    /// <summary>What the first line looks like.</summary>
    Auto,

    /// <summary>Comma-separated values, with or without a header.</summary>
    Csv,

    /// <summary>A JSON object or array on each line.</summary>
    JsonLines,
}

/// <summary>The command line.</summary>
/// <param name="Model">The model to run; null for the first.</param>
/// <param name="Input">A file, <c>-</c> for standard input, <c>unix:…</c> or <c>tcp:…</c> for a daemon, null for the model's own recording.</param>
/// <param name="Format">How the samples are written.</param>
/// <param name="Rate">Samples per second; 0 for as fast as they come.</param>
/// <param name="Digits">Decimals at most in a result; null for as many as give back the same number.</param>
/// <param name="Quiet">Whether standard error is kept for problems.</param>
/// <param name="State">The file that keeps the state; null for none.</param>
/// <param name="SaveEvery">After how many samples the state is saved; 0 for at the end only.</param>
/// <param name="Weights">The weight file to use; null for the embedded one.</param>
/// <param name="Ranges">Other plausible ranges than the weight file's.</param>
/// <param name="Time">What is said of the samples' times.</param>
/// <param name="Metrics">The port of the metrics, 0 for any; null for none.</param>
/// <param name="SelfTest">Whether only the self-test is wanted.</param>
/// <param name="Help">Whether only the help is wanted.</param>
internal sealed record Options(
    string? Model, string? Input, SampleFormat Format, double Rate, int? Digits, bool Quiet,
    string? State, int SaveEvery, string? Weights, RangeOption[] Ranges, TimeOption Time, int? Metrics, bool SelfTest, bool Help)
{
    private const int UsualDigits = 6;
    private const int MostDigits = 9;
    private const double SlowestRate = 0.001;
    private const double FastestRate = 1e6;

    private const int LargestPort = 65535;

    private static readonly string[] Names =
        ["--model", "--input", "--format", "--rate", "--digits", "--quiet", "--state", "--save-every", "--weights", "--range", "--time-column", "--period", "--time-gaps", "--metrics", "--selftest", "--help"];

    private static readonly Options Usual = new(null, null, SampleFormat.Auto, 0, UsualDigits, false, null, 0, null, [], new TimeOption(null, 0, GapPolicy.Note), null, false, false);

    /// <summary>Reads the command line; of an option given twice the last counts, but for --range.</summary>
    /// <exception cref="UsageException">It cannot be understood.</exception>
    public static Options Parse(string[] args)
    {
        var options = Usual;
        for (int i = 0; i < args.Length; i++)
        {
            int equals = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i].IndexOf('=', StringComparison.Ordinal) : -1;
            string name = equals < 0 ? args[i] : args[i][..equals];
            string? value = equals < 0 ? null : args[i][(equals + 1)..];
            string Value() => value ??= ++i < args.Length && !Array.Exists(Names, option => option == args[i]) ? args[i] : throw new UsageException($"{name} wants a value.");
            options = name switch
            {
                "--model" => options with { Model = Value() },
                "--input" => options with { Input = ReadPath(name, Value()) },
                "--format" => options with { Format = ReadFormat(Value()) },
                "--rate" => options with { Rate = ReadRate(Value()) },
                "--digits" => options with { Digits = ReadDigits(Value()) },
                "--state" => options with { State = ReadPath(name, Value()) },
                "--save-every" => options with { SaveEvery = ReadNumber(name, Value(), 1, int.MaxValue) },
                "--weights" => options with { Weights = ReadPath(name, Value()) },
                "--range" => options with { Ranges = [.. options.Ranges, RangeOption.Parse(Value())] },
                "--time-column" => options with { Time = options.Time with { Column = ReadPath(name, Value()) } },
                "--period" => options with { Time = options.Time with { Period = TimeOption.ReadPeriod(Value()) } },
                "--time-gaps" => options with { Time = options.Time with { Gaps = TimeOption.ReadGaps(Value()) } },
                "--metrics" => options with { Metrics = ReadNumber(name, Value(), 0, LargestPort) },
                "--selftest" when value is null => options with { SelfTest = true },
                "--quiet" or "-q" when value is null => options with { Quiet = true },
                "--help" or "-h" or "-?" when value is null => options with { Help = true },
                "--quiet" or "--selftest" or "--help" => throw new UsageException($"{name} takes no value."),
                _ when RangeOption.IsLike(name) => throw new UsageException($"\"{name}\" is not an option; each range needs its own: --range {name}"),
                _ when !name.StartsWith('-') || name == "-" => throw new UsageException($"\"{name}\" is not an option; to read it, use --input {name}"),
                _ => throw new UsageException($"There is no option {name}{Nearest.Advice(name, Names)}"),
            };
        }
        return options switch
        {
            { Help: true } => options,
            { Time: { Gaps: not GapPolicy.Note, Period: 0 } } => throw new UsageException("--time-gaps wants to know what a gap is: say --period SECONDS too."),
            { Time: { Names.Length: 0, Period: > 0 } } => throw new UsageException("--period is for samples with a time; --time-column none ignores it."),
            { SaveEvery: > 0, State: null } => throw new UsageException("--save-every wants a file to save in: say --state FILE too."),
            { State: { } state, Input: null, SelfTest: false } => throw new UsageException(
                $"--state {state} keeps what was seen of your samples, and without --input a simulation is played, which would continue from that state and write over it. Say --input - for samples on standard input, or --input FILE, unix:PATH or tcp:HOST:PORT; or leave out --state."),
            _ => options,
        };
    }

    private static string ReadPath(string name, string value) => value.Length > 0 ? value : throw new UsageException($"{name} wants a file's name.");

    private static int ReadNumber(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new UsageException($"{name} {value}: expected a whole number from {least} to {most}.");

    private static SampleFormat ReadFormat(string value) => value switch
    {
        "auto" => SampleFormat.Auto,
        "csv" => SampleFormat.Csv,
        "jsonl" or "json" => SampleFormat.JsonLines,
        _ => throw new UsageException($"--format {value}: expected auto, csv or jsonl."),
    };

    private static double ReadRate(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) && rate is >= SlowestRate and <= FastestRate
            ? rate
            : throw new UsageException($"--rate {value}: expected samples per second, 0.001 to 1000000.");

    private static int? ReadDigits(string value)
    {
        if (value == "exact")
        {
            return null;
        }
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int digits) && digits <= MostDigits
            ? digits
            : throw new UsageException($"--digits {value}: expected 0 to 9, or exact.");
    }
}
