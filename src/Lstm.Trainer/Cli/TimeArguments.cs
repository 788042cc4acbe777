using System;
using System.CommandLine;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Times;
using Lstm.Training.Runs;

namespace Lstm.Trainer.Cli;

/// <summary>The options that say what becomes of a column of times. Where a network's card says it already, they override it.</summary>
internal sealed class TimeArguments
{
    private const string None = "none";

    private readonly Option<string?> column = new("--time-column") { Description = "The column that says when each row was taken (default: one with dates, or one called time, timestamp, date … with Unix time); none: there is none", HelpName = $"COLUMN|{None}" };
    private readonly Choice<TimeGaps> gaps = new(
        "--time-gaps", "How to treat gaps and rows that are not later than the one before: note (default) tells of them; error; split begins a new sequence after a gap; hold fills it with the last values (both drop late rows)",
        [.. Enum.GetValues<TimeGaps>().Select(gaps => (Names.Of(gaps), gaps))]);

    private readonly Choice<DateOrder> dateOrder = new(
        "--date-order", "The order of day and month in dates with slashes, such as 31/12/2025: dmy (day first) or mdy (month first) (default: what the first date tells; an error if it may be either)",
        [.. Enum.GetValues<DateOrder>().Select(order => (Names.Of(order), order))]);

    private readonly Option<TimeSpan?> resample = new("--resample")
    {
        Description = "Brings rows to one time step every PERIOD, such as 500ms, 10s, 5min, 1h, 1d",
        HelpName = "PERIOD",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Durations.TryParse(text, out var period))
            {
                return period;
            }
            result.AddError($"--resample {Wording.Shorten(text)}: expected a number and a unit: us, ms, s, min, h or d, such as 10min.");
            return null;
        },
    };

    private readonly Choice<ResampledValue> resampleWith = new(
        "--resample-with", "The value of a resampled step, from the rows after the step before it up to its own time: the last (default), or the mean; without a row the value is held",
        [.. Enum.GetValues<ResampledValue>().Select(value => (Names.Of(value), value))]);

    private readonly Option<CalendarFeature[]?> calendar = new("--calendar")
    {
        Description = "Adds inputs from the date and the time of day, two for each feature, its sine and cosine: hour, weekday, month",
        HelpName = "FEATURES",
        CustomParser = result =>
        {
            var known = Enum.GetValues<CalendarFeature>();
            string[] wanted = result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries);
            string? wrong = Array.Find(wanted, name => !Array.Exists(known, feature => Names.Of(feature) == name));
            if (wrong is not null)
            {
                result.AddError($"--calendar {Wording.Shorten(wrong)}: expected hour, weekday or month, several with commas between them.");
                return null;
            }
            return [.. known.Where(feature => wanted.Contains(Names.Of(feature)))];
        },
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(ToolCommand command) => command.Group("Times", column, dateOrder, gaps, resample, resampleWith, calendar);

    /// <summary>What the command line says, over what <paramref name="known"/> says.</summary>
    public TimeOptions? Read(ParseResult result, TimeOptions? known)
    {
        bool asked = result.GetValue(gaps) is not null || result.GetValue(resample) is not null || Features(result) is not null;
        string? name = result.GetValue(column);
        if (name == None)
        {
            return !asked ? null : throw new UsageException("--time-gaps, --resample and --calendar need times; --time-column none says that there are none.");
        }
        known ??= asked || name is not null ? new TimeOptions() : null;
        var time = known is null ? null : known with
        {
            Column = name ?? known.Column,
            DateOrder = result.GetValue(dateOrder) ?? known.DateOrder,
            Gaps = result.GetValue(gaps) ?? known.Gaps,
            Resample = result.GetValue(resample) ?? known.Resample,
            ResampleWith = result.GetValue(resampleWith) ?? known.ResampleWith,
            Calendar = Features(result) ?? known.Calendar,
        };
        return result.GetValue(resampleWith) is null || time?.Resample is not null ? time : throw new UsageException("--resample-with needs --resample.");
    }

    private CalendarFeature[]? Features(ParseResult result) => result.GetValue(calendar) is { Length: > 0 } features ? features : null;
}
