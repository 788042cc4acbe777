using System;
using System.Globalization;

namespace Lstm.Training.Data.Times;

/// <summary>A number of time units since 1970 (Unix time), or since any beginning.</summary>
internal sealed class CountedFormat : TimeFormat
{
    private const decimal LeastSeconds = 1e8m, MostSeconds = 1e10m; // 1973 to 2286

    private readonly string unit;
    private readonly decimal ticks;
    private readonly long origin;

    private CountedFormat(string unit, decimal ticks, long origin) => (this.unit, this.ticks, this.origin) = (unit, ticks, origin);

    /// <inheritdoc/>
    public override bool HasCalendar => origin != 0;

    /// <inheritdoc/>
    public override string Example => HasCalendar ? $"Unix time in {unit}" : unit;

    /// <inheritdoc cref="TimeFormat.OfUnixTime"/>
    public static new CountedFormat? OfUnixTime(string text)
    {
        if (!TryNumber(text, out decimal value))
        {
            return null;
        }
        foreach (var (unit, perSecond) in new[] { ("seconds", 1m), ("milliseconds", 1e3m), ("microseconds", 1e6m), ("nanoseconds", 1e9m) })
        {
            if (value >= LeastSeconds * perSecond && value < MostSeconds * perSecond)
            {
                return new CountedFormat(unit, TimeSpan.TicksPerSecond / perSecond, DateTime.UnixEpoch.Ticks);
            }
        }
        return null;
    }

    /// <summary>Seconds from any beginning; null where the text is no number.</summary>
    public static CountedFormat? OfSeconds(string text) => TryNumber(text, out _) ? new CountedFormat("seconds", TimeSpan.TicksPerSecond, 0) : null;

    /// <inheritdoc/>
    public override bool TryRead(string text, out TimeStamp time)
    {
        time = default;
        if (!TryNumber(text, out decimal value))
        {
            return false;
        }
        decimal since = decimal.Round(value * ticks) + origin;
        bool fits = since >= (HasCalendar ? 0 : long.MinValue / 4) && since <= (HasCalendar ? DateTime.MaxValue.Ticks : long.MaxValue / 4);
        time = fits ? new TimeStamp((long)since) : default;
        return fits;
    }

    /// <inheritdoc/>
    public override string Write(TimeStamp time) => ((time.Ticks - origin) / ticks).ToString("0.#########", CultureInfo.InvariantCulture);

    private static bool TryNumber(string text, out decimal value) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && Math.Abs(value) < 1e19m;
}
