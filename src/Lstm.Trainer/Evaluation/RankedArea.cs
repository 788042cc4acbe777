using System.Collections.Generic;
using System.Linq;

namespace Lstm.Trainer.Evaluation;

/// <summary>
/// The area under the receiver operating characteristic, by ranks (Mann and Whitney 1947; Hanley and McNeil 1982): what ties
/// counts half.
/// </summary>
internal static class RankedArea
{
    /// <summary>The area; NaN where there is only one kind.</summary>
    public static double Of(IReadOnlyList<(float Truth, float Answer)> pairs)
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
}
