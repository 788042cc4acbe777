using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Lstm.Training.Data.Numpy;

/// <summary>
/// The unit of a <c>datetime64</c>, whose elements count from 1970 on
/// (<see href="https://numpy.org/doc/stable/reference/arrays.datetime.html">numpy.org, Datetimes and timedeltas</see>).
/// </summary>
/// <param name="Count">How many of them one is.</param>
/// <param name="Unit">E.g. "ns".</param>
internal sealed partial record NpyTime(int Count, string Unit)
{
    /// <summary>Bytes of an element.</summary>
    public const int Size = 8;

    /// <summary>What NumPy writes for no time (NaT).</summary>
    private const long None = long.MinValue;

    private static readonly Dictionary<string, decimal> Ticks = new()
    {
        ["W"] = 7 * TimeSpan.TicksPerDay,
        ["D"] = TimeSpan.TicksPerDay,
        ["h"] = TimeSpan.TicksPerHour,
        ["m"] = TimeSpan.TicksPerMinute,
        ["s"] = TimeSpan.TicksPerSecond,
        ["ms"] = TimeSpan.TicksPerMillisecond,
        ["us"] = TimeSpan.TicksPerMicrosecond,
        ["ns"] = 1e-2m,
        ["ps"] = 1e-5m,
        ["fs"] = 1e-8m,
        ["as"] = 1e-11m,
    };

    /// <summary>Reads what stands behind the letter M of a type, e.g. "8[ns]"; null where there is no unit.</summary>
    public static NpyTime? Parse(string text) =>
        Form().Match(text) is { Success: true } found && (!found.Groups[1].Success || (int.TryParse(found.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int given) && given > 0))
            ? new NpyTime(found.Groups[1].Success ? int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 1, found.Groups[2].Value) : null;

    /// <summary>A time as ISO 8601 writes it, down to 100 ns; empty for none.</summary>
    /// <param name="value">The element.</param>
    public string Text(long value)
    {
        const int Epoch = 1970, MonthsOfYear = 12;
        if (value == None)
        {
            return "";
        }
        decimal count = (decimal)value * Count;
        if (Unit is "Y" or "M")
        {
            decimal months = (Unit == "Y" ? count * MonthsOfYear : count) + (Epoch * MonthsOfYear);
            decimal year = Math.Floor(months / MonthsOfYear);
            return FormattableString.Invariant($"{year:0000}-{months - (year * MonthsOfYear) + 1:00}-01");
        }
        decimal ticks = Math.Abs(count) < decimal.MaxValue / Ticks["W"] || Ticks[Unit] < 1 ? Math.Floor(count * Ticks[Unit]) + DateTime.UnixEpoch.Ticks : -1;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime((long)ticks).ToString(Unit is "W" or "D" ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
            : $"{value.ToString(CultureInfo.InvariantCulture)} {Unit} from {Epoch} on"; // a year that no date is read of
    }

    [GeneratedRegex(@"^8\[(\d+)?(Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\]$")]
    private static partial Regex Form();
}
