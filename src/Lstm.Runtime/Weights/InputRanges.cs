using System;
using System.Globalization;
using System.Text;

namespace Lstm.Embedded;

/// <summary>
/// Between which values each input column of a network is plausible. A sample outside, such as the largest float that many
/// sensors output on a fault, would stay in the state for good; <see cref="FirstOutside"/> finds it before it is fed.
/// Immutable, so it may be used by many threads.
/// </summary>
public sealed class InputRanges
{
    /// <summary>The metadata key under which a weight file carries the ranges.</summary>
    public const string MetadataKey = "lstm.ranges";

    private const NumberStyles Digits = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private readonly float[] lows;
    private readonly float[] highs;

    /// <summary>Ranges from a low and a high bound for each column. An infinity is no bound: any finite number is in range.</summary>
    /// <exception cref="ArgumentException">The two differ in length, a bound is NaN, or a low one is above its high one.</exception>
    public InputRanges(ReadOnlySpan<float> lows, ReadOnlySpan<float> highs)
    {
        if (lows.Length != highs.Length)
        {
            throw new ArgumentException($"There are {lows.Length} low bounds and {highs.Length} high ones.", nameof(highs));
        }
        this.lows = lows.ToArray();
        this.highs = highs.ToArray();
        for (int column = 0; column < lows.Length; column++)
        {
            // Within the finite numbers every range refuses infinities, and NaN fails any comparison.
            float low = this.lows[column] = MathF.Max(lows[column], float.MinValue);
            float high = this.highs[column] = MathF.Min(highs[column], float.MaxValue);
            if (!(low <= high))
            {
                throw new ArgumentException($"Column {column} has the range {WeightText.Number(lows[column])} to {WeightText.Number(highs[column])}: expected two numbers, the lower one first.", nameof(lows));
            }
        }
    }

    /// <summary>How many columns there are: the network's <c>InputSize</c>.</summary>
    public int Count => lows.Length;

    /// <summary>The smallest plausible value of a column; <see cref="float.MinValue"/> where it has no bound.</summary>
    public float Low(int column) => lows[column];

    /// <summary>The largest plausible value of a column; <see cref="float.MaxValue"/> where it has no bound.</summary>
    public float High(int column) => highs[column];

    /// <summary>The first column whose value is outside its range, or no finite number; -1 if there is none. Allocates nothing.</summary>
    /// <param name="sample">A sample: a value for each column.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public int FirstOutside(ReadOnlySpan<float> sample)
    {
        if (sample.Length != lows.Length)
        {
            SpanCheck.ThrowSampleLength(sample.Length, lows.Length);
        }
        for (int column = 0; column < sample.Length; column++)
        {
            if (!(sample[column] >= lows[column] && sample[column] <= highs[column]))
            {
                return column;
            }
        }
        return -1;
    }

    /// <summary>Ranges that every finite number is in; they still refuse NaN and infinities.</summary>
    public static InputRanges Unbounded(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        float[] lows = new float[count], highs = new float[count];
        Array.Fill(lows, float.MinValue);
        Array.Fill(highs, float.MaxValue);
        return new InputRanges(lows, highs);
    }

    /// <summary>The ranges that a weight file carries; unbounded where it carries none.</summary>
    /// <param name="file">The weights.</param>
    /// <param name="count">The network's <c>InputSize</c>.</param>
    /// <exception cref="LstmWeightException">Its ranges are malformed, or of another number of columns.</exception>
    public static InputRanges Of(WeightFile file, int count)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.Metadata.TryGetValue(MetadataKey, out string? text))
        {
            return Unbounded(count);
        }
        try
        {
            return Parse(text, count);
        }
        catch (FormatException e)
        {
            throw new LstmWeightException(file.Name, null, $"unusable ranges of the inputs in the metadata key {WeightText.Quote(MetadataKey)} ({e.Message.TrimEnd('.')})", "low:high for each input, separated by commas, or no such key", e);
        }
    }

    /// <summary>Reads what <see cref="ToString"/> writes: <c>low:high</c> for each column, separated by commas; an empty side is no bound.</summary>
    /// <param name="text">The ranges, e.g. <c>-3.5:12,:100,0:</c>.</param>
    /// <param name="count">How many there must be.</param>
    /// <exception cref="FormatException">There are more or fewer, or one is malformed.</exception>
    public static InputRanges Parse(string text, int count)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        string[] parts = text.Split(',');
        if (parts.Length != count)
        {
            throw new FormatException($"{WeightText.Quote(text)} has {parts.Length} range{(parts.Length == 1 ? "" : "s")} where {count} {(count == 1 ? "is" : "are")} expected, one for each column.");
        }
        float[] lows = new float[count], highs = new float[count];
        for (int column = 0; column < count; column++)
        {
            string part = parts[column];
            int colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !Bound(part.AsSpan(0, colon), float.MinValue, out lows[column]) || !Bound(part.AsSpan(colon + 1), float.MaxValue, out highs[column]))
            {
                throw Refuse(column, part, "low:high is expected, where either side may be empty, as in -3.5:12");
            }
            if (lows[column] > highs[column])
            {
                throw Refuse(column, part, "the low bound is above the high one");
            }
        }
        return new InputRanges(lows, highs);
    }

    /// <summary>The ranges as <see cref="Parse"/> reads them, every number with all its digits.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int column = 0; column < lows.Length; column++)
        {
            text.Append(column == 0 ? "" : ",");
            text.Append(lows[column] == float.MinValue ? "" : WeightText.Number(lows[column]));
            text.Append(':');
            text.Append(highs[column] == float.MaxValue ? "" : WeightText.Number(highs[column]));
        }
        return text.ToString();
    }

    private static bool Bound(ReadOnlySpan<char> text, float none, out float bound)
    {
        bound = none;
        return text.IsEmpty || (float.TryParse(text, Digits, CultureInfo.InvariantCulture, out bound) && float.IsFinite(bound));
    }

    private static FormatException Refuse(int column, string part, string reason) => new($"The range of column {column} is {WeightText.Quote(part)}: {reason}.");
}
