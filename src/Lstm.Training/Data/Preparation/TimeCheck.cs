using System;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Data.Preparation;

/// <summary>How a row's time follows that of the row before it.</summary>
internal enum TimeStepKind
{
    /// <summary>It is the first, or comes as it should.</summary>
    Regular,

    /// <summary>It comes more than one and a half periods later.</summary>
    Gap,

    /// <summary>It is not later.</summary>
    Late,
}

/// <summary>Looks at the times of a sequence one after the other, and at nothing later.</summary>
/// <param name="options">What becomes of what is irregular.</param>
/// <param name="column">The column of times, for messages.</param>
/// <param name="format">For messages.</param>
/// <param name="findings">Gathers what is irregular, and knows the usual period.</param>
internal sealed class TimeCheck(TimeOptions options, DataPlace column, TimeFormat format, TimeFindings findings)
{
    /// <summary>So many distances in a row that agree among themselves and not with the usual one are another rate.</summary>
    private const int RateRows = 10;

    private const double LateFrom = 1.5, Alike = 0.1;

    private TimeStamp before;
    private int lineBefore = -1;
    private TimePlace? late; // the row before was, and this is how it came
    private long rate;
    private int rateRows;

    /// <summary>Forgets the row before: a sequence begins.</summary>
    public void Begin() => (lineBefore, rateRows, late) = (-1, 0, null);

    /// <summary>Looks at a row.</summary>
    /// <exception cref="DataException">It is irregular, and that is an error.</exception>
    public TimeStepKind Look(TimeStamp time, int line)
    {
        findings.Row();
        if (lineBefore < 0)
        {
            (before, lineBefore) = (time, line);
            return TimeStepKind.Regular;
        }
        var place = new TimePlace(column, lineBefore, line, before, time, format);
        if (place.Ticks <= 0)
        {
            return Late(place);
        }
        (before, lineBefore) = (time, line);
        LookAtRate(place);
        // After one row that came late, the others continue from the row before it.
        var since = late is { } row && time.Ticks > row.Before.Ticks ? new TimePlace(column, row.LineBefore, line, row.Before, time, format) : place;
        late = null;
        if (findings.Period == 0 || since.Ticks <= LateFrom * Math.Max(findings.Period, options.Resample?.Ticks ?? 0))
        {
            return TimeStepKind.Regular;
        }
        place = since;
        findings.Gap(place);
        return options.Gaps != TimeGaps.Error ? TimeStepKind.Gap
            : throw Irregular(place, $"there is a gap of {Durations.Text(new TimeSpan(place.Ticks))} ({place.Stamps}), rows are usually {Usual} apart; --time-gaps says what becomes of gaps: note, split or hold");
    }

    private string Usual => Durations.Text(new TimeSpan(findings.Period));

    private DataException Irregular(TimePlace place, string message) => new(column with { Line = place.Line }, message);

    private TimeStepKind Late(TimePlace place)
    {
        if (place.Ticks == 0)
        {
            findings.Repeated(place);
        }
        else
        {
            findings.Back(place);
        }
        if (options.Gaps == TimeGaps.Error)
        {
            throw Irregular(place, $"the time {(place.Ticks == 0 ? "is that of the row before" : "goes back")} ({place.Stamps}); if the file holds several series, --sequence-column tells them apart, and --time-gaps split or hold drops such rows");
        }
        if (!options.ChangesRows)
        {
            late ??= place;
            (before, lineBefore) = (place.Time, place.Line); // the row is used: the next one follows it
        }
        return TimeStepKind.Late;
    }

    private void LookAtRate(TimePlace place)
    {
        if (rateRows > 0 && Math.Abs(place.Ticks - rate) <= Alike * rate)
        {
            rateRows++;
        }
        else
        {
            (rate, rateRows) = (place.Ticks, 1);
        }
        bool slower = rate > LateFrom * findings.Period, faster = rate < findings.Period / LateFrom;
        if (rateRows != RateRows || findings.Period == 0 || !(slower || faster))
        {
            return;
        }
        findings.Rate(place);
        if (slower && options is { Gaps: TimeGaps.Split, Resample: null })
        {
            throw Irregular(place, $"the rows have another rate here, {Durations.Text(new TimeSpan(rate))} apart instead of {Usual} ({place.Stamps}), and each would be a sequence of its own; --resample brings them to one rate");
        }
    }
}
