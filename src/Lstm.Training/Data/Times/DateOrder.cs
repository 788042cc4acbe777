namespace Lstm.Training.Data.Times;

/// <summary>The order of day and month in dates with slashes whose year is last, such as 31/12/2025.</summary>
public enum DateOrder
{
    /// <summary>Day, month, year.</summary>
    DayFirst,

    /// <summary>Month, day, year.</summary>
    MonthFirst,
}
