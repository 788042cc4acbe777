using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Models;
using Lstm.Training.Records;
using Lstm.Training.Runs;
using Lstm.Training.Slurm;
using Lstm.Training.Weights;

namespace Lstm.Training.Search;

/// <summary>
/// Tries settings of a network and its training, each measured by its validation loss, and writes spec and weights of the best. The
/// same search gives the same table and the same weights, whatever the number of runs side by side, and however often it was interrupted. The test
/// part takes no part in it; the best trial alone is tested, in the end.
/// </summary>
/// <param name="search">What is asked for.</param>
/// <param name="listener">Is told how it goes; null for nobody.</param>
public sealed class ParameterSearch(SearchRequest search, ISearchListener? listener = null)
{
    private readonly SearchFolder folder = new(search.Folder);
    private readonly IRunner runner = search.Slurm is { } slurm
        ? new SlurmRunner(new SlurmJobs(slurm, SearchFolder.JobName(search.Folder), Path.Combine(search.Folder, "slurm")), listener)
        : new LocalRunner(search.Parallel);

    /// <summary>Does it all.</summary>
    /// <param name="cancellation">Ends the search after the batches at hand; what was done is kept, to resume from.</param>
    /// <exception cref="SpecException">The spec cannot be used.</exception>
    /// <exception cref="DataException">The data cannot be used.</exception>
    /// <exception cref="RunException">They do not go together, or with the folder's trials.</exception>
    /// <exception cref="ArgumentException">An option of training makes no sense.</exception>
    /// <exception cref="OperationCanceledException">Somebody cancelled.</exception>
    /// <exception cref="IOException">A file cannot be written; what was there is unharmed.</exception>
    public SearchOutcome Execute(CancellationToken cancellation = default)
    {
        var spec = SpecFile.Read(search.SpecPath);
        var files = RunFiles.Beside(search.BestSpec);
        foreach (string path in new[] { search.BestSpec, files.Weights, files.Record, ModelFiles.Report(files.Weights), search.Report })
        {
            AtomicFile.RequireWritable(path);
        }
        int count = Count;
        Trial[] trials = [.. Enumerable.Range(1, count).Select(number => new Trial(search, folder, spec, number))];
        var notes = RequireData(trials[0]);
        folder.Open(Described(spec), search.Resume);
        Array.ForEach(trials, trial => trial.WriteSpec(trial.SpecPath));
        listener?.Began(count, trials[0].Runs.Count, [.. Notes(count), .. notes]);

        var ranking = Rank(trials, cancellation);
        var best = ranking[0];
        var trained = trials[best.Number - 1];
        int? epochs = search.CrossValidation is null ? null : Math.Max(1, (int)Math.Round(best.BestEpoch, MidpointRounding.AwayFromZero));
        var told = trained.Listener("best", resumes: false, listener?.Best(best));
        if (search.Slurm is not null && epochs is { } all)
        {
            runner.Train([new FinalRun(trained, all)], all, _ => { }, cancellation);
        }
        var run = new TrainingRun(trained.Final(epochs), told).Execute(cancellation);
        (told as IDisposable)?.Dispose();
        cancellation.ThrowIfCancellationRequested();
        trained.WriteSpec(search.BestSpec);
        var outcome = new SearchOutcome(ranking, run, search.BestSpec, search.Report);
        SearchPage.Save(search, outcome);
        listener?.Finished(outcome);
        return outcome;
    }

