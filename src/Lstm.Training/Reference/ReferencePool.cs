using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>One result of a sequence: the last step's, the mean over all so far, or the hidden states that the recurrent layer before ends with.</summary>
/// <param name="spec">The layer.</param>
/// <param name="before">The recurrent layer before it, if that is one.</param>
internal sealed class ReferencePool(PoolLayerSpec spec, ReferenceRecurrent? before) : IReferenceLayer
{
    private int count;
    private double[] last = [];
    private double[] sum = [];

    /// <summary>The result so far; none before the first step.</summary>
    public double[][] Run(double[][] sequence)
    {
        foreach (double[] x in sequence)
        {
            sum = count++ == 0 ? x : [.. sum.Zip(x, (a, b) => a + b)];
            last = x;
        }
        return count == 0 ? [] : [Result()];
    }

    public void Reset() => count = 0;

    private double[] Result() => spec.Kind switch
    {
        PoolKind.Mean => [.. sum.Select(value => value / count)],
        PoolKind.Final => before!.End(),
        PoolKind.Last => [.. last],
        _ => throw Unhandled.Kind(spec.Kind),
    };
}
