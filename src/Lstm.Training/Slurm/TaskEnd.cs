using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Lstm.Training.Slurm;

/// <summary>How a task ended that has no result, in words.</summary>
internal static partial class TaskEnd
{
    private const int Killed = 9;

    /// <summary>Asks Slurm: scontrol remembers for some minutes, sacct for longer, where a cluster keeps accounts.</summary>
    public static string Of(SlurmTask task)
    {
        string? control = SlurmCommand.Run("scontrol", ["--oneliner", "show", "job", task.Name]).Output;
        var fields = Field().Matches(control ?? "").GroupBy(field => field.Groups[1].Value).ToDictionary(field => field.Key, field => field.First().Groups[2].Value);
        return control is not null ? Words(fields.GetValueOrDefault("JobState", task.State), fields.GetValueOrDefault("ExitCode", ""))
            : Account(task) is [var state, var code] ? Words(state, code)
            : Words(task.State, "");
    }

    /// <summary>Puts a state and an exit code, "CODE:SIGNAL", into words.</summary>
    internal static string Words(string state, string exitCode)
    {
        int[] codes = [.. exitCode.Split(':').Select(part => int.TryParse(part, out int code) ? code : 0)];
        return state.Split(' ')[0] switch
        {
            "OUT_OF_MEMORY" => "out of memory",
            "TIMEOUT" or "DEADLINE" => "its time was up",
            "CANCELLED" => "cancelled",
            "PREEMPTED" => "preempted",
            "NODE_FAIL" or "BOOT_FAIL" => "its node failed",
            _ when codes is [_, Killed, ..] or [128 + Killed, ..] => "killed (signal 9), as happens when memory is short",
            _ when codes is [_, > 0, ..] => $"ended by signal {codes[1]}",
            "FAILED" => $"failed with exit code {codes[0]}",
            _ => "ended without a result",
        };
    }

    private static string[]? Account(SlurmTask task)
    {
        try
        {
            string? account = SlurmCommand.Run("sacct", ["--noheader", "--parsable2", "--allocations", $"--jobs={task.Name}", "--format=State,ExitCode"]).Output;
            return account?.Trim().Split('\n')[^1].Split('|');
        }
        catch (Runs.RunException)
        {
            return null; // a cluster need not keep accounts
        }
    }

    [GeneratedRegex(@"(?:^|\s)(\w+)=(\S*)")]
    private static partial Regex Field();
}
