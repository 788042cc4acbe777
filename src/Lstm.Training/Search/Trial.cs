using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Emitted;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Models;
using Lstm.Training.Records;
using Lstm.Training.Runs;
using Lstm.Training.Weights;

namespace Lstm.Training.Search;

/// <summary>One setting of what is varied, and the training runs that measure it.</summary>
internal sealed class Trial
{
    private readonly SearchRequest search;
    private readonly SearchFolder folder;
    private readonly IReadOnlyList<TrialSetting> ofTraining;
    private readonly string text;

    /// <param name="search">What is searched.</param>
    /// <param name="folder">Where its runs are kept.</param>
    /// <param name="spec">The spec that is varied.</param>
    /// <param name="number">Which trial, from 1.</param>
    /// <exception cref="RunException">The settings make no network, or one that cannot be trained.</exception>
    public Trial(SearchRequest search, SearchFolder folder, ModelSpec spec, int number)
    {
        (this.search, this.folder, Number) = (search, folder, number);
        Settings = search.Space.Of(search.Seed, number);
        ofTraining = [.. Settings.Where(setting => !SpecVariant.IsOfNetwork(setting.Name))];
        var network = SpecVariant.Of(spec, Settings);
        (text, string? fault) = SpecWriter.TryWrite(network);
        fault ??= SizeCheck.Faults(network, search.SpecPath).Where(size => size.IsError).Select(size => size.Message).FirstOrDefault() ?? Trainability.Fault(DetectorSpec.Forecast(network));
        if (fault is not null)
        {
            throw new RunException($"Trial {number} ({string.Join(", ", Settings)}): {fault}");
        }
        Parameters = NetworkFacts.Of(network).Parameters;
        Request = search.Run(folder.Spec(number), ofTraining);
        int folds = search.CrossValidation?.Folds ?? 1;
        Runs =
        [
            .. Enumerable.Range(0, search.RunsPerTrial).Select(place =>
                new TrialRun(this, place, Request.Training.Seed + (ulong)(place / folds), search.CrossValidation is null ? null : place % folds)),
        ];
    }

    /// <summary>Which trial, from 1.</summary>
    public int Number { get; }

    /// <summary>What is tried.</summary>
    public IReadOnlyList<TrialSetting> Settings { get; }

    /// <summary>Numbers that are learnt.</summary>
    public long Parameters { get; }

    /// <summary>The training run as the best trial is trained in the end, but for its files.</summary>
    public RunRequest Request { get; }

    /// <summary>The runs that measure it: with each seed and on each fold.</summary>
    public IReadOnlyList<TrialRun> Runs { get; }

    /// <summary>Writes the trial's spec.</summary>
    public void WriteSpec(string path) => AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Where the trial's spec is for its runs.</summary>
    public string SpecPath => folder.Spec(Number);

    /// <summary>A run's checkpoint.</summary>
    public string Checkpoint(ulong seed, int? fold) => folder.Checkpoint(Number, seed, fold);

    /// <summary>The checkpoint of the run on all folds together.</summary>
    public string FinalCheckpoint(int epochs) => folder.FinalCheckpoint(Number, epochs);

    /// <summary>What is told of a run, and event files if they are asked for.</summary>
    /// <param name="run">What the run is called.</param>
    /// <param name="resumes">Whether it resumes from a checkpoint.</param>
    /// <param name="inner">Is told.</param>
    public IRunListener? Listener(string run, bool resumes, IRunListener? inner) =>
        search.EventFolder is { } events ? new EventFileListener(Path.Combine(events, run), resumes || search.Resume, inner) : inner;

    /// <summary>The data of a run, without the test part.</summary>
    public DataOptions Data(int? fold)
    {
        var data = Request.Data;
        var split = (search.CrossValidation, fold) switch
        {
            ({ InTime: true } cross, { } k) => new RollingOrigin(cross.Folds, k, data.Split),
            ({ } cross, { } k) => new SequenceFold(cross.Folds, k, data.Split, cross.Seed),
            _ => data.Split is { } whole ? new SplitWithoutTest(whole) : (Split?)null,
        };
        return data with { Split = split, TestPath = null, Target = data.Target is RemainingStepsTarget remaining ? remaining with { TestEndsPath = null } : data.Target };
    }

    /// <summary>What the first epochs of its runs came to, all of which are there.</summary>
    public SearchedTrial Measured(int epochs)
    {
        var best = Runs.Select(run => (run.Seed, Best: run.Result!.Best(epochs))).ToList();
        double[] bySeed = [.. best.GroupBy(run => run.Seed).Select(runs => runs.Average(run => run.Best?.Loss ?? double.PositiveInfinity))];
        double epoch = best.Select(run => (double?)run.Best?.Epoch).Average() ?? 0;
        int most = Runs.Max(run => Math.Min(run.Result!.History.Count, epochs));
        var loss = bySeed.All(double.IsFinite) ? Estimate.Of(bySeed) : new Estimate(double.PositiveInfinity, double.NaN, bySeed);
        return new SearchedTrial(Number, Settings, Parameters, most, epoch, loss);
    }

    /// <summary>The request of the run that writes the best trial's weights.</summary>
    /// <param name="epochs">Of all folds together; null to take the weights of the first seed's run from its checkpoint.</param>
    public RunRequest Final(int? epochs)
    {
        string path = folder.BestSpec(search.BestSpec);
        WriteSpec(path);
        var request = search.Run(path, epochs is { } count ? [.. ofTraining, new TrialSetting("epochs", FormattableString.Invariant($"{count}"))] : ofTraining);
        var files = RunFiles.Beside(search.BestSpec);
        string checkpoint = epochs is { } all ? FinalCheckpoint(all) : Runs[0].Checkpoint;
        return request with
        {
            Files = files with { Checkpoint = checkpoint, Report = ModelFiles.Report(files.Weights) },
            Resume = File.Exists(checkpoint),
            CommandLine = request.CommandLine.Replace(path, search.BestSpec, StringComparison.Ordinal),
        };
    }
}
