using System;
using System.Collections.Generic;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Data.Options;

/// <summary>What becomes of the column of a table that says when each row was taken.</summary>
public sealed record TimeOptions
{
    /// <summary>The column, by name or number from 1; null for the one that is recognised by dates in its first row, or by its name and Unix time.</summary>
    public string? Column { get; init; }

    /// <summary>Whether day or month comes first in dates with slashes; null for what the first date tells, which is an error where it may be either.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>What becomes of gaps, and of rows that are not later than the one before them.</summary>
    public TimeGaps Gaps { get; init; } = TimeGaps.Note;

    /// <summary>The time between two steps to which rows are brought; null to leave them as they come.</summary>
    public TimeSpan? Resample { get; init; }

    /// <summary>Which value a step has after that.</summary>
    public ResampledValue ResampleWith { get; init; } = ResampledValue.Last;

    /// <summary>What of the date and the time of day goes in beside the inputs, each as its sine and its cosine.</summary>
    public IReadOnlyList<CalendarFeature> Calendar { get; init; } = [];

    /// <summary>The usual time between two rows of the training part; null where it is not known yet, and with a single row.</summary>
    public TimeSpan? Period { get; init; }

    /// <summary>Whether data without the column can be used: where nothing but what is told depends on it.</summary>
    internal bool IsOptional => Period is not null && Gaps == TimeGaps.Note && Resample is null && Calendar.Count == 0;

    /// <summary>Whether the rows are other ones than those of the data.</summary>
    internal bool ChangesRows => Resample is not null || Gaps is TimeGaps.Split or TimeGaps.Hold;
}

/// <summary>
/// What becomes of a gap in time: a row that comes more than one and a half times the usual period after the one before it.
/// <see cref="Split"/> and <see cref="Hold"/> drop rows that are not later than the one before them, as a device does.
/// </summary>
public enum TimeGaps
{
    /// <summary>Rows are used as they stand; how many gaps there are, and where, is told.</summary>
    Note,

    /// <summary>A gap is an error, and so is a row that is not later than the one before it.</summary>
    Error,

    /// <summary>A new sequence begins.</summary>
    Split,

    /// <summary>Time steps are filled in, in which inputs hold their last values and there is no target.</summary>
    Hold,
}

/// <summary>The value of a time step after resampling: of the rows later than the step before it, up to its own time.</summary>
public enum ResampledValue
{
    /// <summary>That of the last row.</summary>
    Last,

    /// <summary>The mean.</summary>
    Mean,
}

/// <summary>A cycle of the calendar: a time step's place in it, from 0 to 1, goes in as sin 2πx and cos 2πx.</summary>
public enum CalendarFeature
{
    /// <summary>The time of day.</summary>
    Hour,

    /// <summary>The time since Monday, 0:00, in a week.</summary>
    Weekday,

    /// <summary>The month and the share of it that has passed, in a year.</summary>
    Month,
}
