using System;
using System.Collections.Generic;

namespace Lstm.Training.Search;

/// <summary>How many trials continue, and how far.</summary>
/// <param name="Trials">The best of those before.</param>
/// <param name="Epochs">How many epochs each is trained in all.</param>
internal sealed record Rung(int Trials, int Epochs);

/// <summary>Plans successive halving.</summary>
internal static class Rungs
{
    /// <summary>
    /// Jamieson and Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization" (2016), with the budgets of a
    /// bracket of Li et al., "Hyperband" (2018): of n trials ⌊n η^−i⌋ reach rung i and are trained R η^(i−s) epochs. s is as large as the
    /// trials allow, and epochs: the first rung has at least one.
    /// </summary>
    /// <param name="trials">n.</param>
    /// <param name="epochs">R.</param>
    /// <param name="factor">η; null for one rung with all trials and all epochs.</param>
    public static IReadOnlyList<Rung> Of(int trials, int epochs, int? factor)
    {
        if (factor is not { } ratio)
        {
            return [new Rung(trials, epochs)];
        }
        int last = 0;
        for (long product = ratio; product <= Math.Min(trials, epochs); product *= ratio)
        {
            last++;
        }
        var rungs = new List<Rung>();
        long kept = 1, share = (long)Math.Pow(ratio, last);
        for (int rung = 0; rung <= last; rung++, kept *= ratio, share /= ratio)
        {
            rungs.Add(new Rung((int)(trials / kept), Math.Max(1, (int)Math.Round((double)epochs / share, MidpointRounding.AwayFromZero))));
        }
        return rungs;
    }
}
