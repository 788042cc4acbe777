using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Lstm.Trainer.Models;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>The tool as a process of its own, to kill and to interrupt.</summary>
internal sealed class ToolProcess : IDisposable
{
    private readonly Process process;

    public ToolProcess(ToolRun tool, string line)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] words = [typeof(ModelFiles).Assembly.Location, .. line.Split(' ').Select(word => word.Replace("~/", tool.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))];
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }
        process = Process.Start(start)!;
    }

    /// <summary>Waits for so many finished epochs, which --json reports a line each.</summary>
    public void WaitForEpochs(int count)
    {
        while (count > 0 && process.StandardOutput.ReadLine() is { } line)
        {
            count -= line.Contains("\"event\":\"epoch\"", StringComparison.Ordinal) ? 1 : 0;
        }
        if (count > 0)
        {
            throw new InvalidOperationException("The tool ended early: " + process.StandardError.ReadToEnd());
        }
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
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
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

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
        process.Dispose();
    }
}
