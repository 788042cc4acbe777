using System;

namespace Lstm.Embedded;

/// <content>
/// <b>Formula</b>: e^z over the sum of e^z, E = 2^(t/8) of t = 8·log2(e)·z less the largest. <b>Range</b>: what is 27.7 below the largest, or
/// more, counts as 2^−40 of it; NaN or +∞ in one makes all NaN. One scalar code for all bodies.
/// </content>
public static partial class Exponential
{
    /// <summary>Softmax in place: e^z over the sum of e^z, for values that hold 8·log2(e)·z.</summary>
    /// <param name="values">The scaled pre-activations; on return their softmax. The sum runs from the first to the last.</param>
    public static void Softmax(Span<float> values)
    {
        float largest = values[0];
        foreach (float value in values)
        {
            largest = value > largest ? value : largest;
        }

        float sum = 0f;
        foreach (ref float value in values)
        {
            value = Exp(value - largest);
            sum += value;
        }

        foreach (ref float value in values)
        {
            value /= sum;
        }
    }
}
