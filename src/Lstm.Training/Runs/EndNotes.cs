using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Evaluation;

namespace Lstm.Training.Runs;

/// <summary>Tells at the end of training what speaks against the result, and what to try.</summary>
internal static class EndNotes
{
    /// <summary>
    /// Adam moves a weight by about the learning rate in a step, 0.3 in so many steps at the default rate of 0.001; the weights of 10 units
    /// begin within ±0.3 (1/√10). After fewer steps a network is still near where it began.
    /// </summary>
    private const int FewSteps = 300;

    /// <summary>The last epochs, one in so many, are compared with as many before them; fewer than that are too few to compare.</summary>
    private const int Tenth = 10;

    /// <summary>If the loss fell by more than this in the last tenth of the epochs, as many epochs again would make it less by a tenth or more.</summary>
    private const double StillFalling = 0.01;

    /// <summary>Errors on other data that are twice as large: three quarters of their variance are not there in training.</summary>
    private const double FarInError = 2;

    /// <summary>One in ten more is wrong, and the difference is beyond what chance gives to a part of its size: two standard errors.</summary>
    private const double FarInAccuracy = 0.1, StandardErrors = 2;

    /// <summary>One sentence each, or two.</summary>
    /// <param name="preparation">What was learnt.</param>
    /// <param name="plan">How.</param>
    /// <param name="steps">Steps of the optimiser, those before a checkpoint included.</param>
    /// <param name="result">How training ended.</param>
    /// <param name="parts">How the network does.</param>
    public static IEnumerable<string> Of(Preparation preparation, TrainingPlan plan, int steps, TrainingResult result, IReadOnlyList<PartEvaluation> parts)
    {
        bool ended = result.Reason is StopReason.Finished or StopReason.OutOfPatience;
        if (ended && steps < FewSteps)
        {
            bool canCut = !preparation.Spec.NeedsWholeSequence && !preparation.Spec.Pools && plan.Options.Window == 0 && plan.Windows is null;
            yield return $"Training had {Counted.Of(steps, "step")} of the optimiser in all, few to learn in. More --epochs or a smaller --batch-size give more{(canCut ? "; --bptt 60 gives one every 60 time steps" : "")}.";
        }
        if (result.Reason == StopReason.Finished && Falling(result.History))
        {
            yield return preparation.Data.Validation.Count > 0
                ? "The loss was still falling when training ended: more --epochs or a higher --learning-rate may make the network better."
                : "The loss was still falling when training ended. Whether more --epochs make the network better on other data, a validation part would tell (--validation-share 0.2).";
        }
        foreach (string note in parts.Where(part => part.Part != "training").Select(part => Far(parts[0], part)).OfType<string>())
        {
            yield return note;
        }
        var below = parts.Where(part => Figure(part, "R²") < 0).ToList();
        if (below.Count > 0)
        {
            yield return $"R² is below 0 ({string.Join(", ", below.Select(part => FormattableString.Invariant($"{part.Part} {Figure(part, "R²"):G3}")))}): the mean of those targets would be a better answer than the network's. It has learned too little, or what it learned does not hold there.";
        }
    }

    /// <summary>Whether the loss that chooses the best epoch fell to the end.</summary>
    private static bool Falling(IReadOnlyList<EpochRecord> history)
    {
        int count = history.Count / Tenth;
        return count > 0 && history.TakeLast(count).Average(epoch => epoch.Loss) is var last
            && history.SkipLast(count).TakeLast(count).Average(epoch => epoch.Loss) is var before && before > 0 && last < before * (1 - StillFalling);
    }

    private static string? Far(PartEvaluation training, PartEvaluation part)
    {
        double error = Figure(part, "RMSE"), learnt = Figure(training, "RMSE");
        if (error > FarInError * learnt)
        {
            return Said(part, FormattableString.Invariant($"RMSE {error:G4} against {learnt:G4}"));
        }
        double accuracy = Figure(part, "accuracy"), usual = Figure(training, "accuracy");
        long count = part.Classes.Count > 0 ? part.Classes.Sum(figures => figures.Count) : part.TrueClassProbabilities.Count;
        bool far = usual - accuracy > Math.Max(FarInAccuracy, StandardErrors * Math.Sqrt(accuracy * (1 - accuracy) / count));
        return far ? Said(part, FormattableString.Invariant($"accuracy {accuracy:G4} against {usual:G4}")) : null;
    }

    private static string Said(PartEvaluation part, string figures) =>
        $"The {part.Part} part is far from training: {figures}. The network may overfit (more data, fewer units, --dropout or --patience help), or the part is of another kind than the training data.";

    private static double Figure(PartEvaluation part, string name) => part.Metrics.FirstOrDefault(metric => metric.Name == name)?.Value ?? double.NaN;
}
