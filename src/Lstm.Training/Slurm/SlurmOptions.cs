using System.Collections.Generic;

namespace Lstm.Training.Slurm;

/// <summary>How runs are given to Slurm, each as a task of a job array.</summary>
public sealed record SlurmOptions
{
    /// <summary>
    /// The batch script, which trains one run. Its arguments are what to add to the task's number (<c>SLURM_ARRAY_TASK_ID</c>) to
    /// have the run's, and how many epochs the run is trained in all.
    /// </summary>
    public required string Script { get; init; }

    /// <summary>More words for sbatch, e.g. "--partition=long".</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The most runs at one time; null for as many as Slurm allows.</summary>
    public int? AtOnce { get; init; }
}
