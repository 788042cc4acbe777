using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Runs;
using Lstm.Training.Slurm;

namespace Lstm.Training.Search;

/// <summary>
/// Trains as tasks of Slurm's job arrays, and waits for their results in the search's folder. Slurm is asked how tasks are only to find
/// those that will bring none. Runs that an earlier process submitted are waited for, not submitted again.
/// </summary>
/// <param name="jobs">The search's jobs.</param>
/// <param name="listener">Is told what was submitted; null for nobody.</param>
internal sealed class SlurmRunner(SlurmJobs jobs, ISearchListener? listener) : IRunner
{
    private const int MostTold = 20, MostUnanswered = 60;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.25), Longest = TimeSpan.FromSeconds(10);

    // A file that another machine wrote can take so long to be seen: NFS keeps what it knows of a folder for a minute.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(90);

    /// <inheritdoc/>
    public void Train(IReadOnlyList<SearchRun> runs, int epochs, Action<SearchRun> done, CancellationToken cancellation)
    {
        var left = runs.Where(run => !Told(run, epochs, done)).ToList();
        if (left.Count == 0)
        {
            return;
        }
        var (tasks, complaint) = Tasks(left, epochs);
        if (tasks is null)
        {
            throw new RunException($"squeue: {complaint} Nothing was submitted.");
        }
        var alive = left.Where(run => tasks.TryGetValue(run.Number, out var task) && task.IsAlive).ToList();
        int[] missing = [.. left.Except(alive).Select(run => run.Number)];
        cancellation.ThrowIfCancellationRequested();
        var submitted = missing.Length > 0 ? jobs.Submit(missing, epochs) : [];
        listener?.Submitted(submitted, missing.Length, alive.Count, jobs.Folder);
        Wait(left, epochs, done, cancellation);
    }

    private void Wait(List<SearchRun> left, int epochs, Action<SearchRun> done, CancellationToken cancellation)
    {
        var failed = new List<(SearchRun Run, SlurmTask? Task)>();
        var silent = new Dictionary<SearchRun, long>(); // since when there is no task any more, and no result yet
        int unanswered = 0;
        for (var interval = Shortest; left.Count > 0; interval = interval < Longest ? interval * 1.5 : Longest)
        {
            var (tasks, complaint) = Tasks(left, epochs);
            unanswered = tasks is null ? unanswered + 1 : 0;
            if (unanswered > MostUnanswered)
            {
                throw new RunException($"squeue: {complaint} What was submitted continues without this process; --resume gathers it.");
            }
            left.RemoveAll(run => Told(run, epochs, done)); // after asking: a task that had ended by then has its result
            foreach (var run in left.ToArray())
            {
                var task = tasks?.GetValueOrDefault(run.Number);
                if (tasks is null || task?.IsAlive == true)
                {
                    silent.Remove(run);
                }
                else if (task?.HasFailed == true || IsLong(silent, run))
                {
                    failed.Add((run, task));
                    left.Remove(run);
                }
            }
            // Results are looked for more often than Slurm is asked, which serves everybody.
            long asked = Stopwatch.GetTimestamp();
            while (left.Count > 0 && Stopwatch.GetElapsedTime(asked) < interval)
            {
                if (cancellation.WaitHandle.WaitOne(Shortest))
                {
                    throw new RunsLeftException(Left(tasks, left));
                }
                left.RemoveAll(run => Told(run, epochs, done));
            }
        }
        if (failed.Count > 0)
        {
            throw new RunException(Failed(failed));
        }
    }

    private (IReadOnlyDictionary<int, SlurmTask>? Tasks, string Complaint) Tasks(List<SearchRun> runs, int epochs) => jobs.Tasks(runs.Select(run => run.Number), epochs);

    private static bool IsLong(Dictionary<SearchRun, long> since, SearchRun run)
    {
        since.TryAdd(run, Stopwatch.GetTimestamp());
        return Stopwatch.GetElapsedTime(since[run]) > Grace;
    }

    private static bool Told(SearchRun run, int epochs, Action<SearchRun> done)
    {
        bool covers = run.Covers(epochs);
        if (covers)
        {
            done(run);
        }
        return covers;
    }

    private static string Left(IReadOnlyDictionary<int, SlurmTask>? tasks, List<SearchRun> left)
    {
        var alive = left.Select(run => tasks?.GetValueOrDefault(run.Number)).OfType<SlurmTask>().Where(task => task.IsAlive).ToList();
        int running = alive.Count(task => task.State == "RUNNING");
        return alive.Count == 0 ? "stopped waiting; no run is left in Slurm's queue. --resume gathers the results."
            : $"stopped waiting; of the runs in Slurm's queue, {running} running and {alive.Count - running} waiting continue without this process. --resume waits for them again and gathers the results; "
                + $"to cancel them: scancel {string.Join(' ', alive.Select(task => task.Job).Distinct().Order())}";
    }

    private string Failed(List<(SearchRun Run, SlurmTask? Task)> failed)
    {
        var lines = failed.Take(MostTold).Select(one => $"  {one.Run.Words}: {End(one.Task)}").ToList();
        if (failed.Count > MostTold)
        {
            lines.Add($"  and {failed.Count - MostTold} more");
        }
        string subject = failed.Count == 1 ? "1 run has" : $"{failed.Count} runs have";
        return $"{subject} ended without a result; what the others came to is kept:\n{string.Join('\n', lines)}\n"
            + "--resume submits them again, from their last checkpoints. More memory or time: --slurm-options \"--mem=8G --time=2:00:00\".";
    }

    private string End(SlurmTask? task)
    {
        if (task is null)
        {
            return $"Slurm no longer knows of it; logs are in {jobs.Folder}";
        }
        string log = jobs.Log(task), end = $"{TaskEnd.Of(task)} (job {task.Name}";
        if (!File.Exists(log))
        {
            return $"{end}); there is no log {log}: does its node see this folder? Spec, data, trials and lstm itself have to be where all nodes see them";
        }
        string? last = task.State == "FAILED" ? File.ReadLines(log).LastOrDefault(line => line.Trim().Length > 0) : null; // else lstm did not know why
        return $"{end}, log {log}){(last is null ? "" : $": {last.Trim()}")}";
    }
}

/// <summary>Somebody ends a search whose runs stay with Slurm. The message says what is left there, and what to do.</summary>
public sealed class RunsLeftException(string message) : OperationCanceledException(message);
