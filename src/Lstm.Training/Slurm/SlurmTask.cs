using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Lstm.Training.Slurm;

/// <summary>A task of a job array, as squeue tells of it.</summary>
/// <param name="Job">The array's number.</param>
/// <param name="Index">The task's number in it.</param>
/// <param name="Block">Which of a search's arrays of its kind it is in: an array has room for <see cref="SlurmJobs.MostTasks"/> tasks.</param>
/// <param name="State">Its state in squeue's long form.</param>
internal sealed record SlurmTask(long Job, int Index, int Block, string State)
{
    // All other states are of tasks that still run, or will.
    private static readonly string[] Failures = ["BOOT_FAIL", "CANCELLED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED", "TIMEOUT"];

    /// <summary>Number of the run that it trains.</summary>
    public int Run => (Block * SlurmJobs.MostTasks) + Index;

    /// <summary>As Slurm's commands take it.</summary>
    public string Name => FormattableString.Invariant($"{Job}_{Index}");

    /// <summary>Whether it ended, and not well.</summary>
    public bool HasFailed => Failures.Contains(State);

    /// <summary>Whether it waits or runs.</summary>
    public bool IsAlive => !HasFailed && State != "COMPLETED";

    /// <summary>Reads a line of squeue; null for one of another form.</summary>
    /// <param name="line">"job|task|state|name".</param>
    /// <param name="name">The first part of the name, behind which "-BLOCK" may stand.</param>
    public static SlurmTask? Parse(string line, string name)
    {
        int block = 0;
        return line.Trim().Split('|') is [var job, var index, var state, var full]
            && long.TryParse(job, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int task)
            && (full == name || (full.StartsWith(name + "-", StringComparison.Ordinal) && int.TryParse(full[(name.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out block)))
            ? new SlurmTask(number, task, block, state)
            : null;
    }
}
