using System;
using Lstm.Embedded;

namespace Lstm.Training.Evaluation;

/// <summary>What answers mean at a network's operating points.</summary>
internal static class Decision
{
    /// <summary>Whether an output's probability means yes.</summary>
    public static bool IsYes(OutputThresholds thresholds, int output, float answer) => answer >= thresholds[output];

    /// <summary>
    /// The class: of those for which a threshold was chosen and reached the most probable one; if there is none, the most probable of the others, so
    /// that a class below its threshold is not the answer. Of equals the first.
    /// </summary>
    public static int Class(OutputThresholds thresholds, ReadOnlySpan<float> answers)
    {
        int best = -1;
        bool reached = false;
        for (int i = 0; i < answers.Length; i++)
        {
            bool chosen = thresholds.IsChosen(i), counts = chosen ? answers[i] >= thresholds[i] : !reached;
            if (counts && (best < 0 || (chosen && !reached) || answers[i] > answers[best]))
            {
                (best, reached) = (i, reached || chosen);
            }
        }
        return best >= 0 ? best : ClassScores.IndexOfLargest(answers); // all have thresholds, and none is reached
    }
}
