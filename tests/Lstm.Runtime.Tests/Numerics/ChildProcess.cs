using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace Lstm.Runtime.Tests.Numerics;

/// <summary>This test program started again, with other environment variables: the runtime reads its switches only once.</summary>
/// <param name="ExitCode">0 when every test passed.</param>
/// <param name="Output">What it printed.</param>
internal sealed record ChildProcess(int ExitCode, string Output)
{
    /// <summary>Runs the tests that the arguments of xunit's own runner select.</summary>
    /// <remarks>The child inherits nothing that chooses a width or a body, so what it does depends on <paramref name="environment"/> alone.</remarks>
    public static Task<ChildProcess> Run(IEnumerable<string> arguments, params (string Name, string Value)[] environment) =>
        Run(Program + (OperatingSystem.IsWindows() ? ".exe" : ""), arguments, environment);

    /// <summary>The same under another runtimeconfig.json, where a project's feature switches stand.</summary>
    public static Task<ChildProcess> RunAs(string runtimeConfig, IEnumerable<string> arguments, params (string Name, string Value)[] environment) =>
        Run("dotnet", ["exec", "--runtimeconfig", runtimeConfig, Program + ".dll", .. arguments], environment);

    /// <summary>This program without an ending.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Lstm.Runtime.Tests");

    private static async Task<ChildProcess> Run(string program, IEnumerable<string> arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in new List<string>(start.Environment.Keys))
        {
            if (name.StartsWith("LSTM_", StringComparison.Ordinal) || name.StartsWith("DOTNET_Enable", StringComparison.Ordinal) || name.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal))
            {
                start.Environment.Remove(name);
            }
        }
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ChildProcess(process.ExitCode, await output + await errors);
    }

    /// <summary>Asserts that tests ran, all passed, and no more were skipped than the switches explain.</summary>
    public void AssertPassed(int skipped)
    {
        if (ExitCode != 0 || Output.Contains("Total: 0", StringComparison.Ordinal) || !Output.Contains($"Skipped: {skipped},", StringComparison.Ordinal))
        {
            Assert.Fail($"exit code {ExitCode}, expected {skipped} skipped tests:\n{Output}");
        }
    }
}
