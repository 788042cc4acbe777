using System;
using System.Buffers.Text;

namespace IotDevice;

/// <summary>When a sample was taken.</summary>
/// <param name="Ticks">Units of 100 ns since the year 1: of UTC where there is an offset from it, else of the time as it is written; of plain seconds since whatever they count from.</param>
/// <param name="Offset">Minutes that the written time is ahead of UTC.</param>
/// <param name="HasCalendar">Whether it has a date and a time of day.</param>
internal readonly record struct SampleTime(long Ticks, int Offset, bool HasCalendar)
{
    private const double LeastUnixSeconds = 1e8, MostUnixSeconds = 1e10; // 1973 to 2286

    /// <summary>Date and time of day as they are written.</summary>
    public DateTime Local => new(Ticks + (Offset * TimeSpan.TicksPerMinute));

    /// <summary>
    /// Reads ISO 8601 (2024-01-31T08:30:00.5+02:00, a blank for the T, Z or no offset), Unix time in seconds, milliseconds, microseconds or nanoseconds,
    /// told apart by their size, or other numbers as seconds.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out SampleTime time)
    {
        if (text.Length > 5 && text[4] == '-')
        {
            return TryDate(text, out time);
        }
        time = default;
        if (!Utf8Parser.TryParse(text, out double value, out int consumed) || consumed != text.Length || !(Math.Abs(value) < 1e19))
        {
            return false;
        }
        double perSecond = 1;
        while (value >= MostUnixSeconds * perSecond)
        {
            perSecond *= 1000;
        }
        bool unix = value >= LeastUnixSeconds * perSecond;
        time = new SampleTime((long)(value / perSecond * TimeSpan.TicksPerSecond) + (unix ? DateTime.UnixEpoch.Ticks : 0), 0, unix);
        return true;
    }

    private static bool TryDate(ReadOnlySpan<byte> text, out SampleTime time)
    {
        time = default;
        var rest = text;
        if (!Take(ref rest, 4, out int year) || !Skip(ref rest, '-') || !Take(ref rest, 2, out int month) || !Skip(ref rest, '-') || !Take(ref rest, 2, out int day)
            || year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }
        long ticks = new DateTime(year, month, day).Ticks;
        int offset = 0;
        if (!rest.IsEmpty && (!(Skip(ref rest, 'T') || Skip(ref rest, ' ')) || !TryClock(ref rest, ref ticks) || !TryOffset(rest, out offset)))
        {
            return false;
        }
        ticks -= offset * TimeSpan.TicksPerMinute;
        time = new SampleTime(ticks, offset, true);
        return ticks >= 0;
    }

    private static bool TryClock(ref ReadOnlySpan<byte> rest, ref long ticks)
    {
        int second = 0;
        long fraction = 0;
        if (!Take(ref rest, 2, out int hour) || !Skip(ref rest, ':') || !Take(ref rest, 2, out int minute) || (Skip(ref rest, ':') && !Take(ref rest, 2, out second)))
        {
            return false;
        }
        if (Skip(ref rest, '.') || Skip(ref rest, ','))
        {
            for (long unit = TimeSpan.TicksPerSecond / 10; !rest.IsEmpty && rest[0] is >= (byte)'0' and <= (byte)'9'; unit /= 10, rest = rest[1..])
            {
                fraction += (rest[0] - '0') * unit;
            }
        }
        ticks += (((hour * 60L) + minute) * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond) + fraction;
        return hour < 24 && minute < 60 && second < 60;
    }

    private static bool TryOffset(ReadOnlySpan<byte> rest, out int offset)
    {
        offset = 0;
        if (rest.IsEmpty || rest is [(byte)'Z'] or [(byte)'z'])
        {
            return true;
        }
        int sign = Skip(ref rest, '-') ? -1 : 1, minutes = 0;
        if ((sign > 0 && !Skip(ref rest, '+')) || !Take(ref rest, 2, out int hours))
        {
            return false;
        }
        bool more = Skip(ref rest, ':') || !rest.IsEmpty;
        offset = more && !Take(ref rest, 2, out minutes) ? 0 : sign * ((hours * 60) + minutes);
        return rest.IsEmpty && hours <= 14 && minutes < 60;
    }

    private static bool Take(ref ReadOnlySpan<byte> rest, int digits, out int value)
    {
        value = 0;
        if (rest.Length < digits)
        {
            return false;
        }
        foreach (byte c in rest[..digits])
        {
            if (c is < (byte)'0' or > (byte)'9')
            {
                return false;
            }
            value = (value * 10) + c - '0';
        }
        rest = rest[digits..];
        return true;
    }

    private static bool Skip(ref ReadOnlySpan<byte> rest, char c)
    {
        if (rest.IsEmpty || rest[0] != c)
        {
            return false;
        }
        rest = rest[1..];
        return true;
    }
}
