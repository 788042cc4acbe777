using System;
using Lstm.Specification;
using Lstm.Training.Functions;

namespace Lstm.Training.Engine.Kernels;

/// <content>Gated recurrent units. The equations are those of <see cref="GruLayerSpec"/>.</content>
internal abstract partial class LaneKernels
{
    /// <summary>A GRU that resets after the product: h_t = n + z∘(h_{t-1} − n), n = φ(gates_n + r∘hiddenSums_n).</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">W x + b of r, z, n; on return r, z, n.</param>
    /// <param name="hiddenSums">R_n h + b_m of r, z, n.</param>
    /// <param name="before">h_{t-1}.</param>
    /// <param name="hidden">Where h_t goes.</param>
    public abstract void GruForward(GruActivations activations, Span<float> gates, ReadOnlySpan<float> hiddenSums, ReadOnlySpan<float> before, Span<float> hidden);

    /// <summary>The backward pass.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">r, z, n; on return the gradients of W x + b.</param>
    /// <param name="hiddenSums">R_n h + b_m; on return their gradients.</param>
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

    /// <summary>The backward pass to the sums of z and n.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">r, z, n; on return r and the gradients of the sums of z and n.</param>
    /// <param name="before">h_{t-1}.</param>
    /// <param name="hiddenGradient">The gradient of h_t; on return what of it goes to h_{t-1} directly.</param>
    public abstract void GruCandidateBackward(GruActivations activations, Span<float> gates, ReadOnlySpan<float> before, Span<float> hiddenGradient);

    /// <summary>The backward pass to the sum of r.</summary>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gates">r, and what stands behind it; on return the gradient of r's sum.</param>
    /// <param name="before">h_{t-1}.</param>
    /// <param name="resetGradient">The gradient of r∘h_{t-1}.</param>
    /// <param name="hiddenGradient">What goes through the reset gate to h_{t-1} is added.</param>
    public abstract void GruResetBackward(GruActivations activations, Span<float> gates, ReadOnlySpan<float> before, ReadOnlySpan<float> resetGradient, Span<float> hiddenGradient);
}

/// <content>Gated recurrent units. The equations are those of <see cref="GruLayerSpec"/>.</content>
internal sealed partial class LaneKernels<TLanes>
{
    /// <inheritdoc/>
    public override void GruForward(GruActivations activations, Span<float> gates, ReadOnlySpan<float> hiddenSums, ReadOnlySpan<float> before, Span<float> hidden)
    {
        int size = hidden.Length;
        Span<float> reset = gates[..size], update = gates.Slice(size, size), candidate = gates.Slice(2 * size, size);
        var candidateSums = hiddenSums.Slice(2 * size, size);
        for (int at = 0; at < size; at += TLanes.Count)
        {
            var r = TLanes.Activate(activations.ResetGate, Load(reset, at) + Load(hiddenSums, at));
            var z = TLanes.Activate(activations.UpdateGate, Load(update, at) + Load(hiddenSums, size + at));
            var n = TLanes.Activate(activations.Candidate, TLanes.MultiplyAdd(r, Load(candidateSums, at), Load(candidate, at)));
            Store(r, reset, at);
            Store(z, update, at);
            Store(n, candidate, at);
            Store(TLanes.FlushTiny(TLanes.MultiplyAdd(z, Load(before, at) - n, n)), hidden, at);
        }
    }

    /// <inheritdoc/>
    public override void GruBackward(GruActivations activations, Span<float> gates, Span<float> hiddenSums, ReadOnlySpan<float> before, Span<float> hiddenGradient)
    {
        int size = before.Length;
        GruCandidateBackward(activations, gates, before, hiddenGradient);
        Span<float> reset = gates[..size], update = gates.Slice(size, size), candidate = gates.Slice(2 * size, size), candidateSums = hiddenSums.Slice(2 * size, size);
        for (int at = 0; at < size; at += TLanes.Count)
        {
            TLanes r = Load(reset, at), dzn = Load(candidate, at);
            var dzr = dzn * Load(candidateSums, at) * TLanes.Slope(activations.ResetGate, r);
            Store(dzr, reset, at);
            Store(dzr, hiddenSums, at);
            Store(Load(update, at), hiddenSums, size + at);
            Store(dzn * r, candidateSums, at);
        }
    }

    /// <inheritdoc/>
    public override void GruReset(GruActivations activations, Span<float> gates, ReadOnlySpan<float> hiddenSums, ReadOnlySpan<float> before, Span<float> reset)
    {
        int size = reset.Length;
        for (int at = 0; at < size; at += TLanes.Count)
        {
            var r = TLanes.Activate(activations.ResetGate, Load(gates, at) + Load(hiddenSums, at));
            Store(r, gates, at);
            Store(TLanes.Activate(activations.UpdateGate, Load(gates, size + at) + Load(hiddenSums, size + at)), gates, size + at);
            Store(TLanes.FlushTiny(r * Load(before, at)), reset, at);
        }
    }

    /// <inheritdoc/>
    public override void GruCandidate(GruActivations activations, Span<float> gates, ReadOnlySpan<float> resetSums, ReadOnlySpan<float> before, Span<float> hidden)
    {
        int size = hidden.Length;
        Span<float> update = gates.Slice(size, size), candidate = gates.Slice(2 * size, size);
        for (int at = 0; at < size; at += TLanes.Count)
        {
            var n = TLanes.Activate(activations.Candidate, Load(candidate, at) + Load(resetSums, at));
            Store(n, candidate, at);
            Store(TLanes.FlushTiny(TLanes.MultiplyAdd(Load(update, at), Load(before, at) - n, n)), hidden, at);
        }
    }

    /// <inheritdoc/>
    public override void GruCandidateBackward(GruActivations activations, Span<float> gates, ReadOnlySpan<float> before, Span<float> hiddenGradient)
    {
        int size = before.Length;
        Span<float> update = gates.Slice(size, size), candidate = gates.Slice(2 * size, size);
        for (int at = 0; at < size; at += TLanes.Count)
        {
            TLanes z = Load(update, at), n = Load(candidate, at), dh = Load(hiddenGradient, at);
            Store(dh * (Load(before, at) - n) * TLanes.Slope(activations.UpdateGate, z), update, at);
            Store(dh * (TLanes.Broadcast(1f) - z) * TLanes.Slope(activations.Candidate, n), candidate, at);
            Store(dh * z, hiddenGradient, at);
        }
    }

    /// <inheritdoc/>
    public override void GruResetBackward(GruActivations activations, Span<float> gates, ReadOnlySpan<float> before, ReadOnlySpan<float> resetGradient, Span<float> hiddenGradient)
    {
        for (int at = 0; at < before.Length; at += TLanes.Count)
        {
            TLanes r = Load(gates, at), dReset = Load(resetGradient, at);
            Store(dReset * Load(before, at) * TLanes.Slope(activations.ResetGate, r), gates, at);
            Store(TLanes.MultiplyAdd(dReset, r, Load(hiddenGradient, at)), hiddenGradient, at);
        }
    }
}
