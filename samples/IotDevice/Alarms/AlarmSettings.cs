using Lstm.Embedded;

namespace IotDevice;

/// <summary>When an alarm is raised and cleared.</summary>
/// <param name="Raise">The probability from which a sample speaks for a fault.</param>
/// <param name="RaiseAfter">So many of them in a row raise the alarm: a single odd reading does not.</param>
/// <param name="Clear">The probability below which a sample speaks against it; lower, so that the alarm does not flutter.</param>
/// <param name="ClearAfter">So many of them in a row clear the alarm.</param>
/// <param name="SampleHours">Hours from one sample to the next, to say times in.</param>
internal sealed record AlarmSettings(float Raise, int RaiseAfter, float Clear, int ClearAfter, double SampleHours)
{
    /// <summary>An alarm with these limits, which is off.</summary>
    public Alarm New() => new(Raise, Clear, RaiseAfter, ClearAfter);
}
