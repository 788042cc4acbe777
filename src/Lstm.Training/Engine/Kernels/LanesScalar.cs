using System;
using Lstm.Embedded;

namespace Lstm.Training.Engine.Kernels;

/// <summary>One lane, for processors without AVX2 and NEON.</summary>
internal struct LanesScalar : ILanes<LanesScalar>
{
    private float value;

    private LanesScalar(float value) => this.value = value;

    public static int Count => 1;

    public static LanesScalar operator +(LanesScalar a, LanesScalar b) => new(a.value + b.value);

    public static LanesScalar operator -(LanesScalar a, LanesScalar b) => new(a.value - b.value);

    public static LanesScalar operator *(LanesScalar a, LanesScalar b) => new(a.value * b.value);

    public static LanesScalar Load(ref float source) => new(source);

    public static LanesScalar Broadcast(float value) => new(value);

    public static LanesScalar MultiplyAdd(LanesScalar a, LanesScalar b, LanesScalar c) => new(MathF.FusedMultiplyAdd(a.value, b.value, c.value));

    public static void Accumulate(ref LanesScalar sum, LanesScalar a, LanesScalar b) => sum.value = MathF.FusedMultiplyAdd(a.value, b.value, sum.value);

    public static LanesScalar Sigmoid(LanesScalar t) => new(Exponential.Sigmoid(t.value));

    public static LanesScalar Tanh(LanesScalar t) => new(Exponential.Tanh(t.value));

    public static LanesScalar Relu(LanesScalar x) => new(Exponential.Relu(x.value));

    public static LanesScalar OneWherePositive(LanesScalar y) => new(y.value > 0f ? 1f : 0f);

    public static LanesScalar FlushTiny(LanesScalar x) => new(Exponential.FlushTiny(x.value));

    public readonly void Store(ref float destination) => destination = value;
}
