using System;
using System.Globalization;
using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>A column of times is recognised and checked; gaps are told, refused, split at or filled; nothing later is seen.</summary>
public class TimeColumnTests : DataFolder
{
    /// <summary>Every 10 minutes from 0:00; a gap of 40 minutes, a row twice, a step back.</summary>
    private const string Irregular = """
        at,x
        2024-01-01 00:00,1
        2024-01-01 00:10,2
        2024-01-01 00:20,3
        2024-01-01 01:00,4
        2024-01-01 01:10,5
        2024-01-01 01:10,55
        2024-01-01 01:00,56
        2024-01-01 01:20,6

        """;

    private DataSet Read(string text, TimeOptions time, Func<DataOptions, DataOptions>? with = null) =>
        Raw("data.csv", text, options => (with ?? (same => same))(options with { Time = time, Target = new NumberTarget(["x"]), Inputs = ["x"] }));

    private static TimeOptions Of(TimeGaps gaps) => new() { Gaps = gaps };

    [Theory]
    [InlineData("when,x\n2024-01-01T00:00Z,1\n2024-01-01T01:00Z,2\n", "when", "01:00:00")]
    [InlineData("timestamp,x\n1700000000,1\n1700000300,2\n", "timestamp", "00:05:00")]
    [InlineData("Time,x\n1700000000000,1\n1700000000250,2\n", "Time", "00:00:00.2500000")]
    public void Dates_are_recognised_and_unix_time_by_its_name(string text, string name, string period)
    {
        var data = Read(text, new TimeOptions(), options => options with { Inputs = null, Horizon = 1 });
        Assert.Equal(["x"], data.InputNames);
        Assert.Equal(name, data.Time!.Column);
        Assert.Equal(TimeSpan.Parse(period, CultureInfo.InvariantCulture), data.Time.Period);
        Assert.Null(data.TimeNote);
    }

    /// <summary>Seconds since the start are an input like others, unless somebody says that they are times.</summary>
    [Fact]
    public void Other_numbers_are_times_only_where_somebody_says_so()
    {
        const string Text = "time,x\n0,1\n0.5,2\n1.0,3\n";
        Assert.Equal(["time", "x"], Read(Text, new TimeOptions(), options => options with { Inputs = null, Horizon = 1 }).InputNames);
        var data = Read(Text, new TimeOptions { Column = "time" }, options => options with { Inputs = null, Horizon = 1 });
        Assert.Equal(["x"], data.InputNames);
        Assert.Equal(0.5, data.Time!.Period!.Value.TotalSeconds);
        Assert.Contains("data.csv, line 2, column 1 \"time\": the times count seconds from a beginning of their own, \"0\", and have no date", Complaint(() => Read(Text, new TimeOptions { Column = "time", Calendar = [CalendarFeature.Hour] })));
    }

    [Fact]
    public void What_is_irregular_is_told_with_both_stamps()
    {
        var data = Read(Irregular, Of(TimeGaps.Note));
        Assert.Equal([1f, 2, 3, 4, 5, 55, 56, 6], data.Train.Single().Inputs);
        Assert.Contains("Times in \"at\", usually a row every 10 min: 1 gap of 40 min (", data.TimeNote);
        Assert.Contains("data.csv, 2024-01-01 00:20 in line 4, 2024-01-01 01:00 in line 5)", data.TimeNote);
        Assert.Contains("1 row with the time of the one before it (", data.TimeNote);
        Assert.Contains("2024-01-01 01:10 in line 6, 2024-01-01 01:10 in line 7)", data.TimeNote);
        Assert.Contains("1 step back in time (", data.TimeNote);
        Assert.Contains("2024-01-01 01:10 in line 7, 2024-01-01 01:00 in line 8)", data.TimeNote);
        Assert.Contains("If the file holds several series, --sequence-column tells them apart.", data.TimeNote);
        Assert.Contains(data.TimeNote!, data.Warnings);
    }

    /// <summary>After a row that came late the others go on from where they were.</summary>
    [Fact]
    public void One_late_row_is_no_gap() =>
        Assert.StartsWith("Times in \"at\", usually a row every 10 min: 1 step back in time (", Read("at,x\n2024-01-01 00:00,1\n2024-01-01 00:10,2\n2024-01-01 00:20,3\n2024-01-01 00:02,4\n2024-01-01 00:30,5\n2024-01-01 00:40,6\n", Of(TimeGaps.Note)).TimeNote, StringComparison.Ordinal);

