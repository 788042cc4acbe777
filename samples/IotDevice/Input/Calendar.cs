using System;

namespace IotDevice;

/// <summary>
/// The inputs that <c>lstm train --calendar</c> adds, from the time of a sample, to the bit: sin 2πx and cos 2πx of its place x in the
/// day, the week, the year. They stand behind the columns that are read.
/// </summary>
internal sealed class Calendar
{
    private const int Days = 7, Months = 12;
    private static readonly string[] Names = ["hour_sin", "hour_cos", "weekday_sin", "weekday_cos", "month_sin", "month_cos"];

    private readonly int[] features;

    /// <param name="columns">The columns of a model.</param>
    public Calendar(string[] columns)
    {
        int first = Array.FindIndex(columns, column => Array.IndexOf(Names, column) >= 0);
        Read = first < 0 ? columns : columns.AsSpan(0, first).ToArray();
        features = Array.ConvertAll(columns.AsSpan(Read.Length).ToArray(), column => Array.IndexOf(Names, column));
        if (Array.IndexOf(features, -1) >= 0)
        {
            throw new ArgumentException("The calendar's columns stand behind all others.", nameof(columns));
        }
    }

    /// <summary>The columns that are read.</summary>
    public string[] Read { get; }

    /// <summary>Whether there are columns that are made from the time.</summary>
    public bool NeedsTime => features.Length > 0;

    /// <summary>Writes them.</summary>
    /// <param name="time">When the sample was taken.</param>
    /// <param name="sample">All columns.</param>
    public void Write(SampleTime time, Span<float> sample)
    {
        for (int i = 0; i < features.Length; i++)
        {
            sample[Read.Length + i] = (float)PortableMath.SinTurns(Place(features[i] / 2, time.Local) + (features[i] % 2 * 0.25));
        }
    }

    private static double Place(int cycle, DateTime time)
    {
        double day = time.TimeOfDay.Ticks / (double)TimeSpan.TicksPerDay;
        return cycle switch
        {
            0 => day,
            1 => ((((int)time.DayOfWeek + Days - 1) % Days) + day) / Days,
            _ => (time.Month - 1 + ((time.Day - 1 + day) / DateTime.DaysInMonth(time.Year, time.Month))) / Months,
        };
    }
}
