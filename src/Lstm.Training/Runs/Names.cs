using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;

namespace Lstm.Training.Runs;

/// <summary>What options and reports call things.</summary>
internal static class Names
{
    /// <summary>A loss in words.</summary>
    public static string Of(LossOptions loss) => (loss.Weights.Count > 0 ? "weighted " : "") + (loss.Focus > 0 ? $"focal (gamma {loss.Focus}) " : "") + loss.Kind switch
    {
        LossKind.MeanSquared => "mean squared error",
        LossKind.MeanAbsolute => "mean absolute error",
        LossKind.Huber => $"Huber loss (delta {loss.HuberDelta})",
        LossKind.CrossEntropy => "cross-entropy",
        LossKind.BinaryCrossEntropy => "binary cross-entropy",
        _ => $"error-to-signal ratio (pre-emphasis {loss.PreEmphasis})",
    };

    /// <summary>A scaling as its option has it.</summary>
    public static string Of(Scaling scaling) => scaling switch
    {
        Scaling.None => "none",
        Scaling.MeanAndDeviation => "standard",
        Scaling.MinMax => "minmax",
        Scaling.Robust => "robust",
        _ => throw new ArgumentOutOfRangeException(nameof(scaling), scaling, "There is no such scaling."),
    };

    /// <summary>A policy for missing values as its option has it.</summary>
    public static string Of(MissingValues missing) => missing switch
    {
        MissingValues.Error => "error",
        MissingValues.HoldLast => "hold",
        MissingValues.Linear => "linear",
        MissingValues.DropRow => "drop",
        MissingValues.Mask => "mask",
        _ => throw new ArgumentOutOfRangeException(nameof(missing), missing, "There is no such policy."),
    };

    /// <summary>What each output's targets count in the loss; null where all count the same.</summary>
    public static string? Weights(Preparation preparation)
    {
        const int Most = 20;
        var weights = preparation.Loss.Weights;
        return weights.Count == 0 ? null
            : string.Join(", ", preparation.Outputs.Zip(weights, (name, weight) => FormattableString.Invariant($"{InList(name)} {weight:G4}")).Take(Most)) + (weights.Count > Most ? ", …" : "");
    }

    /// <summary>A column's or class's name as it stands among others: in quotes where it could be taken for several, or for none.</summary>
    public static string InList(string name) => name.Length == 0 || name.Trim() != name || name.Contains(',', StringComparison.Ordinal) ? Wording.Quote(name) : name;
}
