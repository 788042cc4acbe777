using System;
using Lstm.Specification;

namespace Lstm.Training.Engine.Kernels;

/// <content>The cells beside the plain LSTM's. Spans hold a value of each lane for each unit; gates stand one behind the other.</content>
internal abstract partial class LaneKernels
{
    /// <summary>values += added.</summary>
    public abstract void Add(Span<float> values, ReadOnlySpan<float> added);

    /// <summary>As <see cref="CellForward"/> with f = 1 − i: gates i, g, o and peepholes p_i, p_o.</summary>
    public abstract void CoupledForward(
        LstmActivations activations, ReadOnlySpan<float> peepholes, Span<float> gates, ReadOnlySpan<float> before, Span<float> cell, Span<float> squashed, Span<float> hidden);

    /// <summary>As <see cref="CellBackward"/> with f = 1 − i: gates i, g, o and peepholes p_i, p_o.</summary>
    public abstract void CoupledBackward(
        LstmActivations activations, ReadOnlySpan<float> peepholes, Span<float> gates, ReadOnlySpan<float> before, ReadOnlySpan<float> cell, ReadOnlySpan<float> squashed,
        ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> hiddenGradient, Span<float> cellGradient, Span<float> peepholeGradient);

    /// <summary>A plain recurrent layer, backwards.</summary>
    /// <param name="activation">The layer's activation.</param>
    /// <param name="sums">h_t; on return the gradient of its sum.</param>
    /// <param name="hiddenGradient">The gradient of h_t.</param>
    public abstract void RnnBackward(ActivationKind activation, Span<float> sums, ReadOnlySpan<float> hiddenGradient);

    /// <summary>A GRU that resets after the product: h_t = n + z∘(h_{t-1} − n), n = φ(gates_n + r∘hiddenSums_n).</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">W x + b of r, z, n; on return r, z, n.</param>
    /// <param name="hiddenSums">R h + b' of r, z, n.</param>
    /// <param name="before">h_{t-1}.</param>
    /// <param name="hidden">Where h_t goes.</param>
    public abstract void GruForward(GruActivations activations, Span<float> gates, ReadOnlySpan<float> hiddenSums, ReadOnlySpan<float> before, Span<float> hidden);

    /// <summary>The way back.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">r, z, n; on return the gradients of W x + b.</param>
    /// <param name="hiddenSums">R h + b'; on return their gradients.</param>
    /// <param name="before">h_{t-1}.</param>
    /// <param name="hiddenGradient">The gradient of h_t; on return that of h_{t-1}, without what goes through the sums.</param>
    public abstract void GruBackward(GruActivations activations, Span<float> gates, Span<float> hiddenSums, ReadOnlySpan<float> before, Span<float> hiddenGradient);

    /// <summary>The gates of a GRU that resets before the product.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">W x + b of r, z; on return r, z.</param>
    /// <param name="hiddenSums">R h of r, z.</param>
    /// <param name="before">h_{t-1}.</param>
    /// <param name="reset">Where r∘h_{t-1} goes.</param>
    public abstract void GruReset(GruActivations activations, Span<float> gates, ReadOnlySpan<float> hiddenSums, ReadOnlySpan<float> before, Span<float> reset);

    /// <summary>The candidate and the hidden state of a GRU that resets before the product.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">r, z, W x + b of n; on return r, z, n.</param>
    /// <param name="resetSums">R (r∘h).</param>
    /// <param name="before">h_{t-1}.</param>
    /// <param name="hidden">Where h_t goes.</param>
    public abstract void GruCandidate(GruActivations activations, Span<float> gates, ReadOnlySpan<float> resetSums, ReadOnlySpan<float> before, Span<float> hidden);

    /// <summary>The way back to the sums of z and n.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">r, z, n; on return r and the gradients of the sums of z and n.</param>
    /// <param name="before">h_{t-1}.</param>
    /// <param name="hiddenGradient">The gradient of h_t; on return what of it goes to h_{t-1} directly.</param>
    public abstract void GruCandidateBackward(GruActivations activations, Span<float> gates, ReadOnlySpan<float> before, Span<float> hiddenGradient);

    /// <summary>The way back to the sum of r.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">r, and what stands behind it; on return the gradient of r's sum.</param>
    /// <param name="before">h_{t-1}.</param>
    /// <param name="resetGradient">The gradient of r∘h_{t-1}.</param>
    /// <param name="hiddenGradient">What goes through the reset gate to h_{t-1} is added.</param>
    public abstract void GruResetBackward(GruActivations activations, Span<float> gates, ReadOnlySpan<float> before, ReadOnlySpan<float> resetGradient, Span<float> hiddenGradient);

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

    /// <summary>The way back from h_t.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">i, f, N, V; on return with the gradient of V's sum for V.</param>
    /// <param name="use">U; on return the gradient of its sum.</param>
    /// <param name="hiddenGradient">The gradient of h_t.</param>
    public abstract void StmBackward(LtmStmActivations activations, Span<float> gates, Span<float> use, ReadOnlySpan<float> hiddenGradient);

    /// <summary>The way back from c_t.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">i, f, N and the gradient of V's sum; on return the gradients of all sums.</param>
    /// <param name="before">c_{t-1}.</param>
    /// <param name="keptGradient">The gradient of c_{t-1}∘f that comes from U.</param>
    /// <param name="cellGradient">The gradient of c_t; on return that of c_{t-1}.</param>
    public abstract void LtmBackward(LtmStmActivations activations, Span<float> gates, ReadOnlySpan<float> before, ReadOnlySpan<float> keptGradient, Span<float> cellGradient);
}