    /// <summary>Trains one run of a search that another process has begun, as a task of a job array does.</summary>
    /// <param name="run">Number of the run, from 0.</param>
    /// <param name="epochs">How many epochs it is trained in all.</param>
    /// <param name="cancellation">Ends it after the batch at hand; its checkpoint is kept.</param>
    /// <returns>The run in words.</returns>
    /// <exception cref="RunException">The folder does not hold this search.</exception>
    public string ExecuteOne(int run, int epochs, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(search.Folder))
        {
            throw new RunException($"{search.Folder}: is not there on {Environment.MachineName}; the folder of trials has to be where all nodes see it (--folder).");
        }
        var spec = SpecFile.Read(search.SpecPath);
        int perTrial = search.RunsPerTrial + 1; // and the final one
        var trial = new Trial(search, folder, spec, (run / perTrial) + 1);
        folder.Open(Described(spec), resume: true);
        SearchRun[] runs = [.. trial.Runs, new FinalRun(trial, epochs)];
        runs[run % perTrial].Train(epochs, cancellation);
        return runs[run % perTrial].Words;
    }

    /// <summary>The training run without anything tried.</summary>
    private RunRequest Plain => search.Run(folder.Spec(1), []);

    private int Count => Math.Min(search.Trials, search.Space.Count ?? search.Trials);

    /// <summary>What the data is refused for is told before anything is written; of a network's settings its inputs and outputs do not depend.</summary>
    /// <returns>What lstm train would say of the data, one sentence each.</returns>
    private IReadOnlyList<string> RequireData(Trial trial)
    {
        var prepared = Preparation.Of(trial.Runs[0].Request with { SpecPath = search.SpecPath });
        return prepared.Data.Validation.Count > 0 ? [.. prepared.Data.Warnings, .. prepared.Notes]
            : throw new RunException("A search needs validation data to choose by: --validation, --validation-share or --folds.");
    }

    /// <summary>All trials, the best first.</summary>
    private List<SearchedTrial> Rank(Trial[] trials, CancellationToken cancellation)
    {
        var left = trials.ToList();
        var ranking = new List<SearchedTrial>();
        // Without halving each is trained to its own end, however far that is.
        foreach (var rung in Rungs.Of(trials.Length, search.HalvingFactor is null ? int.MaxValue : trials[0].Request.Training.Epochs, search.HalvingFactor))
        {
            var kept = left[..Math.Min(rung.Trials, left.Count)];
            Train(kept, rung.Epochs, cancellation);
            List<SearchedTrial> measured = [.. kept.Select(trial => trial.Measured(rung.Epochs)).OrderBy(trial => trial.Loss.Mean).ThenBy(trial => trial.Number)];
            ranking = [.. measured, .. ranking.Where(before => !measured.Exists(trial => trial.Number == before.Number))];
            left = [.. measured.Select(trial => trials[trial.Number - 1])];
        }
        return ranking;
    }

    private void Train(IReadOnlyList<Trial> trials, int epochs, CancellationToken cancellation)
    {
        var left = trials.ToDictionary(trial => trial, trial => trial.Runs.Count);
        runner.Train([.. trials.SelectMany(trial => trial.Runs)], epochs, Done, cancellation);

        void Done(SearchRun run)
        {
            if (--left[run.Trial] == 0)
            {
                listener?.Trial(run.Trial.Measured(epochs));
            }
        }
    }

    private IEnumerable<string> Notes(int count)
    {
        if (count < search.Trials)
        {
            yield return $"There are {count} combinations of the values to try; each is tried once.";
        }
        if (search.HalvingFactor is not null && Rungs.Of(count, Plain.Training.Epochs, search.HalvingFactor).Count == 1)
        {
            yield return "There are too few trials or epochs to halve; each trial is trained to its end.";
        }
    }

    /// <summary>What decides the result, by name.</summary>
    private Dictionary<string, string> Described(ModelSpec spec)
    {
        string Number<T>(T number)
            where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
        var plain = Plain;
        return new Dictionary<string, string>(search.Described)
        {
            ["the network"] = SpecHash.Of(spec),
            ["the content of the data"] = SearchFolder.Hash(plain.Data, plain.FineTuning?.KeptData),
            ["the weights of --from"] = plain.FineTuning?.From.Digest ?? "",
            ["--try"] = string.Join(' ', search.Space.Options.Select(option => option.Words)),
            ["--search-seed"] = Number(search.Seed),
            ["--seeds"] = Number(search.Seeds),
            ["--folds"] = search.CrossValidation is { } cross ? $"{cross.Folds} by {(cross.InTime ? "time" : "sequence")}" : "",
            ["--halving"] = search.HalvingFactor is { } factor ? Number(factor) : "",
            ["--trials"] = search.HalvingFactor is null ? "" : Number(search.Trials), // of a random search more can be added
        };
    }
}