    /// <summary>The third row was written with the month first.</summary>
    [Fact]
    public void A_step_back_in_dates_with_slashes_may_be_their_order()
    {
        var data = Read("at,x\n27/02/2025,1\n28/02/2025,2\n03/01/2025,3\n", Of(TimeGaps.Note));
        Assert.Contains("1 step back in time (", data.TimeNote);
        Assert.EndsWith(" Dates are read with the day first: if that is wrong, --date-order mdy reads them the other way; if the file has both orders, write them as year-month-day.", data.TimeNote, StringComparison.Ordinal);
        Assert.DoesNotContain("--date-order", Read("at,x\n2025-02-27,1\n2025-02-28,2\n2025-01-03,3\n", Of(TimeGaps.Note)).TimeNote!, StringComparison.Ordinal);
    }

    /// <summary>Where rows are brought to a longer period, what is uneven within it is no gap.</summary>
    [Fact]
    public void Resampling_tells_of_gaps_in_its_own_steps()
    {
        const string Rows = "at,x\n2024-01-01 00:00,1\n2024-01-01 00:01,2\n2024-01-01 00:02,3\n2024-01-01 00:05,4\n2024-01-01 00:06,9\n2024-01-01 00:10,9\n";
        Assert.Null(Read(Rows, new TimeOptions { Resample = TimeSpan.FromMinutes(5) }).TimeNote);
        Assert.Contains("1 gap of 20 min (", Read(Rows + "2024-01-01 00:30,9\n", new TimeOptions { Resample = TimeSpan.FromMinutes(5) }).TimeNote);
    }

    [Theory]
    [InlineData("2024-01-01 00:00,1\n2024-02-30 00:10,2\n", "data.csv, line 3, column 1 \"at\": \"2024-02-30 00:10\": there is no such day in the calendar")]
    [InlineData("2024-13-01 00:00,1\n", "data.csv, line 2, column 1 \"at\": \"2024-13-01 00:00\": there is no such day in the calendar")]
    [InlineData("2024-01-01 00:00,1\n2024-01-01 00:10,2\n2024-01-01 00:40,3\n2024-01-01 00:50,3\n", "data.csv, line 4, column 1 \"at\": there is a gap of 30 min (2024-01-01 00:10 in line 3, 2024-01-01 00:40 in line 4), rows are usually 10 min apart")]
    [InlineData("2024-01-01 00:00,1\n2024-01-01 00:10,2\n2024-01-01 00:10,3\n", "data.csv, line 4, column 1 \"at\": the time is that of the row before (2024-01-01 00:10 in line 3, 2024-01-01 00:10 in line 4)")]
    [InlineData("2024-01-01 00:00,1\n2024-01-01 00:10,2\n2024-01-01 00:05,3\n", "data.csv, line 4, column 1 \"at\": the time goes back (2024-01-01 00:10 in line 3, 2024-01-01 00:05 in line 4)")]
    [InlineData("2024-01-01 00:00,1\n,2\n", "data.csv, line 3, column 1 \"at\": the row does not say when it was taken")]
    [InlineData("2024-01-01 00:00,1\nnoon,2\n", "data.csv, line 3, column 1 \"at\": expected a time as in the rows before (yyyy-MM-dd HH:mm), found \"noon\"")]
    public void Or_refused(string rows, string complaint) => Assert.StartsWith(complaint, Complaint(() => Read("at,x\n" + rows, Of(TimeGaps.Error))));

    [Fact]
    public void A_gap_begins_a_new_sequence()
    {
        var data = Read(Irregular, Of(TimeGaps.Split));
        Assert.Equal(["data.csv", "data.csv, from 2024-01-01 01:00"], data.Train.Select(sequence => sequence.Id));
        Assert.Equal([1f, 2, 3], data.Train[0].Inputs);
        Assert.Equal([4f, 5, 6], data.Train[1].Inputs); // 55 and 56 are not later than the row before them
        Assert.Equal([4, 5, 8], data.Train[1].Steps);
    }

    [Fact]
    public void Or_is_filled_with_the_last_values_and_no_targets()
    {
        var data = Read(Irregular, Of(TimeGaps.Hold));
        Assert.Equal([1f, 2, 3, 3, 3, 3, 4, 5, 6], data.Train.Single().Inputs);
        Assert.Equal([1f, 2, 3, float.NaN, float.NaN, float.NaN, 4, 5, 6], data.Train.Single().Targets);
        Assert.Contains("Gaps are filled: 3 time steps hold the last values. Rows that are not later than the one before them are dropped.", data.TimeNote);
    }

