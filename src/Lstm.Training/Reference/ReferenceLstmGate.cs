using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>One gate of an LSTM layer, or its candidate.</summary>
/// <param name="spec">The layer.</param>
/// <param name="tensors">Its tensors.</param>
/// <param name="block">The letter of its rows.</param>
/// <param name="activation">What its sums go through.</param>
internal sealed class ReferenceLstmGate(LstmLayerSpec spec, CellTensors tensors, char block, ActivationSpec activation)
{
    private readonly ReferenceSums sums = new(tensors, block);

    // The candidate sees no cell, so the peepholes' rows are those of the gates without it: i f o, or i o.
    private readonly double[]? peephole = spec.Peephole && block != 'g' ? tensors.Vector("peephole", spec.Blocks.Replace("g", ""), block) : null;
    private readonly ReferenceLayerNorm? norm = spec.LayerNorm ? new(tensors.Vector("norm", block), new ReferenceSums(tensors, block).Bias(), ReferenceLayerNorm.EpsilonOfGates) : null;

    /// <summary>activation(clip(W x + R h + b + p ∘ c)); with layer normalisation b comes after it.</summary>
    public double[] Of(double[] x, double[] hidden, double[] cell)
    {
        double[] sum = norm is null ? sums.Of(x, hidden) : sums.WithoutBias(x, hidden);
        if (peephole is not null)
        {
            sum = ElementWise.Add(sum, ElementWise.Multiply(peephole, cell));
        }
        return ElementWise.Activate(activation, norm is null ? sum : norm.Of(sum), spec.Clip);
    }
}
