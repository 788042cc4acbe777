using System;

namespace Lstm.Learning;

/// <summary>Whether a network knows what may come next.</summary>
internal static class LegalSuccessors
{
    /// <summary>Whether every legal output is above every other.</summary>
    /// <param name="outputs">What the network gives each token.</param>
    /// <param name="legal">A bit for each token that may come next.</param>
    public static bool AreMostActive(ReadOnlySpan<float> outputs, int legal)
    {
        float least = float.PositiveInfinity, most = float.NegativeInfinity;
        for (int token = 0; token < outputs.Length; token++)
        {
            if ((legal >> token & 1) != 0)
            {
                least = MathF.Min(least, outputs[token]);
            }
            else
            {
                most = MathF.Max(most, outputs[token]);
            }
        }
        return least > most; // false for NaN
    }
}
