using System;
using System.Globalization;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>What <c>--range COLUMN=LOW:HIGH</c> asks for: another range than the weight file's for one column.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Low">The smallest plausible value; negative infinity for no bound.</param>
/// <param name="High">The largest one; infinity for no bound.</param>
internal sealed record RangeOption(string Column, float Low, float High)
{
    /// <summary>Whether a word looks like the option's value, e.g. behind a first one.</summary>
    public static bool IsLike(string word) => word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && word.IndexOf(':', equals) >= 0;

    /// <summary>Reads the option's value.</summary>
    /// <exception cref="UsageException">It is no range.</exception>
    public static RangeOption Parse(string value)
    {
        int equals = value.IndexOf('=', StringComparison.Ordinal);
        string range = value[(equals + 1)..];
        int colon = range.IndexOf(':', StringComparison.Ordinal);
        if (equals <= 0 || colon < 0)
        {
            throw Refuse(value, "");
        }
        if (range.Contains('=', StringComparison.Ordinal))
        {
            throw Refuse(value, "one column for each --range, so give it again for another: ");
        }
        float low = Bound(value, "low", range[..colon], float.NegativeInfinity), high = Bound(value, "high", range[(colon + 1)..], float.PositiveInfinity);
        return low <= high ? new RangeOption(value[..equals], low, high)
            : throw Refuse(value, $"the low bound {range[..colon]} is above the high bound {range[(colon + 1)..]}, so that no sample would be in range; ");
    }

    /// <summary>A weight file's ranges with those of the command line in their place. A file that has none lifts none.</summary>
    /// <param name="ranges">The weight file's.</param>
    /// <param name="inForce">Those of before, which stay where the file has none.</param>
    /// <param name="options">The command line's; of two for a column the last counts.</param>
    /// <param name="columns">The model's columns.</param>
    /// <exception cref="UsageException">The model has no such column.</exception>
    public static InputRanges Apply(InputRanges ranges, InputRanges inForce, RangeOption[] options, string[] columns)
    {
        if (CountOf(ranges) == 0)
        {
            ranges = inForce;
        }
        float[] lows = new float[columns.Length], highs = new float[columns.Length];
        for (int column = 0; column < columns.Length; column++)
        {
            (lows[column], highs[column]) = (ranges.Low(column), ranges.High(column));
        }
        foreach (var option in options)
        {
            int column = Array.IndexOf(columns, option.Column);
            if (column < 0)
            {
                throw new UsageException($"--range {option.Column}: there is no such column{Nearest.Advice(option.Column, columns)}");
            }
            (lows[column], highs[column]) = (option.Low, option.High);
        }
        return new InputRanges(lows, highs);
    }

    /// <summary>How many columns have a bound.</summary>
    public static int CountOf(InputRanges ranges)
    {
        int count = 0;
        for (int column = 0; column < ranges.Count; column++)
        {
            count += ranges.Low(column) > float.MinValue || ranges.High(column) < float.MaxValue ? 1 : 0;
        }
        return count;
    }

    private static float Bound(string value, string which, string text, float none) =>
        text.Length == 0 ? none
        : !float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float bound) || float.IsNaN(bound) ? throw Refuse(value, $"the {which} bound \"{text}\" is not a number; ")
        : float.IsFinite(bound) ? bound
        : throw Refuse(value, $"the {which} bound {text} is beyond the largest number that a sample can be, {float.MaxValue.ToString(CultureInfo.InvariantCulture)}; ");

    private static UsageException Refuse(string value, string problem) =>
        new($"--range {value}: {problem}expected COLUMN=LOW:HIGH, e.g. {DeviceModel.All[0].Columns[0]}=0:3600; a side that is empty has no bound.");
}
