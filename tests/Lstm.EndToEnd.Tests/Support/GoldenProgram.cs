using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Lstm.EndToEnd.Tests.Support;

/// <summary>tests/Lstm.Golden as a process of its own.</summary>
internal sealed record GoldenProgram(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the program to its end.</summary>
    /// <param name="variable">An environment variable as NAME=VALUE, or nothing.</param>
    /// <param name="arguments">Its command line.</param>
    public static async Task<GoldenProgram> Run(string variable, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LSTM_ISA"] = null, ["DOTNET_DbgEnableMiniDump"] = "0" },
        };
        if (variable.Split('=') is [var name, var value])
        {
            start.Environment[name] = value;
        }
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Lstm.Golden.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new GoldenProgram(process.ExitCode, await output, await error);
    }

    /// <summary>The lines "NAME HASH".</summary>
    public IEnumerable<string> Hashes => HashLines(Output.Split('\n'));

    /// <summary>The hashes that are committed.</summary>
    public static IEnumerable<string> Committed => HashLines(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "golden.txt")));

    private static IEnumerable<string> HashLines(IEnumerable<string> lines) => lines.Select(line => line.TrimEnd()).Where(line => line.Length > 0 && line[0] != '#');
}
