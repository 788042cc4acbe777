using System;
using Lstm.Specification;
using Lstm.Trainer.Training;

namespace Lstm.Trainer.Runs;

/// <summary>What options and reports call things.</summary>
internal static class Names
{
    /// <summary>A loss in words.</summary>
    public static string Of(LossOptions loss) => loss.Kind switch
    {
        LossKind.MeanSquared => "mean squared error",
        LossKind.MeanAbsolute => "mean absolute error",
        LossKind.Huber => $"Huber loss (delta {loss.HuberDelta})",
        LossKind.CrossEntropy => "cross-entropy",
        LossKind.BinaryCrossEntropy => "binary cross-entropy",
        _ => $"error-to-signal ratio (pre-emphasis {loss.PreEmphasis})",
    };

    /// <summary>A column's or class's name as it stands among others: in quotes where it could be taken for several, or for none.</summary>
    public static string InList(string name) => name.Length == 0 || name.Trim() != name || name.Contains(',', StringComparison.Ordinal) ? Wording.Quote(name) : name;
}
