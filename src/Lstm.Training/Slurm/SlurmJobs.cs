using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Training.Runs;
using Lstm.Training.Weights;

namespace Lstm.Training.Slurm;

/// <summary>The job arrays of one search. Which there are is asked of Slurm, so that nothing is forgotten when this process ends.</summary>
/// <param name="slurm">How to submit.</param>
/// <param name="name">The jobs' name, which no other search has.</param>
/// <param name="folder">For the batch script and the tasks' logs.</param>
internal sealed class SlurmJobs(SlurmOptions slurm, string name, string folder)
{
    /// <summary>Numbers of tasks are below this one unless a cluster says otherwise (MaxArraySize is 1001).</summary>
    public const int MostTasks = 1000;

    /// <summary>Where the logs are.</summary>
    public string Folder => folder;

    /// <summary>Where a task's log is.</summary>
    public string Log(SlurmTask task) => Path.Combine(folder, task.Name + ".log");

    /// <summary>Submits runs.</summary>
    /// <param name="runs">Their numbers, from 0.</param>
    /// <param name="epochs">How many epochs each is trained in all.</param>
    /// <returns>The arrays' numbers.</returns>
    /// <exception cref="RunException">sbatch does not take them.</exception>
    public IReadOnlyList<string> Submit(IEnumerable<int> runs, int epochs)
    {
        DurableFolder.Create(folder);
        string script = Path.Combine(folder, "run.sh");
        AtomicFile.Write(script, Encoding.UTF8.GetBytes(slurm.Script));
        var jobs = new List<string>();
        foreach (var block in runs.GroupBy(run => run / MostTasks))
        {
            int first = block.Key * MostTasks;
            string[] words =
            [
                "--parsable",
                $"--job-name={NameOf(block.Key, epochs)}",
                $"--array={string.Join(',', block.Select(run => Number(run - first)))}{(slurm.AtOnce is { } most ? "%" + Number(most) : "")}",
                $"--output={Path.GetFullPath(folder).Replace("%", "%%", StringComparison.Ordinal)}/%A_%a.log",
                .. slurm.Options,
                script,
                Number(first),
                Number(epochs),
            ];
            var (output, complaint) = SlurmCommand.Run("sbatch", words);
            jobs.Add(output?.Trim().Split(';')[0] ?? throw new RunException($"sbatch did not take the runs: {complaint}{(jobs.Count > 0 ? $" (of those before, job {string.Join(", ", jobs)}, --resume gathers the results)" : "")}"));
        }
        return jobs;
    }

    /// <summary>
    /// The last task of each run, by the run's number, as far as Slurm remembers: all that wait and run, those of an earlier process among them,
    /// and those that ended in the last minutes. A run is a task anew for each number of epochs that it is trained up to, and the one before can
    /// still be in the queue when its result is there.
    /// </summary>
    /// <param name="runs">Numbers of the runs, from 0.</param>
    /// <param name="epochs">How many epochs each is trained in all.</param>
    /// <returns>Null with the complaint where Slurm does not answer, as happens when it is busy.</returns>
    public (IReadOnlyDictionary<int, SlurmTask>? Tasks, string Complaint) Tasks(IEnumerable<int> runs, int epochs)
    {
        var (output, complaint) = SlurmCommand.Run("squeue", ["--noheader", "--array", "--states=all", $"--name={string.Join(',', runs.Select(run => run / MostTasks).Distinct().Select(block => NameOf(block, epochs)))}", "--format=%F|%K|%T|%j"]);
        var tasks = output?.Split('\n').Select(line => SlurmTask.Parse(line, NameOf(0, epochs))).OfType<SlurmTask>();
        return (tasks?.GroupBy(task => task.Run).ToDictionary(run => run.Key, run => run.MaxBy(task => task.Job)!), complaint);
    }

    private string NameOf(int block, int epochs) => name + (epochs == int.MaxValue ? "" : $"-e{Number(epochs)}") + (block == 0 ? "" : $"-{Number(block)}");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
