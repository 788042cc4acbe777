namespace Lstm.Training.Data.Times;

/// <summary>How a column writes times. It is told by the column's first field, and all others are written alike.</summary>
internal abstract class TimeFormat
{
    /// <summary>Whether times have a date and a time of day; not so where they count from a beginning of their own.</summary>
    public virtual bool HasCalendar => true;

    /// <summary>Whether day or month comes first in dates with slashes; null where dates are written otherwise.</summary>
    public virtual DateOrder? DateOrder => null;

    /// <summary>Whether times say how far they are ahead of UTC.</summary>
    public virtual bool HasOffset => false;

    /// <summary>What messages call it, e.g. "2024-01-31 08:30:00".</summary>
    public abstract string Example { get; }

    /// <summary>The format of a date, or of a date and a time of day; null where the text is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="dateOrder">Whether day or month comes first in dates with slashes; null for what the text tells: it is none where it may be either.</param>
    public static TimeFormat? OfDate(string text, DateOrder? dateOrder = null) => DateFormat.OfFirst(text, dateOrder);

    /// <summary>Whether a text is a date of which nobody can tell whether day or month comes first.</summary>
    public static bool IsAmbiguous(string text) => DateFormat.IsAmbiguous(text);

    /// <summary>The format of Unix time in seconds, milliseconds, microseconds or nanoseconds from 1973 to 2286; null where the text is none.</summary>
    public static TimeFormat? OfUnixTime(string text) => CountedFormat.OfUnixTime(text);

    /// <summary>The format of a column that somebody calls a time: a date, Unix time, or seconds from any beginning.</summary>
    public static TimeFormat? Of(string text, DateOrder? dateOrder = null) => OfDate(text, dateOrder) ?? OfUnixTime(text) ?? CountedFormat.OfSeconds(text);

    /// <summary>Why there is no such time, though a text is written as a date, e.g. of 30 February; null where it is none, or there is.</summary>
    public static string? NoSuchTime(string text, DateOrder? dateOrder = null) => DateFormat.NoSuchTime(text, dateOrder);

    /// <summary>Reads a field.</summary>
    public abstract bool TryRead(string text, out TimeStamp time);

    /// <summary>A time as the column writes it, but for zeros at the end of fractions of a second.</summary>
    public abstract string Write(TimeStamp time);
}
