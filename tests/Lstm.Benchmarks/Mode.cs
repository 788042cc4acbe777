using System;
using System.Collections.Generic;

namespace Lstm.Benchmarks;

/// <summary>How the samples of a <see cref="Problem"/> are handed over.</summary>
/// <param name="Name">The mode's name on the command line.</param>
/// <param name="Streams">Streams that take their turns: sample n belongs to stream n modulo this.</param>
/// <param name="WholeRun">Whether one call takes all samples; otherwise one call takes a sample of each stream.</param>
internal sealed record Mode(string Name, int Streams, bool WholeRun)
{
    public static IReadOnlyList<Mode> All { get; } = [new("step", 1, false), new("run", 1, true), new("many8", 8, false), new("many16", 16, false), new("many32", 32, false), new("many64", 64, false)];

    /// <summary>Time steps of every stream in one pass.</summary>
    public int Steps => Problem.Samples / Streams;

    /// <summary>Samples that one pass takes.</summary>
    public int StreamSteps => Steps * Streams;

    /// <summary>Rows that take the results while time is taken: all in a run; otherwise a few, at least one for each stream, as somebody who uses each at once would have.</summary>
    public int Rows => WholeRun ? Problem.Samples : Math.Max(16, Streams);

    public override string ToString() => Name;
}
