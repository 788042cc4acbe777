using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Evaluation;

/// <summary>Figures of how well answers put what is before what is not, whatever the threshold.</summary>
internal static class Ranking
{
    /// <summary>
    /// The area under the receiver operating characteristic, by ranks (Mann and Whitney 1947; Hanley and McNeil 1982): what ties
    /// counts half. NaN where there is only one kind.
    /// </summary>
    public static double Area(IReadOnlyList<(float Truth, float Answer)> pairs)
    {
        double positives = 0, rankSum = 0, below = 0;
        foreach (var tied in pairs.GroupBy(pair => pair.Answer).OrderBy(group => group.Key))
        {
            int size = tied.Count(), positive = tied.Count(pair => pair.Truth >= 0.5f);
            rankSum += positive * (below + ((size + 1) / 2.0));
            below += size;
            positives += positive;
        }
        double negatives = below - positives;
        return (rankSum - (positives * (positives + 1) / 2)) / (positives * negatives);
    }

    /// <summary>
    /// The average precision, Σ (R_n − R_{n−1}) P_n over falling thresholds: the area under precision over recall, not interpolated.
    /// What ties is above a threshold together. NaN where nothing is.
    /// </summary>
    /// <param name="answers">What was answered; put into order.</param>
    /// <param name="truths">What is; put into the same order.</param>
    public static double AveragePrecision(float[] answers, bool[] truths)
    {
        Array.Sort(answers, truths);
        double positives = truths.Count(truth => truth), found = 0, sum = 0;
        for (int last = answers.Length - 1; last >= 0;)
        {
            int before = 0, first = last;
            for (; first >= 0 && answers[first].Equals(answers[last]); first--)
            {
                before += truths[first] ? 1 : 0;
            }
            found += before;
            sum += before * (found / (answers.Length - 1 - first));
            last = first;
        }
        return sum / positives;
    }
}
