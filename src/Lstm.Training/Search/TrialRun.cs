using System;
using System.IO;
using Lstm.Training.Runs;

namespace Lstm.Training.Search;

/// <summary>A trial with one seed, on one fold.</summary>
/// <param name="trial">The trial.</param>
/// <param name="place"><inheritdoc cref="SearchRun" path="/param[@name='place']"/></param>
/// <param name="seed">The seed of training.</param>
/// <param name="fold">The fold, from 0; null without cross-validation.</param>
internal sealed class TrialRun(Trial trial, int place, ulong seed, int? fold) : SearchRun(trial, place)
{
    /// <summary>The seed of training.</summary>
    public ulong Seed => seed;

    /// <inheritdoc/>
    public override string Checkpoint => Trial.Checkpoint(seed, fold);

    /// <inheritdoc/>
    public override string Words => FormattableString.Invariant($"trial {Trial.Number} ({string.Join(", ", Trial.Settings)}), seed {seed}{(fold is { } k ? $", fold {k + 1}" : "")}");

    /// <inheritdoc/>
    public override RunRequest Request => Trial.Request with
    {
        SpecPath = Trial.SpecPath,
        Data = Trial.Data(fold),
        Training = Trial.Request.Training with { Seed = seed },
        Planned = Trial.Request.Planned & ~PlannedOptions.Epochs, // halving has to know how many there are
        Files = new RunFiles(Path.ChangeExtension(Checkpoint, ".safetensors"), Checkpoint, Report: null),
        TraceSequence = null,
        Resume = File.Exists(Checkpoint),
        Measures = false,
    };
}
