using System;
using Lstm.Training.Data.Times;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>Times are read and written as data has them, wherever the program runs.</summary>
public class TimeFormatTests
{
    [Theory]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.0000000")]
    [InlineData("2024-02-29T08:30", "2024-02-29T08:30:00.0000000")]
    [InlineData("2024-02-29 08:30:15", "2024-02-29T08:30:15.0000000")]
    [InlineData("2024-02-29T08:30:15.25", "2024-02-29T08:30:15.2500000")]
    [InlineData("2024-02-29T08:30:15.123456789", "2024-02-29T08:30:15.1234567", "2024-02-29T08:30:15.1234567")]
    [InlineData("2024-02-29T08:30:15Z", "2024-02-29T08:30:15.0000000")]
    [InlineData("2024-02-29 08:30:15+02:00", "2024-02-29T06:30:15.0000000")]
    [InlineData("2024-02-29T08:30:15-0530", "2024-02-29T14:00:15.0000000", "2024-02-29T08:30:15-05:30")]
    [InlineData("2024/02/29 08:30", "2024-02-29T08:30:00.0000000")]
    [InlineData("29.02.2024 08:30:15", "2024-02-29T08:30:15.0000000")]
    [InlineData("02/03/2024 08:30", "2024-02-03T08:30:00.0000000")]
    [InlineData("29/02/2024 08:30", "2024-02-29T08:30:00.0000000")]
    [InlineData("2/3/2024 1:05 PM", "2024-02-03T13:05:00.0000000", "02/03/2024 13:05")]
    [InlineData("2/3/2024 12:05 AM", "2024-02-03T00:05:00.0000000", "02/03/2024 00:05")]
    public void A_date_is_read_and_written_as_it_was(string text, string expected, string? written = null)
    {
        var format = (TimeFormat.OfDate(text) ?? TimeFormat.OfDate(text, DateOrder.MonthFirst))!;
        Assert.True(format.TryRead(text, out var time));
        Assert.Equal(expected, new DateTime(time.Ticks).ToString("yyyy-MM-ddTHH:mm:ss.fffffff", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(written ?? text, format.Write(time));
    }

    [Theory]
    [InlineData("02/03/2024", true, "2024-03-02", "2024-02-03")]
    [InlineData("2/2/2024 08:30", true, "2024-02-02", "2024-02-02")]
    [InlineData("31/12/2024", false, "2024-12-31", null)]
    [InlineData("12/31/2024 1:05 PM", false, null, "2024-12-31")]
    [InlineData("2024/02/03", false, "2024-02-03", "2024-02-03")]
    [InlineData("03.02.2024", false, "2024-02-03", "2024-02-03")]
    public void Day_or_month_comes_first_in_dates_with_slashes(string text, bool isAmbiguous, string? dayFirst, string? monthFirst)
    {
        string? Day(DateOrder order) => TimeFormat.OfDate(text, order) is { } format && format.TryRead(text, out var time) ? FormattableString.Invariant($"{new DateTime(time.Ticks):yyyy-MM-dd}") : null;
        Assert.Equal((dayFirst, monthFirst), (Day(DateOrder.DayFirst), Day(DateOrder.MonthFirst)));
        Assert.Equal(isAmbiguous, TimeFormat.IsAmbiguous(text));
        Assert.Equal(isAmbiguous, TimeFormat.OfDate(text) is null);
        Assert.Null(TimeFormat.NoSuchTime(text));
        Assert.Equal(dayFirst is null, TimeFormat.NoSuchTime(text, DateOrder.DayFirst) is not null);
        Assert.Equal(monthFirst is null, TimeFormat.NoSuchTime(text, DateOrder.MonthFirst) is not null);
    }

    [Theory]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("2024-01-01T24:00")]
    [InlineData("2024-01-01T08:60")]
    [InlineData("2024-01-01T08:30:15+15:00")]
    [InlineData("2024-01-01X08:30")]
    [InlineData("2024-01-01 08:30 and more")]
    [InlineData("2024-01-01 13:30 PM")]
    [InlineData("0001-01-01T00:00:00+02:00")]
    [InlineData("08:30")]
    [InlineData("1-2-3")]
    [InlineData("1-2")]
    [InlineData("20240101")]
    [InlineData("word")]
    [InlineData("")]
    public void What_is_no_date_is_none(string text) => Assert.Null(TimeFormat.OfDate(text));

    [Theory]
    [InlineData("2024-02-30", "there is no such day in the calendar")]
    [InlineData("2024-13-01 08:30", "there is no such day in the calendar")]
    [InlineData("31.04.2024", "there is no such day in the calendar")]
    [InlineData("02/30/2024 1:05 PM", "there is no such day in the calendar")]
    [InlineData("9999-12-31", "years from 1 to 9998 are read")]
    [InlineData("2024-01-01T24:00", "there is no such time of day")]
    [InlineData("2024-01-01 08:60:00Z", "there is no such time of day")]
    [InlineData("2024-02-29", null)]
    [InlineData("2024-01-01 noon", null)]
    [InlineData("13/14", null)]
    [InlineData("192.168.2024", null)]
    [InlineData("word", null)]
    public void What_is_written_as_a_date_and_is_none(string text, string? why) => Assert.Equal(why, TimeFormat.NoSuchTime(text));

    [Theory]
    [InlineData("1700000000", "2023-11-14T22:13:20.0000000")]
    [InlineData("1700000000.5", "2023-11-14T22:13:20.5000000")]
    [InlineData("1700000000123", "2023-11-14T22:13:20.1230000")]
    [InlineData("1700000000123456", "2023-11-14T22:13:20.1234560")]
    [InlineData("1700000000123456700", "2023-11-14T22:13:20.1234567")]
    public void Unix_time_is_known_by_its_size(string text, string expected)
    {
        var format = TimeFormat.OfUnixTime(text)!;
        Assert.True(format.TryRead(text, out var time));
        Assert.Equal(expected, new DateTime(time.Ticks).ToString("yyyy-MM-ddTHH:mm:ss.fffffff", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(text, format.Write(time));
        Assert.Null(TimeFormat.OfUnixTime("12.5"));
        Assert.False(format.TryRead("1e300", out _));
    }

    /// <summary>The first field tells whether a day or a month comes first, and times with an offset do not mix with others.</summary>
    [Theory]
    [InlineData("02/03/2024", "29/02/2024")]
    [InlineData("29/02/2024", "02/29/2024")]
    [InlineData("2024-02-29T08:30Z", "2024-02-29T08:30")]
    [InlineData("2024-02-29", "29.02.2024")]
    public void All_fields_are_written_alike(string first, string other) => Assert.False((TimeFormat.OfDate(first) ?? TimeFormat.OfDate(first, DateOrder.MonthFirst))!.TryRead(other, out _));

    [Theory]
    [InlineData("10min", 600.0)]
    [InlineData("1 h", 3600.0)]
    [InlineData("0.5s", 0.5)]
    [InlineData("250ms", 0.25)]
    [InlineData("1d", 86400.0)]
    [InlineData("0s", null)]
    [InlineData("-1s", null)]
    [InlineData("1", null)]
    [InlineData("h", null)]
    [InlineData("1 fortnight", null)]
    [InlineData("1e3s", null)]
    public void A_length_of_time_has_a_number_and_a_unit(string text, double? seconds)
    {
        Assert.Equal(seconds is not null, Durations.TryParse(text, out var duration));
        Assert.Equal(seconds ?? 0, duration.TotalSeconds);
    }
}
