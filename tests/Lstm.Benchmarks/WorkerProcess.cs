using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>The asking side of a <see cref="Worker"/>.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process process;

    private WorkerProcess(Candidate candidate, string isa, Process process)
    {
        Candidate = candidate;
        Isa = isa;
        this.process = process;
    }

    public Candidate Candidate { get; }

    /// <summary>The instruction set that the worker says it uses.</summary>
    public string Isa { get; }

    /// <summary>Starts the worker.</summary>
    /// <param name="candidate">Which.</param>
    /// <param name="pin">A command to put before the worker's, with its arguments.</param>
    /// <exception cref="MissingException">What it needs is not there, or it runs another instruction set than it should.</exception>
    public static WorkerProcess Start(Candidate candidate, string[] pin)
    {
        string[] command = [.. pin, .. candidate.Command];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in candidate.Environment)
        {
            start.Environment[name] = value;
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new MissingException($"{command[0]} does not start: {e.Message}");
        }
        string? first = process.StandardOutput.ReadLine();
        var worker = new WorkerProcess(candidate, first?.Split(' ')[^1] ?? "", process);
        string? problem = first switch
        {
            null => "its worker ended before it said anything",
            _ when first.StartsWith("missing ", StringComparison.Ordinal) => first["missing ".Length..],
            _ when candidate.Isa is { } isa && isa != worker.Isa => $"this machine runs {worker.Isa} instead",
            _ => null,
        };
        if (problem is not null)
        {
            worker.Dispose();
            throw new MissingException(problem);
        }
        return worker;
    }

    /// <summary>One pass from a state of zero; the results go to the file.</summary>
    public void Check(Size size, Mode mode, string file) => Ask($"check {size} {mode} {file}");

    /// <summary>Nanoseconds per stream and step, of some passes.</summary>
    public double[] Time(Size size, Mode mode) =>
        [.. Ask($"time {size} {mode}").Split(' ').Select(time => double.Parse(time, CultureInfo.InvariantCulture))];

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private string Ask(string question)
    {
        process.StandardInput.WriteLine(question);
        process.StandardInput.Flush();
        return process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"The worker for {Candidate.Implementation} {Isa} ended when asked to \"{question}\"; what it said is above.");
    }
}
