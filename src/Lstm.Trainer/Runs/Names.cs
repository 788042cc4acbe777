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
}
