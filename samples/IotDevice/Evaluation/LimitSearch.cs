using System;
using System.Collections.Generic;

namespace IotDevice;

/// <summary>Finds the most sensitive limit that gives no more than so many false alarms.</summary>
internal static class LimitSearch
{
    /// <summary>Tries limits from the lowest on.</summary>
    /// <param name="traces">The runs to tune on.</param>
    /// <param name="score">What the alarm looks at.</param>
    /// <param name="settings">The alarm, but for its limits.</param>
    /// <param name="limits">The limits, in ascending order.</param>
    /// <param name="falseAlarms">How many false alarms may be.</param>
    public static AlarmSettings Lowest(
        IReadOnlyList<RunTrace> traces, Func<RunTrace, int, float> score, AlarmSettings settings, IEnumerable<float> limits, int falseAlarms)
    {
        var tried = settings;
        foreach (float limit in limits)
        {
            tried = settings with { Raise = limit, Clear = limit * settings.Clear / settings.Raise };
            if (AlarmFigures.Of(traces, score, tried).FalseAlarms <= falseAlarms)
            {
                break;
            }
        }
        return tried;
    }
}
