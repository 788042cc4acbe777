using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Models;
using Lstm.Training.Records;
using Lstm.Training.Runs;
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
    private readonly object telling = new();

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
        var folder = new SearchFolder(search.Folder);
        int count = Math.Min(search.Trials, search.Space.Count ?? search.Trials);
        Trial[] trials = [.. Enumerable.Range(1, count).Select(number => new Trial(search, folder, spec, number))];
        RequireData(trials[0]);
        folder.Open(Described(spec), search.Resume);
        Array.ForEach(trials, trial => trial.WriteSpec(trial.SpecPath));
        listener?.Began(count, trials[0].Runs.Count, [.. Notes(count)]);

        var ranking = Rank(trials, cancellation);
        var best = ranking[0];
        var trained = trials[best.Number - 1];
        int? epochs = search.CrossValidation is null ? null : Math.Max(1, (int)Math.Round(best.BestEpoch, MidpointRounding.AwayFromZero));
        var told = trained.Listener("best", resumes: false, listener?.Best(best));
        var run = new TrainingRun(trained.Final(epochs), told).Execute(cancellation);
        (told as IDisposable)?.Dispose();
        cancellation.ThrowIfCancellationRequested();
        trained.WriteSpec(search.BestSpec);
        var outcome = new SearchOutcome(ranking, run, search.BestSpec, search.Report);
        SearchPage.Save(search, outcome);
        listener?.Finished(outcome);
        return outcome;
    }

    /// <summary>What the data is refused for is told before anything is written; of a network's settings its inputs and outputs do not depend.</summary>
    private void RequireData(Trial trial)
    {
        if (Preparation.Of(trial.Runs[0].Request with { SpecPath = search.SpecPath }).Data.Validation.Count == 0)
        {
            throw new RunException("A search needs validation data to choose by: --validation, --validation-share or --folds.");
        }
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

    /// <summary>Trains runs side by side. What fails ends the search; what the others did until then is kept.</summary>
    private void Train(IReadOnlyList<Trial> trials, int epochs, CancellationToken cancellation)
    {
        var runs = Partitioner.Create(trials.SelectMany(trial => trial.Runs), EnumerablePartitionerOptions.NoBuffering);
        var left = trials.ToDictionary(trial => trial, trial => trial.Runs.Count);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Exception? fault = null;
        Parallel.ForEach(runs, new ParallelOptions { MaxDegreeOfParallelism = search.Parallel }, run =>
        {
            if (failed.IsCancellationRequested)
            {
                return;
            }
            try
            {
                run.Train(epochs, failed.Token);
                lock (telling)
                {
                    if (--left[run.Trial] == 0)
                    {
                        listener?.Trial(run.Trial.Measured(epochs));
                    }
                }
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref fault, exception, null);
                failed.Cancel();
            }
        });
        cancellation.ThrowIfCancellationRequested();
        if (fault is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
        }
    }

    private IEnumerable<string> Notes(int count)
    {
        if (count < search.Trials)
        {
            yield return $"There are {count} combinations of the values to try; each is tried once.";
        }
        if (search.HalvingFactor is not null && Rungs.Of(count, search.Run(search.SpecPath, []).Training.Epochs, search.HalvingFactor).Count == 1)
        {
            yield return "There are too few trials or epochs to halve; each trial is trained to its end.";
        }
    }

    /// <summary>What decides the result, by name.</summary>
    private Dictionary<string, string> Described(ModelSpec spec)
    {
        string Number<T>(T number)
            where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
        return new Dictionary<string, string>(search.Described)
        {
            ["the network"] = SpecHash.Of(spec),
            ["the content of the data"] = SearchFolder.Hash(search.Run(search.SpecPath, []).Data),
            ["--try"] = string.Join(' ', search.Space.Options.Select(option => option.Words)),
            ["--search-seed"] = Number(search.Seed),
            ["--seeds"] = Number(search.Seeds),
            ["--folds"] = search.CrossValidation is { } cross ? $"{cross.Folds} by {(cross.InTime ? "time" : "sequence")}" : "",
            ["--halving"] = search.HalvingFactor is { } factor ? Number(factor) : "",
            ["--trials"] = search.HalvingFactor is null ? "" : Number(search.Trials), // of a random search more can be added
        };
    }
}
