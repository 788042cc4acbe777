using System;

namespace Lstm.Trainer.Cli.Output;

/// <summary>Writes how long something takes.</summary>
internal static class Durations
{
    /// <summary>E.g. "0.4 s", "12 s", "3 min 5 s", "2 h 10 min".</summary>
    public static string Text(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => FormattableString.Invariant($"{time.TotalSeconds:0.0} s"),
        { TotalSeconds: < 60 } => FormattableString.Invariant($"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };
}
