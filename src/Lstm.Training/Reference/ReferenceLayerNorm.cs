using System;
using System.Linq;

namespace Lstm.Training.Reference;

/// <summary>
/// A gate's sums s over its units become norm ∘ (s − mean)/√(variance + 1e-8) + b: Ba, Kiros and Hinton, "Layer Normalization"
/// (2016), for each gate by itself and with the bias behind, as TensorFlow Lite's LSTM kernel does it, from where the 1e-8 is.
/// </summary>
internal sealed class ReferenceLayerNorm(double[] norm, double[] bias)
{
    private const double Epsilon = 1e-8;

    public double[] Of(double[] sums)
    {
        double mean = sums.Average();
        double variance = sums.Average(sum => (sum - mean) * (sum - mean));
        return [.. sums.Select((sum, unit) => ((sum - mean) / Math.Sqrt(variance + Epsilon) * norm[unit]) + bias[unit])];
    }
}
