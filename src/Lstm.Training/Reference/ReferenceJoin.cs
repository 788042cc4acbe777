using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>The sum, product or concatenation of several outputs at the same time step, which come in one behind the other.</summary>
/// <param name="spec">The layer.</param>
internal sealed class ReferenceJoin(JoinLayerSpec spec) : IReferenceLayer
{
    public double[][] Run(double[][] sequence) => [.. sequence.Select(Join)];

    public void Reset()
    {
        // Nothing is remembered.
    }

    private double[] Join(double[] taken)
    {
        if (spec.Kind == JoinKind.Concat)
        {
            return taken;
        }
        double[] joined = new double[taken.Length / spec.Count];
        for (int n = 0; n < joined.Length; n++)
        {
            var values = Enumerable.Range(0, spec.Count).Select(k => taken[(k * joined.Length) + n]);
            joined[n] = spec.Kind == JoinKind.Add ? values.Sum() : values.Aggregate(1.0, (product, value) => product * value);
        }
        return joined;
    }
}
