using System;
using System.Linq;

namespace Lstm.Training.Reference;

/// <summary>
/// Values s become norm ∘ (s − mean)/√(variance + ε) + b: Ba, Kiros and Hinton, "Layer Normalization" (2016). A gate's sums over its units are
/// normalised by themselves and the bias stands behind, as TensorFlow Lite's LSTM kernel does it, whose ε is 1e-8.
/// </summary>
internal sealed class ReferenceLayerNorm(double[] norm, double[] bias, double epsilon)
{
    public const double EpsilonOfGates = 1e-8;

    public double[] Of(double[] sums)
    {
        double mean = sums.Average();
        double variance = sums.Average(sum => (sum - mean) * (sum - mean));
        return [.. sums.Select((sum, unit) => ((sum - mean) / Math.Sqrt(variance + epsilon) * norm[unit]) + bias[unit])];
    }
}
