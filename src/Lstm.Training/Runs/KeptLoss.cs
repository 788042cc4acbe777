using System;

namespace Lstm.Training.Runs;

/// <summary>What fine-tuning made of the loss on data that the network knew before.</summary>
/// <param name="Data">The data's path.</param>
/// <param name="Part">The part it was measured on: "test", "validation" or, where it is all training data, "training".</param>
/// <param name="Before">The loss of the weights that training started from.</param>
/// <param name="After">The loss of those that it ended with.</param>
public sealed record KeptLoss(string Data, string Part, double Before, double After)
{
    /// <summary>By how much it rose, as a share of what it was; below 0 if it fell.</summary>
    public double Rise => (After - Before) / Before;

    /// <summary>Both figures in a few words.</summary>
    internal string Figures => FormattableString.Invariant($"loss {Before:G5} before, {After:G5} after ({100 * Rise:+0.##;-0.##;0} %)");

    /// <summary>Refuses a loss that rose too far.</summary>
    /// <exception cref="RunException">It did.</exception>
    internal void Require(double? most)
    {
        if (most is { } share && !(After <= Before * (1 + share)))
        {
            throw new RunException(FormattableString.Invariant($"--max-loss {share}: on {Data} ({Part} part) the {Figures}, more than {100 * share:0.##} % above what it was; no weights were written. A lower --learning-rate, fewer --epochs, --freeze or more of the old data in --keep-data keep more of what was learned."));
        }
    }
}
