using System;

namespace Lstm.Training.Evaluation;

/// <summary>Figures of how well answers put what is before what is not, whatever the threshold.</summary>
internal static class Ranking
{
    /// <summary>
    /// The area under the receiver operating characteristic, by ranks (Mann and Whitney 1947; Hanley and McNeil 1982): what ties
    /// counts half. NaN where there is only one kind.
    /// </summary>
    /// <param name="answers">What was answered, in ascending order.</param>
    /// <param name="truths">What is, in the same order.</param>
    public static double Area(ReadOnlySpan<float> answers, ReadOnlySpan<bool> truths)
    {
        double positives = 0, rankSum = 0;
        for (int first = 0, next; first < answers.Length; first = next)
        {
            int positive = 0;
            for (next = first; next < answers.Length && answers[next].Equals(answers[first]); next++)
            {
                positive += truths[next] ? 1 : 0;
            }
            rankSum += positive * (first + ((next - first + 1) / 2.0));
            positives += positive;
        }
        double negatives = answers.Length - positives;
        return (rankSum - (positives * (positives + 1) / 2)) / (positives * negatives);
    }

    /// <summary>
    /// The average precision, Σ (R_n − R_{n−1}) P_n over falling thresholds: the area under precision over recall, not interpolated.
    /// What ties is above a threshold together. NaN where nothing is.
    /// </summary>
    /// <param name="answers">What was answered, in ascending order.</param>
    /// <param name="truths">What is, in the same order.</param>
    public static double AveragePrecision(ReadOnlySpan<float> answers, ReadOnlySpan<bool> truths)
    {
        double positives = truths.Count(true), found = 0, sum = 0;
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
