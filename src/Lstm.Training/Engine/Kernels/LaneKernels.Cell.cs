using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lstm.Specification;
using Lstm.Training.Functions;
using Lstm.Training.Reference;

namespace Lstm.Training.Engine.Kernels;

/// <content>The cell, forwards and backwards. The equations are those of <see cref="ReferenceLstm"/>.</content>
internal sealed partial class LaneKernels<TLanes>
{
    /// <inheritdoc/>
    public override void CellForward(
        LstmActivations activations, ReadOnlySpan<float> peepholes, Span<float> gates, ReadOnlySpan<float> before, Span<float> cell, Span<float> activated, Span<float> hidden)
    {
        if (activations == LstmActivations.Standard)
        {
            CellForward(default(StandardActivations), peepholes, gates, before, cell, activated, hidden);
        }
        else
        {
            CellForward(new ChosenActivations(activations), peepholes, gates, before, cell, activated, hidden);
        }
    }

    /// <inheritdoc/>
    public override void CellBackward(
        LstmActivations activations, ReadOnlySpan<float> peepholes, Span<float> gates, ReadOnlySpan<float> before, ReadOnlySpan<float> cell, ReadOnlySpan<float> activated,
        ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> hiddenGradient, Span<float> cellGradient, Span<float> peepholeGradient)
    {
        if (activations == LstmActivations.Standard)
        {
            CellBackward(default(StandardActivations), peepholes, gates, before, cell, activated, outputGradient, hiddenGradient, cellGradient, peepholeGradient);
        }
        else
        {
            CellBackward(new ChosenActivations(activations), peepholes, gates, before, cell, activated, outputGradient, hiddenGradient, cellGradient, peepholeGradient);
        }
    }

    private static void CellForward<TActivations>(
        TActivations activations, ReadOnlySpan<float> peepholes, Span<float> gates, ReadOnlySpan<float> before, Span<float> cell, Span<float> activated, Span<float> hidden)
        where TActivations : struct, ICellActivations
    {
        int size = cell.Length, units = size / Lanes;
        CheckLengths(size, gates.Length, before.Length == size && activated.Length == size && hidden.Length == size);
        ref float inputGate = ref MemoryMarshal.GetReference(gates), forgetGate = ref Unsafe.Add(ref inputGate, size);
        ref float candidate = ref Unsafe.Add(ref inputGate, 2 * size), outputGate = ref Unsafe.Add(ref inputGate, 3 * size);
        ref float cellBefore = ref MemoryMarshal.GetReference(before);
        for (int at = 0; at < size; at += TLanes.Count)
        {
            var i = TLanes.Load(ref Unsafe.Add(ref inputGate, at));
            var f = TLanes.Load(ref Unsafe.Add(ref forgetGate, at));
            var c = TLanes.Load(ref Unsafe.Add(ref cellBefore, at));
            int unit = at / Lanes;
            if (!peepholes.IsEmpty)
            {
                i = TLanes.MultiplyAdd(TLanes.Broadcast(peepholes[unit]), c, i);
                f = TLanes.MultiplyAdd(TLanes.Broadcast(peepholes[units + unit]), c, f);
            }
            i = TLanes.Activate(activations.InputGate, i);
            f = TLanes.Activate(activations.ForgetGate, f);
            var g = TLanes.Activate(activations.Candidate, TLanes.Load(ref Unsafe.Add(ref candidate, at)));
            i.Store(ref Unsafe.Add(ref inputGate, at));
            f.Store(ref Unsafe.Add(ref forgetGate, at));
            g.Store(ref Unsafe.Add(ref candidate, at));
            TLanes.FlushTiny(TLanes.MultiplyAdd(i, g, f * c)).Store(ref cell[at]);
        }
        for (int at = 0; at < size; at += TLanes.Count) // a loop of its own: more cells are under way at once
        {
            var o = TLanes.Load(ref Unsafe.Add(ref outputGate, at));
            var c = TLanes.Load(ref cell[at]);
            if (!peepholes.IsEmpty)
            {
                o = TLanes.MultiplyAdd(TLanes.Broadcast(peepholes[(2 * units) + (at / Lanes)]), c, o);
            }
            o = TLanes.Activate(activations.OutputGate, o);
            var psi = TLanes.Activate(activations.Cell, c);
            o.Store(ref Unsafe.Add(ref outputGate, at));
            psi.Store(ref activated[at]);
            TLanes.FlushTiny(o * psi).Store(ref hidden[at]);
        }
    }

