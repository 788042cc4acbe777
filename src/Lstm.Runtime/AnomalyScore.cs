using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Lstm.Embedded;

/// <summary>
/// The score of an anomaly, for generated code (layer <c>"anomaly"</c>, docs/decisions 43 and 51): how far a sample is from its forecast or reconstruction, in
/// robust deviations of the errors that the network made when its scale was fitted. One value at a time, so all bodies give the same bits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AnomalyScore
{
    /// <summary>Scores a sample by the forecast of the step before, and keeps the forecast of the next one.</summary>
    /// <param name="scale">The medians, the deviations, each padded to 16 floats, then smoothing and limit.</param>
    /// <param name="memory">The last forecast, padded to 16 floats, then the smoothed score and 1 where there is a forecast.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="forecast">What the network expects of the next one.</param>
    /// <param name="count">Values that are forecast: the sample's first ones.</param>
    /// <returns>The smoothed score; 0 at a stream's first step.</returns>
    public static float Next(ref float scale, ref float memory, ref float sample, ref float forecast, nint count)
    {
        nint padded = Padded(count);
        ref float smoothed = ref Unsafe.Add(ref memory, padded);
        ref float begun = ref Unsafe.Add(ref memory, padded + 1);
        if (begun != 0)
        {
            Of(ref scale, ref smoothed, ref sample, ref memory, count);
        }
        begun = 1;
        for (nint j = 0; j < count; j++)
        {
            Unsafe.Add(ref memory, j) = Unsafe.Add(ref forecast, j);
        }
        return smoothed;
    }

    /// <summary>Scores a sample by what stands for it.</summary>
    /// <param name="scale">The medians, the deviations, each padded to 16 floats, then smoothing and limit.</param>
    /// <param name="smoothed">The smoothed score; advanced.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="expected">What its first values should be.</param>
    /// <param name="count">How many.</param>
    /// <returns>The smoothed score.</returns>
    public static float Of(ref float scale, ref float smoothed, ref float sample, ref float expected, nint count)
    {
        nint padded = Padded(count);
        float score = 0;
        for (nint j = 0; j < count; j++)
        {
            float error = Unsafe.Add(ref sample, j) - Unsafe.Add(ref expected, j) - Unsafe.Add(ref scale, j);
            score = MathF.Max(score, MathF.Abs(error) / Unsafe.Add(ref scale, padded + j)); // NaN stays
        }
        score = MathF.Min(score, Unsafe.Add(ref scale, (2 * padded) + 1));
        float smoothing = Unsafe.Add(ref scale, 2 * padded);
        smoothed = Exponential.FlushTiny((smoothing * score) + ((1 - smoothing) * smoothed)); // with smoothing 1 the score itself
        return smoothed;
    }

    private static nint Padded(nint count) => (count + 15) & ~15;
}
