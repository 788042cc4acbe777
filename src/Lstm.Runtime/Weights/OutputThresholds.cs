using System;
using System.Globalization;
using System.Text;

namespace Lstm.Embedded;

/// <summary>
/// From which value on an output of a network means yes: the operating points that were chosen with its weights, and come with them.
/// Immutable, so it may be used by many threads.
/// </summary>
public sealed class OutputThresholds
{
    /// <summary>The metadata key under which a weight file carries the thresholds.</summary>
    public const string MetadataKey = "lstm.thresholds";

    /// <summary>The threshold of an output for which none was chosen: as likely as not.</summary>
    public const float Usual = 0.5f;

    private const NumberStyles Digits = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private readonly float[] values; // NaN where none was chosen

    /// <summary>A threshold for each output; NaN where none was chosen.</summary>
    /// <exception cref="ArgumentException">A threshold is infinite.</exception>
    public OutputThresholds(ReadOnlySpan<float> thresholds)
    {
        values = thresholds.ToArray();
        for (int output = 0; output < values.Length; output++)
        {
            if (float.IsInfinity(values[output]))
            {
                throw new ArgumentException($"The threshold of output {output} is {WeightText.Number(values[output])}: expected a number, or NaN for none.", nameof(thresholds));
            }
        }
    }

    /// <summary>How many outputs there are: the network's <c>OutputSize</c>.</summary>
    public int Count => values.Length;

    /// <summary>The threshold of an output; <see cref="Usual"/> where none was chosen. At or above it an output means yes.</summary>
    public float this[int output] => float.IsNaN(values[output]) ? Usual : values[output];

    /// <summary>Whether a threshold was chosen for an output.</summary>
    public bool IsChosen(int output) => !float.IsNaN(values[output]);

    /// <summary>Thresholds of which none was chosen.</summary>
    public static OutputThresholds None(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        float[] none = new float[count];
        Array.Fill(none, float.NaN);
        return new OutputThresholds(none);
    }

    /// <summary>The thresholds that a weight file carries; none chosen where it carries none.</summary>
    /// <param name="file">The weights.</param>
    /// <param name="count">The network's <c>OutputSize</c>.</param>
    /// <exception cref="LstmWeightException">They are malformed, or of another number of outputs.</exception>
    public static OutputThresholds Of(WeightFile file, int count)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.Metadata.TryGetValue(MetadataKey, out string? text))
        {
            return None(count);
        }
        try
        {
            return Parse(text, count);
        }
        catch (FormatException e)
        {
            throw new LstmWeightException(file.Name, null, $"unusable thresholds of the outputs in the metadata key {WeightText.Quote(MetadataKey)} ({e.Message.TrimEnd('.')})", "a number for each output, separated by commas, empty for none, or no such key", e);
        }
    }

    /// <summary>Reads what <see cref="ToString"/> writes: a number for each output, separated by commas; empty where none was chosen.</summary>
    /// <param name="text">The thresholds, e.g. <c>0.73</c> or <c>,0.2,</c> for the second of three.</param>
    /// <param name="count">How many there must be.</param>
    /// <exception cref="FormatException">There are more or fewer, or one is malformed.</exception>
    public static OutputThresholds Parse(string text, int count)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        string[] parts = text.Split(',');
        if (parts.Length != count)
        {
            throw new FormatException($"{WeightText.Quote(text)} has {parts.Length} threshold{(parts.Length == 1 ? "" : "s")} where {count} {(count == 1 ? "is" : "are")} expected, one for each output.");
        }
        float[] thresholds = new float[count];
        for (int output = 0; output < count; output++)
        {
            thresholds[output] = float.NaN;
            if (parts[output].Length > 0 && !(float.TryParse(parts[output], Digits, CultureInfo.InvariantCulture, out thresholds[output]) && float.IsFinite(thresholds[output])))
            {
                throw new FormatException($"The threshold of output {output} is {WeightText.Quote(parts[output])}: expected a number, e.g. 0.73, or nothing.");
            }
        }
        return new OutputThresholds(thresholds);
    }

    /// <summary>The thresholds as <see cref="Parse"/> reads them, every number with all its digits.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int output = 0; output < values.Length; output++)
        {
            text.Append(output == 0 ? "" : ",").Append(IsChosen(output) ? WeightText.Number(values[output]) : "");
        }
        return text.ToString();
    }
}
