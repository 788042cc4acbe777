using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lstm.Embedded;

namespace Lstm.Training.Engine.Kernels;

/// <summary>4 lanes: NEON, and what is left of rows in wider ones.</summary>
internal struct Lanes128 : ILanes<Lanes128>
{
    private Vector128<float> vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes128(Vector128<float> vector) => this.vector = vector;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 a, Lanes128 b) => new(a.vector + b.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 a, Lanes128 b) => new(a.vector - b.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 a, Lanes128 b) => new(a.vector * b.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref float source) => new(Vector128.LoadUnsafe(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 c) => new(Vector128.FusedMultiplyAdd(a.vector, b.vector, c.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Lanes128 sum, Lanes128 a, Lanes128 b) => sum.vector = Vector128.FusedMultiplyAdd(a.vector, b.vector, sum.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Sigmoid(Lanes128 t) => new(Exponential.Sigmoid(t.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Tanh(Lanes128 t) => new(Exponential.Tanh(t.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Relu(Lanes128 x) => new(Exponential.Relu(x.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 OneWherePositive(Lanes128 y) => new(Vector128.GreaterThan(y.vector, Vector128<float>.Zero) & Vector128<float>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FlushTiny(Lanes128 x) => new(Exponential.FlushTiny(x.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref float destination) => vector.StoreUnsafe(ref destination);
}
