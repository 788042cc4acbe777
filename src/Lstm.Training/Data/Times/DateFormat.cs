using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Lstm.Training.Data.Times;

/// <summary>
/// Dates with a time of day or without: ISO 8601 (2024-01-31T08:30:00.5+02:00, a blank for the T, offsets and Z or none of them), and the
/// forms with points (day first) and slashes (year first; or day or month first, as somebody says or the first field tells).
/// </summary>
internal sealed partial class DateFormat : TimeFormat
{
    private readonly Parts order;
    private readonly char mark;
    private readonly char join;
    private readonly bool hasSeconds;
    private readonly Zone zone;

    private DateFormat(Fields first) => (order, mark, join, hasSeconds, zone) = (first.Order, first.Mark, first.Join, first.HasSeconds, first.Zone);

    private enum Parts
    {
        YearMonthDay,
        MonthDayYear,
        DayMonthYear,
    }

    private enum Zone
    {
        None,
        Utc,
        Offset,
    }

    /// <inheritdoc/>
    public override bool HasOffset => zone != Zone.None;

    /// <inheritdoc/>
    public override string Example => $"{DatePattern.Replace("'", "", StringComparison.Ordinal)}{(join == 0 ? "" : $"{join}HH:mm{(hasSeconds ? ":ss" : "")}")}{zone switch { Zone.Utc => "Z", Zone.Offset => "+hh:mm", _ => "" }}";

    private string DatePattern => order switch
    {
        Parts.YearMonthDay => $"yyyy'{mark}'MM'{mark}'dd",
        Parts.MonthDayYear => $"MM'{mark}'dd'{mark}'yyyy",
        _ => $"dd'{mark}'MM'{mark}'yyyy",
    };

    /// <inheritdoc/>
    public override DateOrder? DateOrder => mark != '/' ? null : order switch
    {
        Parts.DayMonthYear => Times.DateOrder.DayFirst,
        Parts.MonthDayYear => Times.DateOrder.MonthFirst,
        _ => null,
    };

    /// <summary>The format that a first field has; null where it is no date, or may be two.</summary>
    public static DateFormat? OfFirst(string text, DateOrder? dateOrder = null)
    {
        var monthFirst = dateOrder == Times.DateOrder.DayFirst ? null : Fields.Read(text, dayFirst: false);
        var dayFirst = dateOrder == Times.DateOrder.MonthFirst ? null : Fields.Read(text, dayFirst: true);
        return monthFirst is { } one && dayFirst is { } other && one.Order != other.Order ? null
            : (monthFirst ?? dayFirst) is { } fields ? new DateFormat(fields) : null;
    }

    /// <summary>Whether a text is a date of which nobody can tell whether day or month comes first.</summary>
    public static new bool IsAmbiguous(string text) =>
        Fields.Read(text, dayFirst: false) is { } one && Fields.Read(text, dayFirst: true) is { } other && one.Order != other.Order;

    /// <summary>Why there is no such time, though it is written as one; null where it is none, or there is.</summary>
    public static new string? NoSuchTime(string text, DateOrder? dateOrder = null)
    {
        var date = FormOfDate().Match(text);
        return !date.Success || OfFirst(text, dateOrder) is not null || (dateOrder is null && IsAmbiguous(text)) ? null
            : dateOrder is { } order && OfFirst(text) is not null ? $"there is no such day in the calendar with the {(order == Times.DateOrder.DayFirst ? "day" : "month")} first, as --date-order, the training data or the first date says"
            : OfFirst(date.Value, dateOrder) is not null || IsAmbiguous(date.Value) ? FormOfClock().IsMatch(text.AsSpan(date.Length)) ? "there is no such time of day" : null
            : LeastOrMostYear().IsMatch(date.Value) ? "years from 1 to 9998 are read"
            : "there is no such day in the calendar";
    }

    /// <inheritdoc/>
    public override bool TryRead(string text, out TimeStamp time)
    {
        time = default;
        if (Fields.Read(text, order == Parts.DayMonthYear) is not { } fields || fields.Order != order || fields.Mark != mark || fields.Zone == Zone.None != (zone == Zone.None))
        {
            return false;
        }
        time = fields.Time;
        return true;
    }

    /// <inheritdoc/>
    public override string Write(TimeStamp time)
    {
        var local = time.Local;
        string date = local.ToString(DatePattern, CultureInfo.InvariantCulture);
        bool seconds = hasSeconds || local.Ticks % TimeSpan.TicksPerMinute != 0;
        string clock = join == 0 && local.TimeOfDay == TimeSpan.Zero ? "" : local.ToString(seconds ? "HH':'mm':'ss.FFFFFFF" : "HH':'mm", CultureInfo.InvariantCulture);
        string offset = zone switch
        {
            Zone.None => "",
            Zone.Utc when time.Offset == 0 => "Z",
            _ => string.Create(CultureInfo.InvariantCulture, $"{(time.Offset < 0 ? '-' : '+')}{Math.Abs(time.Offset) / 60:00}:{Math.Abs(time.Offset) % 60:00}"),
        };
        return clock.Length == 0 ? date : $"{date}{(join == 0 ? ' ' : join)}{clock}{offset}";
    }

    // Year first, with - or /; or last, with . or /.
    [GeneratedRegex(@"^(?:\d{4}([-/])\d{1,2}\1\d{1,2}|\d{1,2}([./])\d{1,2}\2\d{4})(?!\d)")]
    private static partial Regex FormOfDate();

    [GeneratedRegex(@"^[Tt ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?(?:[AaPp][Mm]|Z|UTC|[-+]\d{2}:?\d{2}))?$")]
    private static partial Regex FormOfClock();

