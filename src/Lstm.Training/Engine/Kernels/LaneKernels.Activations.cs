using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lstm.Specification;
using Lstm.Training.Functions;

namespace Lstm.Training.Engine.Kernels;

/// <content>Activations and their slopes, over whole rows.</content>
internal sealed partial class LaneKernels<TLanes>
{
    /// <inheritdoc/>
    public override void Activate(ActivationSpec activation, Span<float> values)
    {
        ref float start = ref MemoryMarshal.GetReference(values);
        for (int i = 0; i < values.Length; i += TLanes.Count)
        {
            ref float place = ref Unsafe.Add(ref start, i);
            TLanes.FlushTiny(TLanes.Activate(activation, TLanes.Load(ref place))).Store(ref place);
        }
    }

    /// <inheritdoc/>
    public override void ActivateBackward(ActivationSpec activation, ReadOnlySpan<float> y, Span<float> gradient)
    {
        ref float startY = ref MemoryMarshal.GetReference(y), start = ref MemoryMarshal.GetReference(gradient[..y.Length]);
        for (int i = 0; i < y.Length; i += TLanes.Count)
        {
            ref float place = ref Unsafe.Add(ref start, i);
            (TLanes.Load(ref place) * TLanes.Slope(activation, TLanes.Load(ref Unsafe.Add(ref startY, i)))).Store(ref place);
        }
    }
}
