using System.CommandLine;
using Lstm.Specification;
using Lstm.Training.Runs;

namespace Lstm.Trainer.Cli;

/// <summary>The options for what is chosen on the validation part after training: thresholds, calibration.</summary>
internal sealed class OperatingPointArguments
{
    private readonly Option<ThresholdChoice?> threshold = new("--threshold")
    {
        Description = "Chooses from which probability on an output means an alarm, on the validation part, and writes it into the weight file (model.Thresholds): false-alarm-rate=R (finds the most with at most that share of false alarms among negatives), cost=miss:N (a miss costs N false alarms), precision=R, recall=R. Of an anomaly detector: the share of rows that may be flagged (default false-alarm-rate=0.001)",
        HelpName = "RULE",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (ThresholdChoice.Parse(text) is { } choice)
            {
                return choice;
            }
            result.AddError($"--threshold {Wording.Shorten(text)}: expected {ThresholdChoice.Expected}.");
            return null;
        },
    };

    private readonly Option<string?> output = new("--threshold-for") { Description = "The class that means an alarm, or the one target of several that --threshold is for", HelpName = "NAME" };
    private readonly Choice<Calibration> calibrate = new("--calibrate", "Calibrates probabilities on the validation part, folded into the last layer's weights, so that of answers of 0.8 about 80 % are right", ("temperature", Calibration.Temperature));

    private readonly Option<int?> smoothing = Numbers.Option<int>("--smoothing", "Of an anomaly detector: time steps that the score is smoothed over, exponentially (default 1: each by itself)", value => value is >= 1 and <= MostSmoothing, $"a whole number from 1 to {MostSmoothing}");

    private const int MostSmoothing = 1_000_000;

    private enum Calibration
    {
        Temperature,
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(ToolCommand command) => command.Group("Chosen on the validation part", threshold, output, smoothing, calibrate);

    /// <summary>By what thresholds are chosen; null for none.</summary>
    /// <exception cref="UsageException">There is an output and nothing to choose for it.</exception>
    public ThresholdChoice? Threshold(ParseResult result) => (result.GetValue(threshold), result.GetValue(output)) switch
    {
        (null, { }) => throw new UsageException("--threshold-for needs --threshold, the rule to choose it by."),
        ({ } choice, { } name) => choice with { Output = name },
        var (choice, _) => choice,
    };

    /// <summary>Time steps that a detector's score is smoothed over; null where nobody says.</summary>
    public int? Smoothing(ParseResult result) => result.GetValue(smoothing);

    /// <summary>Whether probabilities are calibrated.</summary>
    public bool Calibrates(ParseResult result) => result.GetValue(calibrate) == Calibration.Temperature;
}
