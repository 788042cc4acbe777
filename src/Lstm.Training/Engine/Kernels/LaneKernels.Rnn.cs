using System;
using Lstm.Specification;
using Lstm.Training.Functions;

namespace Lstm.Training.Engine.Kernels;

/// <content>Plain recurrent layers.</content>
internal abstract partial class LaneKernels
{
    /// <summary>A plain recurrent layer, backwards.</summary>
    /// <param name="activation">The layer's activation.</param>
    /// <param name="sums">h_t; on return the gradient of its sum.</param>
    /// <param name="hiddenGradient">The gradient of h_t.</param>
    public abstract void RnnBackward(ActivationSpec activation, Span<float> sums, ReadOnlySpan<float> hiddenGradient);
}

/// <content>Plain recurrent layers.</content>
internal sealed partial class LaneKernels<TLanes>
{
    /// <inheritdoc/>
    public override void RnnBackward(ActivationSpec activation, Span<float> sums, ReadOnlySpan<float> hiddenGradient)
    {
        for (int at = 0; at < sums.Length; at += TLanes.Count)
        {
            Store(Load(hiddenGradient, at) * TLanes.Slope(activation, Load(sums, at)), sums, at);
        }
    }
}
