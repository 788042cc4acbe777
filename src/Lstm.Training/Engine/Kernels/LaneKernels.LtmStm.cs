using System;
using Lstm.Specification;
using Lstm.Training.Functions;

namespace Lstm.Training.Engine.Kernels;

/// <content>The LTM/STM cell. The equations are those of <see cref="LtmStmLayerSpec"/>.</content>
internal abstract partial class LaneKernels
{
    /// <summary>The long-term memory of an LTM/STM cell: c_t = c_{t-1}∘f + N∘i.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">The sums of i, f, N, V; on return what the activations make of them.</param>
    /// <param name="before">c_{t-1}.</param>
    /// <param name="kept">Where c_{t-1}∘f goes.</param>
    /// <param name="cell">Where c_t goes.</param>
    public abstract void LtmForward(LtmStmActivations activations, Span<float> gates, ReadOnlySpan<float> before, Span<float> kept, Span<float> cell);

    /// <summary>The short-term memory: h_t = U∘V.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">i, f, N, V.</param>
    /// <param name="use">The sum of U; on return U.</param>
    /// <param name="hidden">Where h_t goes.</param>
    public abstract void StmForward(LtmStmActivations activations, ReadOnlySpan<float> gates, Span<float> use, Span<float> hidden);

    /// <summary>The backward pass from h_t.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">i, f, N, V; on return with the gradient of V's sum for V.</param>
    /// <param name="use">U; on return the gradient of its sum.</param>
    /// <param name="hiddenGradient">The gradient of h_t.</param>
    public abstract void StmBackward(LtmStmActivations activations, Span<float> gates, Span<float> use, ReadOnlySpan<float> hiddenGradient);

    /// <summary>The backward pass from c_t.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">i, f, N and the gradient of V's sum; on return the gradients of all sums.</param>
    /// <param name="before">c_{t-1}.</param>
    /// <param name="keptGradient">The gradient of c_{t-1}∘f that comes from U.</param>
    /// <param name="cellGradient">The gradient of c_t; on return that of c_{t-1}.</param>
    public abstract void LtmBackward(LtmStmActivations activations, Span<float> gates, ReadOnlySpan<float> before, ReadOnlySpan<float> keptGradient, Span<float> cellGradient);
}

/// <content>The LTM/STM cell. The equations are those of <see cref="LtmStmLayerSpec"/>.</content>
internal sealed partial class LaneKernels<TLanes>
{
    /// <inheritdoc/>
    public override void LtmForward(LtmStmActivations activations, Span<float> gates, ReadOnlySpan<float> before, Span<float> kept, Span<float> cell)
    {
        int size = cell.Length;
        for (int at = 0; at < size; at += TLanes.Count)
        {
            var i = TLanes.Activate(activations.LearnGate, Load(gates, at));
            var f = TLanes.Activate(activations.ForgetGate, Load(gates, size + at));
            var n = TLanes.Activate(activations.Candidate, Load(gates, (2 * size) + at));
            Store(i, gates, at);
            Store(f, gates, size + at);
            Store(n, gates, (2 * size) + at);
            Store(TLanes.Activate(activations.Output, Load(gates, (3 * size) + at)), gates, (3 * size) + at);
            var remembered = TLanes.FlushTiny(Load(before, at) * f);
            Store(remembered, kept, at);
            Store(TLanes.FlushTiny(TLanes.MultiplyAdd(n, i, remembered)), cell, at);
        }
    }

    /// <inheritdoc/>
    public override void StmForward(LtmStmActivations activations, ReadOnlySpan<float> gates, Span<float> use, Span<float> hidden)
    {
        int size = hidden.Length;
        for (int at = 0; at < size; at += TLanes.Count)
        {
            var u = TLanes.Activate(activations.UseGate, Load(use, at));
            Store(u, use, at);
            Store(TLanes.FlushTiny(u * Load(gates, (3 * size) + at)), hidden, at);
        }
    }

    /// <inheritdoc/>
    public override void StmBackward(LtmStmActivations activations, Span<float> gates, Span<float> use, ReadOnlySpan<float> hiddenGradient)
    {
        int size = use.Length;
        for (int at = 0; at < size; at += TLanes.Count)
        {
            TLanes u = Load(use, at), v = Load(gates, (3 * size) + at), dh = Load(hiddenGradient, at);
            Store(dh * v * TLanes.Slope(activations.UseGate, u), use, at);
            Store(dh * u * TLanes.Slope(activations.Output, v), gates, (3 * size) + at);
        }
    }

    /// <inheritdoc/>
    public override void LtmBackward(LtmStmActivations activations, Span<float> gates, ReadOnlySpan<float> before, ReadOnlySpan<float> keptGradient, Span<float> cellGradient)
    {
        int size = before.Length;
        for (int at = 0; at < size; at += TLanes.Count)
        {
            TLanes i = Load(gates, at), f = Load(gates, size + at), n = Load(gates, (2 * size) + at);
            var dc = TLanes.FlushTiny(Load(cellGradient, at));
            var dKept = TLanes.FlushTiny(dc + Load(keptGradient, at));
            Store(dc * n * TLanes.Slope(activations.LearnGate, i), gates, at);
            Store(dKept * Load(before, at) * TLanes.Slope(activations.ForgetGate, f), gates, size + at);
            Store(dc * i * TLanes.Slope(activations.Candidate, n), gates, (2 * size) + at);
            Store(dKept * f, cellGradient, at);
        }
    }
}
