using System;
using Lstm.Training.Runs;

namespace Lstm.Training.Search;

/// <summary>The best trial on all folds together, trained where the trials are. Its checkpoint is what is measured and written then.</summary>
/// <param name="trial">The trial.</param>
/// <param name="epochs">How many epochs it is trained.</param>
internal sealed class FinalRun(Trial trial, int epochs) : SearchRun(trial, trial.Runs.Count)
{
    /// <inheritdoc/>
    public override string Checkpoint => Trial.FinalCheckpoint(epochs);

    /// <inheritdoc/>
    public override string Words => FormattableString.Invariant($"trial {Trial.Number} ({string.Join(", ", Trial.Settings)}), on all folds together");

    /// <inheritdoc/>
    public override RunRequest Request => Trial.Final(epochs) with { Measures = false };
}
