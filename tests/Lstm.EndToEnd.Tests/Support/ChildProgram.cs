using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace Lstm.EndToEnd.Tests.Support;

/// <summary>A program of this repository that ran as a process of its own.</summary>
internal sealed record ChildProgram(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a program that lies beside these tests to its end.</summary>
    /// <param name="assembly">Its file.</param>
    /// <param name="variable">An environment variable as NAME=VALUE, or nothing.</param>
    /// <param name="arguments">Its command line.</param>
    public static async Task<ChildProgram> Run(string assembly, string variable, params string[] arguments)
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
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, assembly));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ChildProgram(process.ExitCode, await output, await error);
    }
}
