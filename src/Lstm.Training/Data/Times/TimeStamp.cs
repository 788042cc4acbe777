using System;

namespace Lstm.Training.Data.Times;

/// <summary>When a row was taken.</summary>
/// <param name="Ticks">Units of 100 ns since the year 1: of UTC where the data gives an offset from it, else of the time as it is written.</param>
/// <param name="Offset">Minutes that the written time is ahead of UTC; 0 where the data gives none.</param>
internal readonly record struct TimeStamp(long Ticks, short Offset = 0)
{
    /// <summary>Date and time of day as they are written.</summary>
    public DateTime Local => new(Ticks + (Offset * TimeSpan.TicksPerMinute));
}
