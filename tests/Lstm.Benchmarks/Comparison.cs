using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Lstm.Benchmarks;

/// <summary>One row: an implementation at one size, in one mode.</summary>
/// <param name="Implementation">ours, c, …</param>
/// <param name="Isa">The instruction set.</param>
/// <param name="Size">The network's size.</param>
/// <param name="Mode">The mode.</param>
/// <param name="Times">Nanoseconds per stream and step of every pass, ascending.</param>
/// <param name="MaxError">Largest distance of a hidden value from the double-precision reference, over one pass.</param>
internal sealed record Measurement(string Implementation, string Isa, Size Size, Mode Mode, double[] Times, double MaxError)
{
    public double Min => Times[0];

    public double Median => Times[Times.Length / 2];
}

/// <summary>Measures candidates side by side: in every round, each is asked for some passes in turn, so that what slows the machine slows all.</summary>
internal sealed class Comparison : IDisposable
{
    private readonly List<WorkerProcess> workers = [];
    private readonly string dataFolder;

    /// <summary>Starts a worker for each candidate that this machine can run; a note says why another cannot.</summary>
    /// <param name="candidates">What to compare.</param>
    /// <param name="pin">A command to put before each worker's.</param>
    /// <param name="dataFolder">A folder for problems and results.</param>
    /// <param name="notes">Receives the notes.</param>
    public Comparison(IEnumerable<Candidate> candidates, string[] pin, string dataFolder, TextWriter notes)
    {
        this.dataFolder = dataFolder;
        foreach (var candidate in candidates)
        {
            try
            {
                workers.Add(WorkerProcess.Start(candidate, pin));
            }
            catch (MissingException e)
            {
                notes.WriteLine($"skipped {candidate.Implementation}{(candidate.Isa is { } isa ? " " + isa : "")}: {e.Message}");
            }
        }
    }

    /// <summary>Measures all that were started, at one size and in one mode.</summary>
    /// <param name="size">The size.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="rounds">How many times each is asked.</param>
    public IEnumerable<Measurement> Measure(Size size, Mode mode, int rounds)
    {
        var problem = new Problem(size);
        problem.Save(Path.Combine(dataFolder, $"{size.Input}_{size.Hidden}.f32"));
        double[][] reference = problem.Reference(mode.Streams);
        double[] errors = [.. workers.Select(worker => MaxError(worker, size, mode, reference))];
        var times = workers.ConvertAll(_ => new List<double>());
        for (int round = 0; round < rounds; round++)
        {
            for (int n = 0; n < workers.Count; n++)
            {
                times[n].AddRange(workers[n].Time(size, mode));
            }
        }
        return workers.Select((worker, n) => new Measurement(worker.Candidate.Implementation, worker.Isa, size, mode, [.. times[n].Order()], errors[n]));
    }

    public void Dispose() => workers.ForEach(worker => worker.Dispose());

    private double MaxError(WorkerProcess worker, Size size, Mode mode, double[][] reference)
    {
        string file = Path.Combine(dataFolder, "outputs.f32");
        worker.Check(size, mode, file);
        float[] outputs = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();
        return Enumerable.Range(0, mode.StreamSteps * size.Hidden)
            .Select(n => Math.Abs(outputs[n] - reference[n / size.Hidden][n % size.Hidden]))
            .Aggregate(Math.Max); // a NaN stays one, which Max() would pass over
    }
}
