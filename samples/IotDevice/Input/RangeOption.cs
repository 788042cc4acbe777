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
    /// <summary>Reads the option's value.</summary>
    /// <exception cref="UsageException">It is no range.</exception>
    public static RangeOption Parse(string value)
    {
        int equals = value.LastIndexOf('=');
        string range = value[(equals + 1)..];
        int colon = range.IndexOf(':', StringComparison.Ordinal);
        if (equals > 0 && colon >= 0 && Bound(range[..colon], float.NegativeInfinity, out float low) && Bound(range[(colon + 1)..], float.PositiveInfinity, out float high) && low <= high)
        {
            return new RangeOption(value[..equals], low, high);
        }
        throw new UsageException($"--range {value}: expected COLUMN=LOW:HIGH, e.g. {DeviceModel.All[0].Columns[0]}=0:3600; a side that is empty has no bound.");
    }

    /// <summary>A weight file's ranges with those of the command line in their place.</summary>
    /// <param name="ranges">The weight file's.</param>
    /// <param name="options">The command line's; of two for a column the last counts.</param>
    /// <param name="columns">The model's columns.</param>
    /// <exception cref="UsageException">The model has no such column.</exception>
    public static InputRanges Apply(InputRanges ranges, RangeOption[] options, string[] columns)
    {
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

    private static bool Bound(string text, float none, out float bound)
    {
        bound = none;
        return text.Length == 0 || (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out bound) && float.IsFinite(bound));
    }
}
