using System;
using System.Globalization;

namespace IotDevice;

/// <summary>What becomes of a gap between two samples.</summary>
internal enum GapPolicy
{
    /// <summary>It is reported and counted; the state is kept.</summary>
    Note,

    /// <summary>The network begins anew, as it did in training at a gap with <c>--time-gaps split</c>.</summary>
    Reset,

    /// <summary>The network steps on with the last sample, once for each that is missing, as in training with <c>--time-gaps hold</c>.</summary>
    Hold,
}

/// <summary>What the command line says of times.</summary>
/// <param name="Column">The field with a sample's time; null for one called time or timestamp, "none" for none.</param>
/// <param name="Period">The usual time between two samples in ticks; 0 where it is not said.</param>
/// <param name="Gaps">What becomes of gaps.</param>
internal sealed record TimeOption(string? Column, long Period, GapPolicy Gaps)
{
    /// <summary>The steps that a gap is filled with at most: of a longer one too little is known, and the samples behind it wait.</summary>
    public const int MostHeld = 1000;

    private const string None = "none";
    private static readonly string[] Usual = ["time", "timestamp"];

    /// <summary>The names by which the field is known; none where times are ignored.</summary>
    public string[] Names => Column switch { null => Usual, None => [], _ => [Column] };

    /// <summary>Whether somebody says that there is one.</summary>
    public bool IsNamed => Column is not (null or None);

    /// <summary>Reads a number of seconds.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static long ReadPeriod(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 1e-6 and <= 1e9
            ? (long)(seconds * TimeSpan.TicksPerSecond)
            : throw new UsageException($"--period {value}: expected the usual seconds between two samples, 0.000001 to 1000000000.");

    /// <summary>Reads a policy.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static GapPolicy ReadGaps(string value) => value switch
    {
        "note" => GapPolicy.Note,
        "reset" => GapPolicy.Reset,
        "hold" => GapPolicy.Hold,
        _ => throw new UsageException($"--time-gaps {value}: expected note, reset or hold."),
    };
}