    /// <summary>A step has the rows up to its own time: 0:07 belongs to 0:10, 0:10 too, 0:11 to 0:20, which is not complete.</summary>
    [Theory]
    [InlineData(ResampledValue.Last, new[] { 1f, 3, 4, 4 })]
    [InlineData(ResampledValue.Mean, new[] { 1f, 2.5f, 4, 4 })]
    public void Resampling_looks_back(ResampledValue with, float[] expected)
    {
        const string Rows = "at,x\n2024-01-01 00:00,1\n2024-01-01 00:07,2\n2024-01-01 00:10,3\n2024-01-01 00:11,4\n2024-01-01 00:31,9\n";
        var data = Read(Rows, new TimeOptions { Resample = TimeSpan.FromMinutes(10), ResampleWith = with });
        Assert.Equal(expected, data.Train.Single().Inputs);
        Assert.Equal([1f, expected[1], 4, float.NaN], data.Train.Single().Targets);
    }

    [Fact]
    public void Days_begin_at_the_midnight_that_is_written()
    {
        var data = Read("at,x\n2024-01-01T12:00+02:00,1\n2024-01-02T00:00+02:00,2\n2024-01-02T12:00+02:00,3\n2024-01-03T00:00+02:00,4\n", new TimeOptions { Resample = TimeSpan.FromDays(1), ResampleWith = ResampledValue.Mean });
        Assert.Equal([1.5f, 3.5f], data.Train.Single().Inputs);
    }

    [Fact]
    public void Another_rate_is_told()
    {
        string text = "at,x\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"2024-01-01 {(row < 40 ? row : 40 + ((row - 40) * 5)) / 60:00}:{(row < 40 ? row : 40 + ((row - 40) * 5)) % 60:00},{row}\n"));
        Assert.Contains("1 change of rate (", Read(text, Of(TimeGaps.Note)).TimeNote);
        Assert.Contains("the rows have another rate here, 5 min apart instead of 1 min", Complaint(() => Read(text, Of(TimeGaps.Split))));
    }

    [Fact]
    public void The_calendar_goes_in_as_sine_and_cosine_and_is_not_scaled()
    {
        var data = Raw("data.csv", "at,x\n2024-01-01 00:00,1\n2024-01-01 06:00,2\n2024-01-01 12:00,6\n", options => options with
        {
            Time = new TimeOptions { Calendar = [CalendarFeature.Hour, CalendarFeature.Weekday, CalendarFeature.Month] },
            Horizon = 1,
            InputScaling = Scaling.MeanAndDeviation,
        });
        Assert.Equal(["x", "hour_sin", "hour_cos", "weekday_sin", "weekday_cos", "month_sin", "month_cos"], data.InputNames);
        float[] first = data.Train[0].Inputs[1..7].ToArray(), second = data.Train[0].Inputs[8..14].ToArray();
        Assert.Equal([0f, 1, 0, 1, 0, 1], first); // midnight of a Monday, the first of January
        Assert.Equal(1f, second[0], 1e-7);
        Assert.Equal(0f, second[1], 1e-7);
        Assert.Equal((float)Math.Sin(2 * Math.PI * 0.25 / 7), second[2], 1e-7);
        Assert.Equal((float)Math.Cos(2 * Math.PI * 0.25 / 31 / 12), second[5], 1e-7);
        Assert.Equal(0.0, data.InputScaling!.Centre[1]);
        Assert.Equal(1.0, data.InputScaling.Scale[6]);
        Assert.Equal(-1.0, data.InputSpans[1].Min);
    }

    /// <summary>Bit for bit what a device computes: the tests of samples/IotDevice have the same numbers.</summary>
    [Fact]
    public void The_calendar_has_the_bits_of_the_device()
    {
        var data = Raw("data.csv", "at,x\n2024-05-17T13:37:42.5,1\n2024-05-17T13:37:43,2\n", options => options with
        {
            Time = new TimeOptions { Calendar = [CalendarFeature.Hour, CalendarFeature.Weekday, CalendarFeature.Month] },
            Target = new NumberTarget(["x"]),
            Inputs = ["x"],
        });
        Assert.Equal([0xBED3BAD7, 0xBF6915C3, 0xBF517E33, 0xBF13228E, 0x3F31B9A3, 0xBF384130], data.Train[0].Inputs[1..7].Select(BitConverter.SingleToUInt32Bits));
    }

    /// <summary>The local time is that which is written, with an offset too.</summary>
    [Fact]
    public void Hours_are_those_that_are_written()
    {
        var data = Read("at,x\n2024-01-01T06:00+05:00,1\n2024-01-01T07:00+05:00,2\n", new TimeOptions { Calendar = [CalendarFeature.Hour] });
        Assert.Equal(1f, data.Train[0].Inputs[1], 1e-7);
    }

