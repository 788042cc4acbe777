using System;
using Lstm.Specification;
using Lstm.Training.Functions;

namespace Lstm.Training.Engine.Kernels;

/// <content>The LSTM cell without a forget gate of its own, f = 1 − i.</content>
internal abstract partial class LaneKernels
{
    /// <summary>As <see cref="CellForward"/> with f = 1 − i: gates i, g, o and peepholes p_i, p_o.</summary>
    public abstract void CoupledForward(
        LstmActivations activations, ReadOnlySpan<float> peepholes, Span<float> gates, ReadOnlySpan<float> before, Span<float> cell, Span<float> activated, Span<float> hidden);

    /// <summary>As <see cref="CellBackward"/> with f = 1 − i: gates i, g, o and peepholes p_i, p_o.</summary>
    public abstract void CoupledBackward(
        LstmActivations activations, ReadOnlySpan<float> peepholes, Span<float> gates, ReadOnlySpan<float> before, ReadOnlySpan<float> cell, ReadOnlySpan<float> activated,
        ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> hiddenGradient, Span<float> cellGradient, Span<float> peepholeGradient);
}

/// <content>The LSTM cell without a forget gate of its own, f = 1 − i.</content>
internal sealed partial class LaneKernels<TLanes>
{
    /// <inheritdoc/>
    public override void CoupledForward(
        LstmActivations activations, ReadOnlySpan<float> peepholes, Span<float> gates, ReadOnlySpan<float> before, Span<float> cell, Span<float> activated, Span<float> hidden)
    {
        int size = cell.Length, units = size / Lanes;
        Span<float> inputGate = gates[..size], candidate = gates.Slice(size, size), outputGate = gates.Slice(2 * size, size);
        for (int at = 0; at < size; at += TLanes.Count)
        {
            TLanes i = Load(inputGate, at), o = Load(outputGate, at), c = Load(before, at);
            if (!peepholes.IsEmpty)
            {
                i = TLanes.MultiplyAdd(TLanes.Broadcast(peepholes[at / Lanes]), c, i);
            }
            i = TLanes.Activate(activations.InputGate, i);
            var g = TLanes.Activate(activations.Candidate, Load(candidate, at));
            c = TLanes.FlushTiny(TLanes.MultiplyAdd(i, g, (TLanes.Broadcast(1f) - i) * c));
            if (!peepholes.IsEmpty)
            {
                o = TLanes.MultiplyAdd(TLanes.Broadcast(peepholes[units + (at / Lanes)]), c, o);
            }
            o = TLanes.Activate(activations.OutputGate, o);
            var psi = TLanes.Activate(activations.Cell, c);
            Store(i, inputGate, at);
            Store(g, candidate, at);
            Store(o, outputGate, at);
            Store(c, cell, at);
            Store(psi, activated, at);
            Store(TLanes.FlushTiny(o * psi), hidden, at);
        }
    }

    /// <inheritdoc/>
    public override void CoupledBackward(
        LstmActivations activations, ReadOnlySpan<float> peepholes, Span<float> gates, ReadOnlySpan<float> before, ReadOnlySpan<float> cell, ReadOnlySpan<float> activated,
        ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> hiddenGradient, Span<float> cellGradient, Span<float> peepholeGradient)
    {
        int size = cell.Length, units = size / Lanes;
        Span<float> inputGate = gates[..size], candidate = gates.Slice(size, size), outputGate = gates.Slice(2 * size, size);
        for (int at = 0; at < size; at += TLanes.Count)
        {
            TLanes i = Load(inputGate, at), g = Load(candidate, at), o = Load(outputGate, at), y = Load(activated, at), c = Load(before, at);
            var dh = TLanes.FlushTiny(Load(outputGradient, at) + Load(hiddenGradient, at));
            var dzo = dh * y * TLanes.Slope(activations.OutputGate, o);
            var dc = TLanes.MultiplyAdd(dh * o, TLanes.Slope(activations.Cell, y), Load(cellGradient, at));
            if (!peepholes.IsEmpty)
            {
                dc = TLanes.MultiplyAdd(TLanes.Broadcast(peepholes[units + (at / Lanes)]), dzo, dc);
            }
            dc = TLanes.FlushTiny(dc);
            var dzi = dc * (g - c) * TLanes.Slope(activations.InputGate, i);
            var dcBefore = dc * (TLanes.Broadcast(1f) - i);
            if (!peepholes.IsEmpty)
            {
                dcBefore = TLanes.MultiplyAdd(TLanes.Broadcast(peepholes[at / Lanes]), dzi, dcBefore);
                AddProduct(dzi, c, ref peepholeGradient[at]);
                AddProduct(dzo, Load(cell, at), ref peepholeGradient[size + at]);
            }
            Store(dzi, inputGate, at);
            Store(dc * i * TLanes.Slope(activations.Candidate, g), candidate, at);
            Store(dzo, outputGate, at);
            Store(dcBefore, cellGradient, at);
        }
    }
}
