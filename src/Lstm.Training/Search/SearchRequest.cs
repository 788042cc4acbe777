using System;
using System.Collections.Generic;
using Lstm.Training.Runs;
using Lstm.Training.Slurm;

namespace Lstm.Training.Search;

/// <summary>What somebody asks of a search.</summary>
public sealed record SearchRequest
{
    /// <summary>The spec file that trials vary.</summary>
    public required string SpecPath { get; init; }

    /// <summary>What is varied.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>
    /// The training run of a spec file with some settings, those of networks left out, with the parts that the best trial is
    /// trained and tested with in the end; where its results go is the search's own choice. A setting may be "epochs".
    /// </summary>
    public required Func<string, IReadOnlyList<TrialSetting>, RunRequest> Run { get; init; }

    /// <summary>Where trials are kept.</summary>
    public required string Folder { get; init; }

    /// <summary>The spec file that is written for the best trial; its weights and reports are put beside it.</summary>
    public required string BestSpec { get; init; }

    /// <summary>The page with all trials.</summary>
    public required string Report { get; init; }

    /// <summary>Where each run has a folder with event files for TensorBoard; null for none.</summary>
    public string? EventFolder { get; init; }

    /// <summary>How many settings are tried.</summary>
    public int Trials { get; init; } = 20;

    /// <summary>What the settings are drawn with; training has its own seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>With how many seeds each trial is trained: that of the training run and those after it.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>How the data is divided again and again; null to validate on the training run's own validation part.</summary>
    public CrossValidation? CrossValidation { get; init; }

    /// <summary>
    /// With successive halving, of how many trials one continues (η, at least 2); null to train each to its end. The training
    /// run's epochs are then those of the last ones.
    /// </summary>
    public int? HalvingFactor { get; init; }

    /// <summary>How many runs go side by side; the results are the same with any number.</summary>
    public int Parallel { get; init; } = Environment.ProcessorCount;

    /// <summary>Runs of each trial: one for each seed and fold.</summary>
    internal int RunsPerTrial => Seeds * (CrossValidation?.Folds ?? 1);

    /// <summary>How to train on a cluster; null to train in this process.</summary>
    public SlurmOptions? Slurm { get; init; }

    /// <summary>Whether to resume a search that was interrupted.</summary>
    public bool Resume { get; init; }

    /// <summary>The training options that decide the results, by name, in words: what a search is resumed with must be the same.</summary>
    public IReadOnlyDictionary<string, string> Described { get; init; } = new Dictionary<string, string>();
}

/// <summary>How the data is divided for validation, again and again.</summary>
/// <param name="Folds">How often, at least 2.</param>
/// <param name="InTime">Whether the origin rolls through time (<see cref="Data.Options.RollingOrigin"/>), rather than whole sequences being dealt to folds (<see cref="Data.Options.SequenceFold"/>).</param>
/// <param name="Seed">What sequences are dealt with.</param>
public sealed record CrossValidation(int Folds, bool InTime, int Seed = 1);
