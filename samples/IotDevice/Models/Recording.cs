namespace IotDevice;

/// <summary>Samples to play when no input is given.</summary>
/// <param name="Story">What it is, for people.</param>
/// <param name="End">What happened right after the last sample, e.g. "the bearing failed"; null for nothing.</param>
/// <param name="Csv">The samples.</param>
internal sealed record Recording(string Story, string? End, byte[] Csv);
