using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Lstm.Benchmarks;

/// <summary>
/// A program of the person who measures. For each turn it is started as <c>PROGRAM INPUTS UNITS MODE</c>, and prints nanoseconds per
/// stream and step, one number for each pass that it timed. A size or mode that it does not have it refuses with an exit code other than 0.
/// </summary>
/// <param name="name">What its rows begin with.</param>
/// <param name="command">The program, behind the command that pins it.</param>
internal sealed class PeerProgram(string name, string[] command) : IContender
{
    public string Name => name;

    public string Isa => "own";

    public float[]? Check(Size size, Mode mode, string file)
    {
        Time(size, mode);
        return null;
    }

    public double[] Time(Size size, Mode mode)
    {
        var start = new ProcessStartInfo(command[0], [.. command[1..], $"{size.Input}", $"{size.Hidden}", mode.Name]) { RedirectStandardOutput = true };
        string answer;
        try
        {
            using var process = Process.Start(start)!;
            answer = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new MissingException($"it ended with exit code {process.ExitCode}");
            }
        }
        catch (Win32Exception e)
        {
            throw new MissingException($"{command[^1]} does not start: {e.Message}");
        }
        string[] words = answer.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        double[] times = new double[words.Length];
        for (int n = 0; n < words.Length; n++)
        {
            if (!double.TryParse(words[n], NumberStyles.Float, CultureInfo.InvariantCulture, out times[n]) || !(times[n] > 0))
            {
                throw new MissingException($"it printed \"{words[n]}\", which is no number of nanoseconds above 0");
            }
        }
        return times.Length > 0 ? times : throw new MissingException("it printed nothing; expected are nanoseconds per step");
    }

    public void Dispose()
    {
    }
}