    private static void CellBackward<TActivations>(
        TActivations activations, ReadOnlySpan<float> peepholes, Span<float> gates, ReadOnlySpan<float> before, ReadOnlySpan<float> cell, ReadOnlySpan<float> activated,
        ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> hiddenGradient, Span<float> cellGradient, Span<float> peepholeGradient)
        where TActivations : struct, ICellActivations
    {
        int size = cell.Length, units = size / Lanes;
        CheckLengths(size, gates.Length, before.Length == size && activated.Length == size && outputGradient.Length == size && hiddenGradient.Length == size && cellGradient.Length == size);
        ref float inputGate = ref MemoryMarshal.GetReference(gates), forgetGate = ref Unsafe.Add(ref inputGate, size);
        ref float candidate = ref Unsafe.Add(ref inputGate, 2 * size), outputGate = ref Unsafe.Add(ref inputGate, 3 * size);
        ref float cellBefore = ref MemoryMarshal.GetReference(before), cellNow = ref MemoryMarshal.GetReference(cell), psi = ref MemoryMarshal.GetReference(activated);
        ref float fromAbove = ref MemoryMarshal.GetReference(outputGradient), fromNext = ref MemoryMarshal.GetReference(hiddenGradient);
        for (int at = 0; at < size; at += TLanes.Count)
        {
            var i = TLanes.Load(ref Unsafe.Add(ref inputGate, at));
            var f = TLanes.Load(ref Unsafe.Add(ref forgetGate, at));
            var g = TLanes.Load(ref Unsafe.Add(ref candidate, at));
            var o = TLanes.Load(ref Unsafe.Add(ref outputGate, at));
            var y = TLanes.Load(ref Unsafe.Add(ref psi, at));
            var c = TLanes.Load(ref Unsafe.Add(ref cellBefore, at));
            var dh = TLanes.FlushTiny(TLanes.Load(ref Unsafe.Add(ref fromAbove, at)) + TLanes.Load(ref Unsafe.Add(ref fromNext, at)));
            var dzo = dh * y * TLanes.Slope(activations.OutputGate, o);
            var dc = TLanes.MultiplyAdd(dh * o, TLanes.Slope(activations.Cell, y), TLanes.Load(ref cellGradient[at]));
            int unit = at / Lanes;
            if (!peepholes.IsEmpty)
            {
                dc = TLanes.MultiplyAdd(TLanes.Broadcast(peepholes[(2 * units) + unit]), dzo, dc);
            }
            dc = TLanes.FlushTiny(dc);
            var dzi = dc * g * TLanes.Slope(activations.InputGate, i);
            var dzf = dc * c * TLanes.Slope(activations.ForgetGate, f);
            var dzg = dc * i * TLanes.Slope(activations.Candidate, g);
            var dcBefore = dc * f;
            if (!peepholes.IsEmpty)
            {
                dcBefore = TLanes.MultiplyAdd(TLanes.Broadcast(peepholes[unit]), dzi, dcBefore);
                dcBefore = TLanes.MultiplyAdd(TLanes.Broadcast(peepholes[units + unit]), dzf, dcBefore);
                AddProduct(dzi, c, ref peepholeGradient[at]);
                AddProduct(dzf, c, ref peepholeGradient[size + at]);
                AddProduct(dzo, TLanes.Load(ref Unsafe.Add(ref cellNow, at)), ref peepholeGradient[(2 * size) + at]);
            }
            dzi.Store(ref Unsafe.Add(ref inputGate, at));
            dzf.Store(ref Unsafe.Add(ref forgetGate, at));
            dzg.Store(ref Unsafe.Add(ref candidate, at));
            dzo.Store(ref Unsafe.Add(ref outputGate, at));
            dcBefore.Store(ref cellGradient[at]);
        }
    }

    private static void AddProduct(TLanes a, TLanes b, ref float sum) => TLanes.MultiplyAdd(a, b, TLanes.Load(ref sum)).Store(ref sum);

    /// <summary>The loops read and write without looking: this is where too short a span is found.</summary>
    private static void CheckLengths(int size, int gates, bool othersFit)
    {
        if (gates != 4 * size || !othersFit)
        {
            throw new ArgumentException($"Gates of {gates} values and the others do not fit cells of {size}: each vector takes {size} values, the gates four times as many.");
        }
    }
}
