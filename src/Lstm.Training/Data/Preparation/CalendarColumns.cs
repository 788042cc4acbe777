using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Data.Preparation;

/// <summary>
/// The calendar as inputs: sin 2πx and cos 2πx of a time step's place x in a cycle, by the time as it is written. They are neither scaled
/// nor limited to what the training part has seen of them.
/// </summary>
internal static class CalendarColumns
{
    private const int Days = 7, Months = 12;

    /// <summary>The names of the inputs, two for each feature: hour_sin, hour_cos, ….</summary>
    public static IReadOnlyList<Column> Of(TimeOptions? time) =>
        [.. (time?.Calendar ?? []).Select(Name).SelectMany(name => new[] { new Column(0, $"{name}_sin"), new Column(0, $"{name}_cos") })];

    /// <summary>A feature as its option has it.</summary>
    public static string Name(CalendarFeature feature) => feature.ToString().ToLowerInvariant();

    /// <summary>The series with the features behind its other inputs.</summary>
    public static Series Append(Series series, int inputs, IReadOnlyList<CalendarFeature> features, NumberStore store)
    {
        int width = inputs + (2 * features.Count);
        var wide = store.Allocate<double>(checked(series.Length * width));
        for (int row = 0; row < series.Length; row++)
        {
            var values = wide.Memory.Span.Slice(row * width, width);
            series.Inputs.AsSpan(row * inputs, inputs).CopyTo(values);
            Write(series.Times[row], features, values[inputs..]);
        }
        return series with { Inputs = wide };
    }

    /// <summary>The features of a time.</summary>
    public static void Write(TimeStamp time, IReadOnlyList<CalendarFeature> features, Span<double> values)
    {
        for (int i = 0; i < features.Count; i++)
        {
            double place = Place(features[i], time.Local);
            values[2 * i] = SinTurns(place);
            values[(2 * i) + 1] = SinTurns(place + 0.25);
        }
    }

    /// <summary>The standardisation with columns behind it that stay as they are.</summary>
    public static Standardisation Extended(Standardisation scaling, int more) =>
        new(new([.. scaling.Centre, .. Enumerable.Repeat(0.0, more)]), new([.. scaling.Scale, .. Enumerable.Repeat(1.0, more)]));

    /// <summary>The standardisation of so many columns, without those behind them.</summary>
    public static Standardisation? Without(Standardisation? scaling, int columns) =>
        scaling is null ? null : new(new([.. scaling.Centre.Take(columns)]), new([.. scaling.Scale.Take(columns)]));

    /// <summary>From 0 to below 1.</summary>
    private static double Place(CalendarFeature feature, DateTime time)
    {
        double day = time.TimeOfDay.Ticks / (double)TimeSpan.TicksPerDay;
        return feature switch
        {
            CalendarFeature.Hour => day,
            CalendarFeature.Weekday => ((((int)time.DayOfWeek + Days - 1) % Days) + day) / Days,
            CalendarFeature.Month => (time.Month - 1 + ((time.Day - 1 + day) / DateTime.DaysInMonth(time.Year, time.Month))) / Months,
            _ => throw new ArgumentOutOfRangeException(nameof(feature), feature, "There is no such feature."),
        };
    }

    /// <summary>
    /// sin 2πx by x brought to a quarter of a turn about 0 and Taylor's series to the 21st power, error below 1e-14: made of +, −, × and ÷ alone,
    /// which are rounded alike everywhere, as <see cref="Math.Sin"/> is not, so that a device gets the same bits.
    /// </summary>
    private static double SinTurns(double x)
    {
        const int Terms = 10;
        double turns = x - Math.Floor(x + 0.5);
        turns = turns > 0.25 ? 0.5 - turns : turns < -0.25 ? -0.5 - turns : turns;
        double angle = 2 * Math.PI * turns, sum = 1;
        for (int n = Terms; n >= 1; n--)
        {
            sum = 1 - (sum * angle * angle / (2 * n * ((2 * n) + 1)));
        }
        return angle * sum;
    }
}
