using System;
using Lstm.Training.Engine;

namespace Lstm.Training.Runs;

/// <summary>The losses of the weights that fine-tuning starts from.</summary>
/// <param name="Judged">On the part that tells which epoch is best.</param>
/// <param name="Kept">On data that the network is to keep; null where there is none.</param>
internal sealed record LossesBefore(double Judged, double? Kept)
{
    /// <summary>Measures them, before training; null where it starts from random weights.</summary>
    public static LossesBefore? Of(Preparation preparation, NetworkTrainer trainer) => preparation.FineTuning is null ? null : new LossesBefore(
        trainer.LossOver(preparation.Data.Validation.Count > 0 ? preparation.Data.Validation : preparation.Data.Train),
        preparation.Kept is { } kept ? trainer.LossOver(kept.Measured.Sequences) : null);

    /// <summary>What to say where the best epoch is no better than the beginning; null where it is.</summary>
    public string? NotImproved(EpochRecord best) => best.Loss < Judged ? null
        : FormattableString.Invariant($"Fine-tuning made nothing better: the loss was {Judged:G5} with the weights it started from and is {best.Loss:G5} after the best epoch. Those weights may serve as they are; a lower --learning-rate may help.");
}
