using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>y = x + the first values of an earlier layer's output at the same time step (He et al., "Deep Residual Learning", CVPR 2016).</summary>
/// <param name="spec">The layer.</param>
/// <param name="passed">The sequence, then what each layer so far has made of it; the network fills it as it goes.</param>
internal sealed class ReferenceResidual(ResidualLayerSpec spec, IReadOnlyList<double[][]> passed) : IReferenceLayer
{
    public double[][] Run(double[][] sequence)
    {
        double[][] earlier = passed[spec.From + 1];
        return [.. sequence.Select((x, t) => x.Select((value, n) => value + earlier[t][n]).ToArray())];
    }

    public void Reset()
    {
        // Nothing is remembered.
    }
}
