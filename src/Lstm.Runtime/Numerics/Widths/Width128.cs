using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static Lstm.Embedded.ExponentialConstants;

namespace Lstm.Embedded;

/// <summary>4 floats: NEON, and the narrow panels of the AVX2 and AVX-512 bodies.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Width128 : IWidth<Vector128<float>>
{
    /// <inheritdoc/>
    public static int Count => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(ref float source) => Vector128.LoadUnsafe(ref source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> x, ref float destination) => x.StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Broadcast(float value) => Vector128.Create(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Subtract(Vector128<float> a, Vector128<float> b) => a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Multiply(Vector128<float> a, Vector128<float> b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Divide(Vector128<float> a, Vector128<float> b) => a / b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Abs(Vector128<float> x) => Vector128.Abs(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) => AdvSimd.IsSupported ? AdvSimd.FusedMultiplyAdd(c, a, b) : Fma.MultiplyAdd(a, b, c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplySubtractFrom(Vector128<float> a, Vector128<float> b, Vector128<float> c) => AdvSimd.IsSupported ? AdvSimd.FusedMultiplySubtract(c, a, b) : Fma.MultiplyAddNegated(a, b, c);

    /// <inheritdoc/>
    // An x64 minimum returns its second operand when either is NaN, an ARM64 one returns NaN: both let NaN through here.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Clamp(Vector128<float> x, float least, float most) => AdvSimd.IsSupported
        ? AdvSimd.Min(Vector128.Create(most), AdvSimd.Max(Vector128.Create(least), x))
        : Sse.Min(Vector128.Create(most), Sse.Max(Vector128.Create(least), x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Nearest(Vector128<float> x) => AdvSimd.IsSupported ? AdvSimd.RoundToNearest(x) : Sse41.RoundToNearestInteger(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> PowerOfEighths(Vector128<float> rounded) => (Entries(rounded.AsInt32()) + (rounded.AsInt32() << 20)).AsSingle();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WhereLess(Vector128<float> a, Vector128<float> b, Vector128<float> yes, Vector128<float> no) => Vector128.ConditionalSelect(Vector128.LessThan(a, b), yes, no);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ZeroWhereLess(Vector128<float> x, Vector128<float> a, Vector128<float> b) => Vector128.AndNot(x, Vector128.LessThan(a, b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ZeroWhereSmaller(Vector128<float> x, Vector128<float> a, Vector128<float> b) => Vector128.AndNot(x, SmallerThan(a, b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ZeroWhereAtMost(Vector128<float> x, float bound) => Vector128.AndNot(x, Vector128.LessThanOrEqual(x, Vector128.Create(bound)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ZeroBelow(Vector128<float> x, int bits) => Vector128.AndNot(x, SmallerThan(x, Vector128.Create(BitConverter.Int32BitsToSingle(bits))));

    // Where |a| is below b, which is positive.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> SmallerThan(Vector128<float> a, Vector128<float> b) => AdvSimd.IsSupported ? AdvSimd.AbsoluteCompareLessThan(a, b) : Vector128.LessThan(Vector128.Abs(a), b);

    // Entry r & 7 of the table in each lane. NEON looks bytes up: byte k of entry e stands at 8·k + e.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Entries(Vector128<int> r)
    {
        if (AdvSimd.Arm64.IsSupported)
        {
            var lowBytes = AdvSimd.Arm64.VectorTableLookup(r.AsByte(), Vector128.Create(0x00000000, 0x04040404, 0x08080808, 0x0C0C0C0C).AsByte());
            var places = AdvSimd.ShiftLeftAndInsert(lowBytes, Vector128.Create(0x03020100).AsByte(), 3); // the lowest three bits stay
            return AdvSimd.Arm64.VectorTableLookup((TableBytes01, TableBytes23), places).AsInt32();
        }

        return Avx2.PermuteVar8x32(Table256, r.ToVector256Unsafe()).GetLower();
    }
}
