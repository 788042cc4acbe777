using System;

namespace Lstm.Training.Engine;

/// <summary>What an epoch came to.</summary>
/// <param name="Epoch">Which, from 1.</param>
/// <param name="TrainingLoss">The mean loss over the epoch's batches, each before its step.</param>
/// <param name="ValidationLoss">The loss over the validation sequences after the epoch; NaN where there are none.</param>
/// <param name="LearningRate">The rate after the last step.</param>
/// <param name="IsBest">Whether no epoch before was better.</param>
public sealed record EpochRecord(int Epoch, double TrainingLoss, double ValidationLoss, double LearningRate, bool IsBest)
{
    /// <summary>The loss that tells which epoch is best: the validation's, or the training's where there is none.</summary>
    public double Loss => double.IsNaN(ValidationLoss) ? TrainingLoss : ValidationLoss;
}

/// <summary>An epoch, to show while training runs.</summary>
/// <param name="Epoch">What it came to.</param>
/// <param name="Best">The best epoch so far.</param>
/// <param name="Time">How long it took.</param>
/// <param name="SequencesPerSecond">How many training sequences went by in a second.</param>
public sealed record TrainingProgress(EpochRecord Epoch, EpochRecord Best, TimeSpan Time, double SequencesPerSecond);
