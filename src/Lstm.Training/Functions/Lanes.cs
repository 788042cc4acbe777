using System.Runtime.CompilerServices;
using Lstm.Embedded;
using Lstm.Specification;

namespace Lstm.Training.Functions;

/// <summary>The floats of one register, with operators; the operations are those that the runtime's functions are written in.</summary>
/// <typeparam name="TWidth">How wide the register is.</typeparam>
/// <typeparam name="TVector">The register.</typeparam>
internal struct Lanes<TWidth, TVector> : ILanes<Lanes<TWidth, TVector>>
    where TWidth : struct, IWidth<TVector>
    where TVector : struct
{
    private TVector vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes(TVector vector) => this.vector = vector;

    public static int Count => TWidth.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TWidth, TVector> operator +(Lanes<TWidth, TVector> a, Lanes<TWidth, TVector> b) => new(TWidth.Add(a.vector, b.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TWidth, TVector> operator -(Lanes<TWidth, TVector> a, Lanes<TWidth, TVector> b) => new(TWidth.Subtract(a.vector, b.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TWidth, TVector> operator *(Lanes<TWidth, TVector> a, Lanes<TWidth, TVector> b) => new(TWidth.Multiply(a.vector, b.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TWidth, TVector> operator /(Lanes<TWidth, TVector> a, Lanes<TWidth, TVector> b) => new(TWidth.Divide(a.vector, b.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TWidth, TVector> Load(ref float source) => new(TWidth.Load(ref source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TWidth, TVector> Broadcast(float value) => new(TWidth.Broadcast(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TWidth, TVector> MultiplyAdd(Lanes<TWidth, TVector> a, Lanes<TWidth, TVector> b, Lanes<TWidth, TVector> c) => new(TWidth.MultiplyAdd(a.vector, b.vector, c.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Lanes<TWidth, TVector> sum, Lanes<TWidth, TVector> a, Lanes<TWidth, TVector> b) => sum.vector = TWidth.MultiplyAdd(a.vector, b.vector, sum.vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TWidth, TVector> Activate(ActivationSpec activation, Lanes<TWidth, TVector> z) => new(ActivationMath.Apply<TWidth, TVector>(activation, z.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TWidth, TVector> Slope(ActivationSpec activation, Lanes<TWidth, TVector> y) => new(ActivationMath.Slope<TWidth, TVector>(activation, y.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TWidth, TVector> FlushTiny(Lanes<TWidth, TVector> x) => new(Exponential.FlushTiny<TWidth, TVector>(x.vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref float destination) => TWidth.Store(vector, ref destination);
}
