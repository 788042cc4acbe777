using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Lstm.Benchmarks;

/// <summary>The asking side of a <see cref="Worker"/>.</summary>
internal sealed class WorkerProcess : IContender
{
    private const string Missing = "missing ";

    private readonly Candidate candidate;
    private readonly string[] pin;
    private Process process;

    private WorkerProcess(Candidate candidate, string[] pin)
    {
        this.candidate = candidate;
        this.pin = pin;
        process = Launch();
        string? first = process.StandardOutput.ReadLine();
        Isa = first?.Split(' ')[^1] ?? "";
        string? problem = first switch
        {
            null => "its worker ended before it said anything",
            _ when first.StartsWith(Missing, StringComparison.Ordinal) => first[Missing.Length..],
            _ when candidate.Isa is { } isa && isa != Isa => $"this machine runs {Isa} instead",
            _ => null,
        };
        if (problem is not null)
        {
            Dispose();
            throw new MissingException(problem);
        }
    }

    public string Name => candidate.Implementation;

    public string Isa { get; }

    /// <summary>Starts the worker.</summary>
    /// <param name="candidate">Which.</param>
    /// <param name="pin">A command to put before the worker's, with its arguments.</param>
    /// <exception cref="MissingException">What it needs is not there, or it runs another instruction set than it should.</exception>
    public static WorkerProcess Start(Candidate candidate, string[] pin) => new(candidate, pin);

    /// <exception cref="MissingException">The worker's build does not have that size or mode; if it ended over the question, as older builds do, it has been started again.</exception>
    /// <inheritdoc/>
    public float[]? Check(Size size, Mode mode, string file)
    {
        string? answer = Answer($"check {size} {mode} {file}");
        if (answer is null)
        {
            process.Dispose();
            process = Launch();
            process.StandardOutput.ReadLine();
            throw new MissingException("its worker ended; what it said is above");
        }
        if (answer.StartsWith(Missing, StringComparison.Ordinal))
        {
            throw new MissingException(answer[Missing.Length..]);
        }
        return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();
    }

    /// <inheritdoc/>
    public double[] Time(Size size, Mode mode)
    {
        string question = $"time {size} {mode}";
        string answer = Answer(question) ?? throw new InvalidOperationException($"The worker for {Name} {Isa} ended when asked to \"{question}\"; what it said is above.");
        return [.. answer.Split(' ').Select(time => double.Parse(time, CultureInfo.InvariantCulture))];
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private string? Answer(string question)
    {
        process.StandardInput.WriteLine(question);
        process.StandardInput.Flush();
        return process.StandardOutput.ReadLine();
    }

    private Process Launch()
    {
        string[] command = [.. pin, .. candidate.Command];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in candidate.Environment)
        {
            start.Environment[name] = value;
        }
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new MissingException($"{command[0]} does not start: {e.Message}");
        }
    }
}
