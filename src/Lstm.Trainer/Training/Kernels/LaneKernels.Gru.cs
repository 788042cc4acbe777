using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lstm.Specification;

namespace Lstm.Trainer.Training;

/// <content>Gated recurrent units and plain ones. The equations are those of <see cref="GruLayerSpec"/>.</content>
internal sealed partial class LaneKernels<TLanes>
{
    /// <inheritdoc/>
    public override void Add(Span<float> values, ReadOnlySpan<float> added)
    {
        for (int at = 0; at < values.Length; at += TLanes.Count)
        {
            Store(TLanes.FlushTiny(Load(values, at) + Load(added, at)), values, at);
        }
    }

    /// <inheritdoc/>
    public override void RnnBackward(ActivationSpec activation, Span<float> sums, ReadOnlySpan<float> hiddenGradient)
    {
        for (int at = 0; at < sums.Length; at += TLanes.Count)
        {
            Store(Load(hiddenGradient, at) * TLanes.Slope(activation, Load(sums, at)), sums, at);
        }
    }

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Load(ReadOnlySpan<float> values, int at) => TLanes.Load(ref MemoryMarshal.GetReference(values.Slice(at, TLanes.Count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TLanes vector, Span<float> values, int at) => vector.Store(ref MemoryMarshal.GetReference(values.Slice(at, TLanes.Count)));
}
