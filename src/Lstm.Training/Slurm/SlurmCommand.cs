using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Linq;
using Lstm.Training.Runs;

namespace Lstm.Training.Slurm;

/// <summary>Runs one of Slurm's commands.</summary>
internal static class SlurmCommand
{
    /// <summary>What it printed, or what it complained of.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="words">Its arguments.</param>
    /// <returns>Standard output; null with the complaint where it did not succeed.</returns>
    /// <exception cref="RunException">It is not there.</exception>
    public static (string? Output, string Complaint) Run(string name, IEnumerable<string> words)
    {
        var start = new ProcessStartInfo(name) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }
        foreach (string variable in start.Environment.Keys.Where(key => key.StartsWith("SQUEUE_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(variable); // what somebody likes to see of the queue
        }
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? (output, "") : (null, errors.Result.Trim() is { Length: > 0 } told ? told : $"exit code {process.ExitCode}");
        }
        catch (Win32Exception exception)
        {
            throw new RunException($"{name}: cannot be run ({exception.Message}). --slurm submits runs with Slurm's own commands: search where jobs are submitted from, e.g. on a cluster's login node, or leave --slurm out to train on this machine.");
        }
    }
}
