using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>One row: an implementation at one size, in one mode.</summary>
/// <param name="Implementation">ours, c, …</param>
/// <param name="Isa">The instruction set.</param>
/// <param name="Size">The network's size.</param>
/// <param name="Mode">The mode.</param>
/// <param name="Times">Nanoseconds per stream and step of every pass, ascending.</param>
/// <param name="MaxError">Largest distance of a hidden value from the double-precision reference, over one pass; null for what tells times alone.</param>
internal sealed record Measurement(string Implementation, string Isa, Size Size, Mode Mode, double[] Times, double? MaxError)
{
    public double Min => Times[0];

    public double Median => Times[Times.Length / 2];
}

/// <summary>Measures contenders side by side: in every round, each is asked for some passes in turn, so that what slows the machine slows all.</summary>
internal sealed class Comparison : IDisposable
{
    private readonly List<IContender> contenders = [];
    private readonly string dataFolder;
    private readonly TextWriter notes;

    /// <summary>Starts a worker for each candidate that this machine can run; a note says why another cannot.</summary>
    /// <param name="candidates">What to compare.</param>
    /// <param name="peers">Programs of the person who measures.</param>
    /// <param name="pin">A command to put before each worker's.</param>
    /// <param name="dataFolder">A folder for problems and results.</param>
    /// <param name="notes">Receives the notes.</param>
    public Comparison(IEnumerable<Candidate> candidates, IEnumerable<(string Name, string Program)> peers, string[] pin, string dataFolder, TextWriter notes)
    {
        this.dataFolder = dataFolder;
        this.notes = notes;
        foreach (var candidate in candidates)
        {
            try
            {
                contenders.Add(WorkerProcess.Start(candidate, pin));
            }
            catch (MissingException e)
            {
                notes.WriteLine($"skipped {candidate.Implementation}{(candidate.Isa is { } isa ? " " + isa : "")}: {e.Message}");
            }
        }
        contenders.AddRange(peers.Select(peer => new PeerProgram(peer.Name, [.. pin, peer.Program])));
    }

    /// <summary>Measures all that were started, at one size and in one mode; a note says what does not have it.</summary>
    /// <param name="size">The size.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="rounds">How many times each is asked.</param>
    public IEnumerable<Measurement> Measure(Size size, Mode mode, int rounds)
    {
        var problem = new Problem(size);
        problem.Save(Path.Combine(dataFolder, $"{size.Input}_{size.Hidden}.f32"));
        double[][] reference = problem.Reference(mode.Streams);
        var turns = new List<(IContender Contender, double? MaxError, List<double> Times)>();
        foreach (var contender in contenders)
        {
            try
            {
                float[]? outputs = contender.Check(size, mode, Path.Combine(dataFolder, "outputs.f32"));
                turns.Add((contender, outputs is null ? null : MaxError(outputs, size, mode, reference), []));
            }
            catch (MissingException e)
            {
                notes.WriteLine($"skipped {contender.Name} {contender.Isa} at {size} {mode}: {e.Message}");
            }
        }
        for (int round = 0; round < rounds; round++)
        {
            foreach (var (contender, _, times) in turns)
            {
                times.AddRange(contender.Time(size, mode));
            }
        }
        return turns.Select(one => new Measurement(one.Contender.Name, one.Contender.Isa, size, mode, [.. one.Times.Order()], one.MaxError));
    }

    public void Dispose() => contenders.ForEach(contender => contender.Dispose());

    private static double MaxError(float[] outputs, Size size, Mode mode, double[][] reference) =>
        Enumerable.Range(0, mode.StreamSteps * size.Hidden)
            .Select(n => Math.Abs(outputs[n] - reference[n / size.Hidden][n % size.Hidden]))
            .Aggregate(Math.Max); // a NaN stays one, which Max() would pass over
}
