using System.IO;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>Reports the changes of an alarm, without allocating.</summary>
/// <param name="stream">Where to.</param>
/// <param name="sampleHours">Hours from one sample to the next.</param>
internal sealed class AlarmWriter(Stream stream, double sampleHours)
{
    private readonly Utf8Text text = new(capacity: 128);

    /// <summary>Writes one line.</summary>
    /// <param name="sample">At which sample, from 1.</param>
    /// <param name="change">What changed.</param>
    /// <param name="probability">The network's output there.</param>
    public void Write(long sample, AlarmChange change, float probability)
    {
        text.Clear();
        text.Add("sample "u8).Add(sample).Add(" ("u8).Add((sample - 1) * sampleHours, decimals: 1).Add(" h): alarm "u8);
        text.Add(change == AlarmChange.Raised ? "raised"u8 : "cleared"u8).Add(", probability of damage "u8).Add(probability, decimals: 3).Add("\n"u8);
        stream.Write(text.Written);
    }
}
