using System;
using System.Globalization;
using System.Linq;

namespace Lstm.Training.Data.Times;

/// <summary>Lengths of time as people write them: a number and a unit.</summary>
public static class Durations
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("min", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond), ("ms", TimeSpan.TicksPerMillisecond), ("us", TimeSpan.TicksPerMicrosecond),
    ];

    /// <summary>Reads "10min", "1 h", "0.5s": a number above 0 and one of d, h, min, s, ms, us. False where the text is none.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        string number = text.TrimEnd("abcdefghijklmnopqrstuvwxyz".ToCharArray());
        long unit = Units.FirstOrDefault(unit => unit.Unit == text[number.Length..]).Ticks;
        bool isNumber = decimal.TryParse(number.TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value);
        bool fits = isNumber && unit > 0 && value < 1e6m && value * unit >= 1 && value * unit < TimeSpan.MaxValue.Ticks;
        duration = fits ? new TimeSpan((long)(value * unit)) : default;
        return fits;
    }

    /// <summary>A length of time in the largest unit of which it has one or more, e.g. "1.5 h".</summary>
    public static string Text(TimeSpan duration)
    {
        var (unit, ticks) = Units.FirstOrDefault(unit => duration.Ticks >= unit.Ticks, Units[^1]);
        return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / (double)ticks:0.###} {unit}");
    }
}
