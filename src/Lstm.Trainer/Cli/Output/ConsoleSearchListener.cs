using System;
using System.Collections.Generic;
using System.IO;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Runs;
using Lstm.Training.Search;

namespace Lstm.Trainer.Cli.Output;

/// <summary>Shows a search to a person: a line for each trial that is done, the table, and the best one's figures.</summary>
internal sealed class ConsoleSearchListener(SearchRequest request, TextWriter output, TextWriter errors, bool quiet) : ISearchListener
{
    /// <inheritdoc/>
    public void Began(int trials, int runs, IReadOnlyList<string> notes)
    {
        foreach (string note in notes)
        {
            errors.WriteLine($"note: {note}");
        }
        if (!quiet)
        {
            errors.WriteLine($"{Counted.Of(trials, "trial")}{(runs > 1 ? $", each trained {runs} times" : "")}, kept in {request.Folder}");
        }
    }

    /// <inheritdoc/>
    public void Submitted(IReadOnlyList<string> jobs, int runs, int before, string logs)
    {
        if (!quiet)
        {
            string[] parts =
            [
                .. runs > 0 ? [$"{Counted.Of(runs, "run")} submitted to Slurm as job {string.Join(", ", jobs)}, logs in {logs}"] : Array.Empty<string>(),
                .. before > 0 ? [$"waiting for {Counted.Of(before, "run")} submitted before"] : Array.Empty<string>(),
            ];
            errors.WriteLine(string.Join("; ", parts));
        }
    }

    /// <inheritdoc/>
    public void Trial(SearchedTrial trial)
    {
        if (!quiet)
        {
            errors.WriteLine(FormattableString.Invariant($"trial {trial.Number}: {trial.Words}: loss {trial.Loss.Mean:G5} after {Counted.Of(trial.Epochs, "epoch")}"));
        }
    }

    /// <inheritdoc/>
    public IRunListener? Best(SearchedTrial best)
    {
        if (!quiet)
        {
            errors.WriteLine($"trial {best.Number} is the best; {(request.CrossValidation is null ? "measuring it" : "training it on all folds together")} …");
        }
        return null;
    }

    /// <inheritdoc/>
    public void Finished(SearchOutcome outcome)
    {
        var table = new TextTable(SearchText.Columns(request));
        for (int rank = 1; rank <= outcome.Trials.Count; rank++)
        {
            table.Add(SearchText.Row(outcome.Trials[rank - 1], rank));
        }
        if (!quiet)
        {
            table.Write(output);
            output.WriteLine();
            RunText.Conclude(output, outcome.Best);
            output.WriteLine($"spec        {outcome.BestSpec}");
            output.WriteLine($"trials      {outcome.Report}");
        }
        if (outcome.Best.Result.Reason == StopReason.Diverged)
        {
            errors.WriteLine($"lstm: {outcome.Best.Result.Message}");
        }
        foreach (string finding in outcome.Best.Findings)
        {
            errors.WriteLine($"note: {finding}");
        }
    }
}
