using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Lstm.Training.Models;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>The tool as a process of its own, to kill and to interrupt.</summary>
internal sealed class ToolProcess : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Process process;

    public ToolProcess(ToolRun tool, string line, params (string Name, string Value)[] environment)
    {
        // Jobs in the background ignore what Ctrl-C sends, and so do their children unless they are told otherwise.
        string[] command = InterruptIsIgnored() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] words = [.. command.Skip(1), typeof(LstmTool).Assembly.Location, .. line.Split(' ').Select(word => word.Replace("~/", tool.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))];
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        process = Process.Start(start)!;
    }

    /// <summary>Waits for so many finished epochs, which --json reports a line each.</summary>
    public void WaitForEpochs(int count) => WaitForOutput("\"event\":\"epoch\"", count);

    /// <summary>Waits for so many lines that hold a text.</summary>
    public void WaitForOutput(string text, int count = 1)
    {
        while (count > 0 && process.StandardOutput.ReadLine() is { } line)
        {
            count -= line.Contains(text, StringComparison.Ordinal) ? 1 : 0;
        }
        if (count > 0)
        {
            throw new InvalidOperationException("The tool ended early: " + process.StandardError.ReadToEnd());
        }
    }

    /// <summary>Waits for a message.</summary>
    public void WaitForErrors(string message)
    {
        while (process.StandardError.ReadLine() is { } line)
        {
            if (line.Contains(message, StringComparison.Ordinal))
            {
                return;
            }
        }
        throw new InvalidOperationException("The tool ended early.");
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Sends a signal, e.g. what Ctrl-C sends.</summary>
    public void Signal(string name) => Run("kill", $"-{name} {process.Id}");

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code, the rest of standard output, and standard error.</returns>
    public (int Code, string Output, string Errors) End()
    {
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
        {
            process.Kill();
            throw new InvalidOperationException($"The tool did not end in {Longest.TotalMinutes} minutes. It said: {errors.Result}");
        }
        return (process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>Runs a system's command.</summary>
    /// <returns>What it complained of; null if it succeeded.</returns>
    public static string? Run(string command, string arguments)
    {
        try
        {
            using var other = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            string complaint = other.StandardError.ReadToEnd();
            other.WaitForExit();
            return other.ExitCode == 0 ? null : complaint.Trim();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return exception.Message;
        }
    }

    private static bool InterruptIsIgnored()
    {
        const string Status = "/proc/self/status";
        string? mask = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) : null;
        return mask is not null && (Convert.ToUInt64(mask["SigIgn:".Length..].Trim(), 16) & 2) != 0; // SIGINT is the second
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
        process.Dispose();
    }
}
