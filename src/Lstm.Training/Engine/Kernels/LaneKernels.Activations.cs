using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lstm.Specification;

namespace Lstm.Training.Engine.Kernels;

/// <content>Activations and their slopes.</content>
internal sealed partial class LaneKernels<TLanes>
{
    // What Lstm.Embedded.Exponential takes: exponents of 2 in eighths.
    private const float SigmoidFactor = (float)(-8 / 0.69314718055994530942);
    private const float TanhFactor = 2 * SigmoidFactor;

    /// <inheritdoc/>
    public override void Activate(ActivationKind kind, Span<float> values)
    {
        ref float start = ref MemoryMarshal.GetReference(values);
        for (int i = 0; i < values.Length; i += TLanes.Count)
        {
            ref float place = ref Unsafe.Add(ref start, i);
            TLanes.FlushTiny(Apply(kind, TLanes.Load(ref place))).Store(ref place);
        }
    }

    /// <inheritdoc/>
    public override void ActivateBackward(ActivationKind kind, ReadOnlySpan<float> y, Span<float> gradient)
    {
        ref float startY = ref MemoryMarshal.GetReference(y), start = ref MemoryMarshal.GetReference(gradient[..y.Length]);
        for (int i = 0; i < y.Length; i += TLanes.Count)
        {
            ref float place = ref Unsafe.Add(ref start, i);
            (TLanes.Load(ref place) * Slope(kind, TLanes.Load(ref Unsafe.Add(ref startY, i)))).Store(ref place);
        }
    }

    /// <summary>y = activation(z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Apply(ActivationKind kind, TLanes z) => kind switch
    {
        ActivationKind.Sigmoid => TLanes.Sigmoid(z * TLanes.Broadcast(SigmoidFactor)),
        ActivationKind.Tanh => TLanes.Tanh(z * TLanes.Broadcast(TanhFactor)),
        ActivationKind.Relu => TLanes.Relu(z),
        _ => z,
    };

    /// <summary>dy/dz from y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Slope(ActivationKind kind, TLanes y) => kind switch
    {
        ActivationKind.Sigmoid => y * (TLanes.Broadcast(1f) - y),
        ActivationKind.Tanh => TLanes.Broadcast(1f) - (y * y),
        ActivationKind.Relu => TLanes.OneWherePositive(y),
        _ => TLanes.Broadcast(1f),
    };
}
