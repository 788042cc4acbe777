using System;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Optimizers;

namespace Lstm.Training.Engine;

/// <summary>What the command line calls the choices of training.</summary>
internal static class OptionWords
{
    /// <summary>A loss as --loss has it.</summary>
    public static string Of(LossKind loss) => loss switch
    {
        LossKind.MeanSquared => "mse",
        LossKind.MeanAbsolute => "mae",
        LossKind.Huber => "huber",
        LossKind.CrossEntropy => "cross-entropy",
        LossKind.BinaryCrossEntropy => "bce",
        LossKind.ErrorToSignal => "esr",
        LossKind.Quantile => "quantile",
        LossKind.Heads => "heads",
        _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "There is no such loss."),
    };

    /// <summary>An optimiser as --optimizer has it.</summary>
    public static string Of(OptimizerKind optimizer) => optimizer switch
    {
        OptimizerKind.Adam => "adam",
        OptimizerKind.AdamW => "adamw",
        OptimizerKind.Sgd => "sgd",
        OptimizerKind.RmsProp => "rmsprop",
        _ => throw new ArgumentOutOfRangeException(nameof(optimizer), optimizer, "There is no such optimiser."),
    };

    /// <summary>A schedule as --schedule has it.</summary>
    public static string Of(LearningRateSchedule schedule) => schedule switch
    {
        ConstantSchedule => "constant",
        CosineSchedule cosine => FormattableString.Invariant($"cosine:{cosine.Final}"),
        StepSchedule step => FormattableString.Invariant($"step:{step.Every}:{step.Decay}"),
        PlateauSchedule plateau => FormattableString.Invariant($"plateau:{plateau.Patience}:{plateau.Decay}"),
        _ => schedule.ToString(), // of somebody who calls the trainer from code
    };
}