    [GeneratedRegex(@"(?<!\d)(?:9999|0000)(?!\d)")]
    private static partial Regex LeastOrMostYear();

    /// <summary>What stands in a field.</summary>
    private readonly record struct Fields(Parts Order, char Mark, char Join, bool HasSeconds, Zone Zone, TimeStamp Time)
    {
        public static Fields? Read(string text, bool dayFirst)
        {
            var scan = new Scanner(text);
            if (Date(ref scan, dayFirst) is not { } date)
            {
                return null;
            }
            if (scan.IsAtEnd)
            {
                return new Fields(date.Order, date.Mark, '\0', false, Zone.None, new TimeStamp(date.Ticks));
            }
            char join = scan.TakeAny("T t") is 't' ? 'T' : scan.Last;
            if (join is not ('T' or ' ') || !Clock(ref scan, out long clock, out bool seconds) || !Offset(ref scan, out var zone, out short offset) || !scan.IsAtEnd)
            {
                return null;
            }
            long ticks = date.Ticks + clock - (offset * TimeSpan.TicksPerMinute);
            return ticks < 0 || ticks > DateTime.MaxValue.Ticks ? null : new Fields(date.Order, date.Mark, join, seconds, zone, new TimeStamp(ticks, offset));
        }

        private static (Parts Order, char Mark, long Ticks)? Date(ref Scanner scan, bool dayFirst)
        {
            if (!scan.Number(1, 4, out int first, out int digits) || scan.TakeAny("-/.") is '\0')
            {
                return null;
            }
            char mark = scan.Last;
            if (!scan.Number(1, 2, out int second, out _) || scan.TakeAny("-/.") != mark || !scan.Number(1, 4, out int third, out int lastDigits))
            {
                return null;
            }
            bool yearFirst = digits == 4;
            if (mark == '-' ? !yearFirst : yearFirst ? mark == '.' || lastDigits > 2 : lastDigits != 4)
            {
                return null;
            }
            var order = yearFirst ? Parts.YearMonthDay : mark == '.' || dayFirst ? Parts.DayMonthYear : Parts.MonthDayYear;
            var (year, month, day) = order switch
            {
                Parts.YearMonthDay => (first, second, third),
                Parts.MonthDayYear => (third, first, second),
                _ => (third, second, first),
            };
            return year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) ? null : (order, mark, new DateTime(year, month, day).Ticks);
        }

        private static bool Clock(ref Scanner scan, out long ticks, out bool hasSeconds)
        {
            ticks = 0;
            hasSeconds = false;
            int second = 0;
            long fraction = 0;
            if (!scan.Number(1, 2, out int hour, out _) || scan.TakeAny(":") is '\0' || !scan.Number(2, 2, out int minute, out _))
            {
                return false;
            }
            if (scan.TakeAny(":") != 0)
            {
                hasSeconds = true;
                if (!scan.Number(2, 2, out second, out _) || (scan.TakeAny(".,") != 0 && !scan.Fraction(out fraction)))
                {
                    return false;
                }
            }
            if (scan.TakeWord(" AM") || scan.TakeWord(" PM"))
            {
                if (hour is < 1 or > 12)
                {
                    return false;
                }
                hour = (hour % 12) + (char.ToUpperInvariant(scan.Last) == 'P' ? 12 : 0);
            }
            ticks = (((hour * 60L) + minute) * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond) + fraction;
            return hour < 24 && minute < 60 && second < 60;
        }

        private static bool Offset(ref Scanner scan, out Zone zone, out short minutes)
        {
            (zone, minutes) = (Zone.None, 0);
            if (scan.TakeWord("Z") || scan.TakeWord(" UTC") || scan.TakeWord("UTC"))
            {
                zone = Zone.Utc;
                return true;
            }
            if (scan.TakeAny("+-") is '\0')
            {
                return true;
            }
            int sign = scan.Last == '-' ? -1 : 1, minute = 0;
            if (!scan.Number(2, 2, out int hour, out _))
            {
                return false;
            }
            bool colon = scan.TakeAny(":") != 0;
            if ((colon || !scan.IsAtEnd) && !scan.Number(2, 2, out minute, out _))
            {
                return false;
            }
            zone = Zone.Offset;
            minutes = (short)(sign * ((hour * 60) + minute));
            return hour <= 14 && minute < 60;
        }
    }

    private ref struct Scanner(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> text = text;
        private int at;

        /// <summary>What was taken last; of a word the letter before its last one.</summary>
        public char Last { get; private set; }

        public readonly bool IsAtEnd => at == text.Length;

        public bool Number(int least, int most, out int value, out int digits)
        {
            value = 0;
            for (digits = 0; digits < most && at < text.Length && char.IsAsciiDigit(text[at]); digits++)
            {
                value = (value * 10) + text[at++] - '0';
            }
            return digits >= least;
        }

        /// <summary>Digits behind the point, in ticks; what is finer is left out.</summary>
        public bool Fraction(out long ticks)
        {
            ticks = 0;
            int digits = 0;
            for (long unit = TimeSpan.TicksPerSecond / 10; at < text.Length && char.IsAsciiDigit(text[at]); unit /= 10, digits++)
            {
                ticks += (text[at++] - '0') * unit;
            }
            return digits > 0;
        }

        /// <summary>The next character if it is one of these; otherwise none, '\0'.</summary>
        public char TakeAny(string ofThese)
        {
            Last = at < text.Length && ofThese.Contains(text[at]) ? text[at] : '\0';
            at += Last == 0 ? 0 : 1;
            return Last;
        }

        public bool TakeWord(string word)
        {
            if (text.Length - at < word.Length || !text[at..].StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
            at += word.Length;
            Last = word.Length > 1 ? word[^2] : word[0];
            return true;
        }
    }
}
