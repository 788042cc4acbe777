using System;
using System.Collections.Generic;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Times;

namespace Lstm.Training.Data.Preparation;

/// <summary>What is irregular in a time column: how often, and where first.</summary>
/// <param name="options">What becomes of it.</param>
internal sealed class TimeFindings(TimeOptions options)
{
    private const double ManyOfRows = 0.1;

    private Finding gaps, repeated, back, rates;
    private long longestGap;
    private long rows;

    /// <summary>Time steps that were filled in.</summary>
    public long Filled { get; set; }

    /// <summary>The usual time between two rows in ticks; 0 where it is not known.</summary>
    public long Period { get; init; }

    /// <summary>Another row was looked at.</summary>
    public void Row() => rows++;

    /// <summary>A row comes late.</summary>
    public void Gap(in TimePlace place)
    {
        longestGap = Math.Max(longestGap, place.Ticks);
        gaps.Add(place);
    }

    /// <summary>A row has the time of the one before it.</summary>
    public void Repeated(in TimePlace place) => repeated.Add(place);

    /// <summary>A row is earlier than the one before it.</summary>
    public void Back(in TimePlace place) => back.Add(place);

    /// <summary>From a row on the rows have another distance.</summary>
    public void Rate(in TimePlace place) => rates.Add(place);

    /// <summary>What is to be said of a column; null where all is regular.</summary>
    public string? Text(Column column)
    {
        long late = repeated.Count + back.Count;
        if (gaps.Count + late + rates.Count == 0)
        {
            return null;
        }
        var found = new List<string>();
        void Say(Finding finding, string one, string many, string more)
        {
            if (finding.Count > 0)
            {
                found.Add(FormattableString.Invariant($"{finding.Count:N0} {(finding.Count == 1 ? one : many)}{more} ({(finding.Count == 1 ? "" : "the first: ")}{finding.First})"));
            }
        }
        Say(gaps, "gap", "gaps", gaps.Count > 0 ? $"{(gaps.Count > 1 ? ", the longest" : "")} of {Durations.Text(new TimeSpan(longestGap))}" : "");
        Say(repeated, "row with the time of the one before it", "rows with the time of the one before them", "");
        Say(back, "step back in time", "steps back in time", "");
        Say(rates, "change of rate", "changes of rate", "");
        string usual = Period > 0 ? $", usually a row every {Durations.Text(new TimeSpan(Period))}" : "";
        string series = late > rows * ManyOfRows ? " If the file holds several series, --sequence-column tells them apart." : "";
        return $"Times in {Wording.Quote(column.Name)}{usual}: {string.Join("; ", found)}. {Policy(late > 0)}{series}{Order()}";
    }

    /// <summary>Dates read in the wrong order, or written in both, go back in time.</summary>
    private string Order() => back.Count == 0 || back.First.Format.DateOrder is not { } order ? ""
        : $" Dates are read with the {(order == DateOrder.DayFirst ? "day" : "month")} first: if that is wrong, --date-order {(order == DateOrder.DayFirst ? "mdy" : "dmy")} reads them the other way; if the file has both orders, write them as year-month-day.";

    private string Policy(bool late)
    {
        string dropped = late ? " Rows that are not later than the one before them are dropped." : "";
        return options.Gaps switch
        {
            TimeGaps.Split => $"A new sequence begins after each gap.{dropped}",
            TimeGaps.Hold => FormattableString.Invariant($"Gaps are filled: {Filled:N0} time steps hold the last values.{dropped}"),
            _ when options.Resample is not null => FormattableString.Invariant($"In gaps {Filled:N0} time steps hold the last values; --time-gaps split begins a new sequence instead.{dropped}"),
            _ => "All rows are used as they stand; --time-gaps split begins a new sequence after each gap, hold fills gaps with the last values, and --resample brings rows to one rate; all three drop rows that are not later than the one before them.",
        };
    }

    private record struct Finding
    {
        public long Count { get; private set; }

        public TimePlace First { get; private set; }

        public void Add(in TimePlace place)
        {
            First = Count++ == 0 ? place : First;
        }
    }
}

/// <summary>Two rows that follow each other, for messages.</summary>
/// <param name="Column">The column of times.</param>
/// <param name="LineBefore">The line of the earlier one.</param>
/// <param name="Line">The line of the later one.</param>
/// <param name="Before">When the earlier one was taken.</param>
/// <param name="Time">When the later one was taken.</param>
/// <param name="Format">How the data writes times.</param>
internal readonly record struct TimePlace(DataPlace Column, int LineBefore, int Line, TimeStamp Before, TimeStamp Time, TimeFormat Format)
{
    /// <summary>From one to the other.</summary>
    public long Ticks => Time.Ticks - Before.Ticks;

    /// <summary>Both stamps with their lines.</summary>
    public string Stamps => $"{Format.Write(Before)} in {Column.RowWord} {LineBefore}, {Format.Write(Time)} in {Column.RowWord} {Line}";

    public override string ToString() => $"{Column.File}, {Stamps}";
}
