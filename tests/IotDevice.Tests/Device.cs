using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace IotDevice.Tests;

/// <summary>What a run of the program gave.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The field y of every line, as written; also checks that every line is JSON and n counts.</summary>
    public string[] Results => [.. Lines.Select((line, i) =>
    {
        using var json = JsonDocument.Parse(line);
        Assert.Equal(i + 1, json.RootElement.GetProperty("n").GetInt32());
        return json.RootElement.GetProperty("y").GetRawText();
    })];

    /// <summary>The bad lines reported on standard error.</summary>
    public string[] Faults => [.. Errors.Split('\n').Where(line => line.StartsWith("line ", StringComparison.Ordinal))];

    /// <summary>The last line of standard error.</summary>
    public string Summary => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Last();

    /// <summary>That the program did its work, which it does also when lines are skipped.</summary>
    public Outcome Ok()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Errors}");
        return this;
    }
}

/// <summary>Runs the program: the one built with the tests, or the one that IOT_DEVICE names, e.g. published by NativeAOT.</summary>
internal static class Device
{
    /// <summary>The arguments that choose the memory cell.</summary>
    public static readonly string[] MemoryCell = ["--model", "memory-cell"];

    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static string[] Program => Environment.GetEnvironmentVariable("IOT_DEVICE") is { } published
        ? [published]
        : ["dotnet", Path.Combine(AppContext.BaseDirectory, "IotDevice.dll")];

    public static Process Start(params string[] arguments) => Launch([.. Program, .. arguments]);

    /// <summary>Starts it from a shell that redirects one of its outputs.</summary>
    /// <param name="redirection"><c>&gt;</c> for the results, <c>2&gt;</c> for the messages.</param>
    /// <param name="file">Where to.</param>
    /// <param name="arguments">Those of the program.</param>
    public static Process StartRedirected(string redirection, string file, params string[] arguments) =>
        Launch(["sh", "-c", $"exec \"$@\" {redirection} \"$0\"", file, .. Program, .. arguments]);

    private static Process Launch(string[] command)
    {
        string[] words = [.. SignalsBack(), .. command];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        return Process.Start(start)!;
    }

    // Whoever started the tests with signals ignored, as nohup and a shell in the background do, has passed that on; the program is to hear them.
    private static string[] SignalsBack()
    {
        const ulong HangUpAndInterrupt = 0b11;
        string? ignored = File.Exists("/proc/self/status") ? Array.Find(File.ReadAllLines("/proc/self/status"), line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) : null;
        return ignored is not null && (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & HangUpAndInterrupt) != 0 ? ["env", "--default-signal=HUP", "--default-signal=INT"] : [];
    }

    public static Task<Outcome> Run(params string[] arguments) => Run([], arguments);

    /// <summary>Pipes samples into the memory cell, whose answers are known.</summary>
    public static Task<Outcome> Pipe(string input, params string[] arguments) => Run(Encoding.UTF8.GetBytes(input), [.. MemoryCell, "--input", "-", .. arguments]);

    public static async Task<Outcome> Run(byte[] input, string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // the program ended without reading: its exit code and messages tell
        }
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new Outcome(process.ExitCode, await output, await errors);
    }
}

/// <summary>The lecture's nine samples.</summary>
internal static class Lecture
{
    public static readonly string[] Rows = ["1,0,0", "3,1,0", "2,0,0", "4,1,0", "2,0,0", "1,0,1", "3,-1,0", "6,1,0", "1,0,1"];

    public static readonly string[] Results = ["0", "0", "0", "0", "0", "7", "0", "0", "6"];

    public static string Csv(IEnumerable<string>? rows = null, string newline = "\n") => string.Concat((rows ?? Rows).Prepend("x1,x2,x3").Select(row => row + newline));
}
