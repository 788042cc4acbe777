using System.Collections.Generic;
using Lstm.Training.Engine;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;

namespace Lstm.Training.Runs;

/// <summary>Is told how a training run goes.</summary>
public interface IRunListener
{
    /// <summary>The data has been read; training begins.</summary>
    /// <param name="preparation">What is to be learnt.</param>
    /// <param name="trainer">Tells how far the epoch has come, on any thread.</param>
    /// <param name="plan">How it is trained.</param>
    /// <param name="resumedAt">Epochs that a checkpoint had already; 0 for a new run.</param>
    void Began(Preparation preparation, NetworkTrainer trainer, TrainingPlan plan, int resumedAt);

    /// <summary>An epoch is done.</summary>
    void Epoch(TrainingProgress progress);

    /// <summary>Training has ended; the network is being measured.</summary>
    void Trained(TrainingResult result);

    /// <summary>All is done.</summary>
    void Finished(RunOutcome outcome);
}

/// <summary>What a training run came to.</summary>
/// <param name="Result">The epochs, and why training ended.</param>
/// <param name="Files">Where the results are; null if there was not one good epoch.</param>
/// <param name="Parts">How the network does, measured on its generated code.</param>
/// <param name="Difference">The largest difference between the answers of generated code and trainer, in the targets' standard deviations where they were standardised.</param>
/// <param name="NanosecondsPerStep">Of the generated code on this machine.</param>
/// <param name="Warnings">What somebody should know who trusts the result.</param>
public sealed record RunOutcome(
    TrainingResult Result,
    RunFiles? Files,
    IReadOnlyList<Evaluation.PartEvaluation> Parts,
    double Difference,
    double NanosecondsPerStep,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Of fine-tuning, the loss of the weights that it started from, on the part that tells which epoch is best; null otherwise.</summary>
    public double? LossBefore { get; init; }

    /// <summary>The thresholds that were chosen, and what they come to on the validation part.</summary>
    public IReadOnlyList<OperatingPoint> OperatingPoints { get; init; } = [];

    /// <summary>Of a detector, the scale of its score, its threshold, and how much of each part is at or above it; null otherwise.</summary>
    public DetectionOutcome? Detection { get; init; }

    /// <summary>How probabilities were calibrated; null where they were not.</summary>
    public CalibrationResult? Calibration { get; init; }

    /// <summary>What became of the loss on data that the network knew before; null where none is kept.</summary>
    public KeptLoss? Kept { get; init; }

    /// <summary>What measuring it has shown that the figures alone hide, one sentence each.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];
}