    /// <summary>Whatever comes later, time steps and their inputs up to then are the same.</summary>
    [Theory]
    [InlineData(TimeGaps.Note, null, ResampledValue.Last)]
    [InlineData(TimeGaps.Split, null, ResampledValue.Last)]
    [InlineData(TimeGaps.Hold, null, ResampledValue.Last)]
    [InlineData(TimeGaps.Note, 7, ResampledValue.Last)]
    [InlineData(TimeGaps.Split, 7, ResampledValue.Mean)]
    public void The_future_changes_nothing_before_it(TimeGaps gaps, int? minutes, ResampledValue with)
    {
        var random = new Random(5);
        for (int draw = 0; draw < 20; draw++)
        {
            int[] at = [.. Enumerable.Range(0, 40).Scan(0, (time, _) => time + random.Next(1, 8) + (random.Next(8) == 0 ? 40 : 0))];
            int[] other = [.. at.Select((time, row) => row < 30 ? time : time + random.Next(1, 500))];
            var time = new TimeOptions { Gaps = gaps, Period = TimeSpan.FromMinutes(4), Resample = minutes is { } period ? TimeSpan.FromMinutes(period) : null, ResampleWith = with, Calendar = [CalendarFeature.Hour] };
            float[] Inputs(int[] times, Func<int, int> value) => [.. Read("at,x\n" + string.Concat(times.Select((minute, row) => $"2024-01-0{1 + (minute / 1440)} {minute / 60 % 24:00}:{minute % 60:00},{value(row)}\n")), time).Train.SelectMany(sequence => sequence.Inputs)];
            float[] before = Inputs(at[..30], row => row), one = Inputs(at, row => row), another = Inputs(other, row => row < 30 ? row : -row);
            Assert.True(before.Length > 30);
            Assert.Equal(before, one[..before.Length]);
            Assert.Equal(before, another[..before.Length]);
        }
    }

    /// <summary>Parts are cut before gaps: with a split at gaps the validation part is still the last one, and the usual period is the training part's.</summary>
    [Fact]
    public void The_last_part_is_the_last_in_time()
    {
        string text = "at,x\n" + string.Concat(Enumerable.Range(0, 20).Select(row => $"2024-01-01 {(row + (row / 5 * 3)) / 60:00}:{(row + (row / 5 * 3)) % 60:00},{row}\n"));
        var data = Read(text, Of(TimeGaps.Split), options => options with { Split = new SplitByTime(0.3, 0) });
        Assert.Equal(Enumerable.Range(0, 14).Select(row => (float)row), data.Train.SelectMany(sequence => sequence.Inputs));
        Assert.Equal(Enumerable.Range(14, 6).Select(row => (float)row), data.Validation.SelectMany(sequence => sequence.Inputs));
        Assert.Equal(3, data.Train.Count);
    }

    [Fact]
    public void Refusals_say_what_to_do()
    {
        Assert.Contains("no column holds dates or Unix time", Complaint(() => Read("a,x\n1,2\n", Of(TimeGaps.Split))));
        Assert.Contains("there is no column \"when\"", Complaint(() => Read("a,x\n1,2\n", new TimeOptions { Column = "when" })));
        Assert.Contains("line 2, column 1 \"a\": expected a time, such as 2024-01-31 08:30:00 or Unix time, found \"word\"", Complaint(() => Read("a,x\nword,2\n", new TimeOptions { Column = "a" })));
        Assert.Contains("has an input \"hour_sin\" already", Complaint(() => Raw("data.csv", "at,hour_sin\n2024-01-01,1\n2024-01-02,1\n2024-01-03,1\n", options => options with { Horizon = 1, Time = new TimeOptions { Calendar = [CalendarFeature.Hour] } })));
        Assert.Contains("4 rows from 2024-01-01 00:00:00 to 2034-01-01 00:00:02 would become 315,619,202 time steps of 1 s; choose a longer period (--resample), or look at the times that stand out", Complaint(() => Read("at,x\n2024-01-01 00:00:00,1\n2024-01-01 00:00:01,1\n2024-01-01 00:00:02,1\n2034-01-01 00:00:02,1\n", Of(TimeGaps.Hold))));
        string rows = string.Concat(Enumerable.Range(0, 10).Select(row => $"2024-01-01 00:{row / 5:00},{row}\n"));
        Assert.Contains("8 of 10 rows are not later than the one before them", Complaint(() => Read("at,x\n" + rows, Of(TimeGaps.Split))));
    }
}

internal static class Scans
{
    /// <summary>Each state on the way.</summary>
    public static System.Collections.Generic.IEnumerable<TState> Scan<T, TState>(this System.Collections.Generic.IEnumerable<T> values, TState state, Func<TState, T, TState> next)
    {
        foreach (var value in values)
        {
            yield return state = next(state, value);
        }
    }
}
