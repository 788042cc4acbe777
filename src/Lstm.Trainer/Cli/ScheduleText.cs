using System.CommandLine.Parsing;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Engine.Optimizers;

namespace Lstm.Trainer.Cli;

/// <summary>Reads a learning-rate schedule: a name and its numbers with colons between them.</summary>
internal static class ScheduleText
{
    private const string Expected = "constant, cosine[:FINAL], step:EPOCHS:FACTOR or plateau[:PATIENCE[:FACTOR]]";

    /// <summary>The schedule; null and an error if there is none of that kind.</summary>
    public static LearningRateSchedule? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        var schedule = Parse(text);
        if (schedule is null)
        {
            result.AddError($"--schedule {Wording.Shorten(text)}: expected {Expected}.");
        }
        return schedule;
    }

    private static LearningRateSchedule? Parse(string text)
    {
        string[] parts = text.Split(':');
        double[] numbers = [.. parts.Skip(1).Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        return (parts[0], numbers) switch
        {
            ("constant", []) => new ConstantSchedule(),
            ("cosine", []) => new CosineSchedule(),
            ("cosine", [>= 0 and <= 1]) => new CosineSchedule(numbers[0]),
            ("step", [>= 1 and <= 1e6, > 0 and <= 1]) => new StepSchedule((int)numbers[0], numbers[1]),
            ("plateau", []) => new PlateauSchedule(),
            ("plateau", [>= 1 and <= 1e6]) => new PlateauSchedule((int)numbers[0]),
            ("plateau", [>= 1 and <= 1e6, > 0 and < 1]) => new PlateauSchedule((int)numbers[0], numbers[1]),
            _ => null,
        };
    }
}
