using System.Globalization;
using System.Linq;
using System.Text;
using Lstm.Specification;

namespace Lstm.Training.Engine.Losses;

/// <summary>A loss and its constants.</summary>
/// <param name="Kind">Which.</param>
/// <param name="HuberDelta">δ of <see cref="LossKind.Huber"/>.</param>
/// <param name="PreEmphasis">a of <see cref="LossKind.ErrorToSignal"/>.</param>
public sealed record LossOptions(LossKind Kind, float HuberDelta = 1f, float PreEmphasis = 0.95f)
{
    /// <summary>
    /// How much each output's targets count: of <see cref="LossKind.CrossEntropy"/> the class's, of
    /// <see cref="LossKind.BinaryCrossEntropy"/> the yes of the output (a no counts 1), of <see cref="LossKind.Heads"/> the whole value. Empty where all count 1.
    /// The mean stays one over the number of targets, so that a weight of 2 is as good as a target that is there twice.
    /// </summary>
    public EquatableArray<float> Weights { get; init; } = new([]);

    /// <summary>τ of each output of a target, above 0 and below 1, in ascending order; of <see cref="LossKind.Quantile"/> alone.</summary>
    public EquatableArray<float> Quantiles { get; init; } = new([]);

    /// <summary>γ of the focal loss, of <see cref="LossKind.CrossEntropy"/> and <see cref="LossKind.BinaryCrossEntropy"/>: the loss of a target is multiplied by (1 − p)^γ, where p is the probability of what is true. 0 for none.</summary>
    public int Focus { get; init; }

    /// <summary>The weights for so many outputs, 1 where there are none.</summary>
    internal float[] WeightsOf(int outputs) => Weights.Count > 0 ? [.. Weights] : [.. Enumerable.Repeat(1f, outputs)];

    // What a checkpoint's fingerprint is made of: without weights and focus what it was before there were any.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"Kind = {Kind}, HuberDelta = {HuberDelta}, PreEmphasis = {PreEmphasis}");
        if (Weights.Count > 0)
        {
            text.Append(", Weights = ").AppendJoin(' ', Weights.Select(weight => weight.ToString("R", CultureInfo.InvariantCulture)));
        }
        if (Quantiles.Count > 0)
        {
            text.Append(", Quantiles = ").AppendJoin(' ', Quantiles.Select(quantile => quantile.ToString("R", CultureInfo.InvariantCulture)));
        }
        if (Focus > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", Focus = {Focus}");
        }
        return true;
    }
}
