using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Embedded.ExponentialConstants;

namespace Lstm.Embedded;

/// <content>
/// What is too small to matter becomes zero (docs/decisions 15). NaN passes.
/// </content>
public static partial class Exponential
{
    /// <summary>Zero where |x| &lt; 2^-60, x elsewhere and for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector FlushTiny<TWidth, TVector>(TVector x)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct =>
        TWidth.ZeroBelow(x, TinyBits);

    /// <inheritdoc cref="FlushTiny{TWidth, TVector}(TVector)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FlushTiny(float x) => FlushTiny<WidthScalar, float>(x);

    /// <inheritdoc cref="FlushTiny{TWidth, TVector}(TVector)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> FlushTiny(Vector128<float> x) => FlushTiny<Width128, Vector128<float>>(x);

    /// <inheritdoc cref="FlushTiny{TWidth, TVector}(TVector)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FlushTiny(Vector256<float> x) => FlushTiny<Width256, Vector256<float>>(x);

    /// <inheritdoc cref="FlushTiny{TWidth, TVector}(TVector)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FlushTiny(Vector512<float> x) => FlushTiny<Width512, Vector512<float>>(x);

    /// <summary>Zero where |x| &lt; 2^-100, x elsewhere and for NaN: for numbers in a unit of the user's own, before or behind their scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FlushLeast(float x) => WidthScalar.ZeroBelow(x, LeastBits);

    /// <summary>a/b for b ≥ 1, and zero where |a| &lt; 2^-60·b: <see cref="FlushTiny{TWidth, TVector}(TVector)"/> of a quotient, decided while the division is under way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector FlushedQuotient<TWidth, TVector>(TVector a, TVector b)
        where TWidth : struct, IWidth<TVector>
        where TVector : struct =>
        TWidth.ZeroWhereSmaller(TWidth.Divide(a, b), a, TWidth.Multiply(b, TWidth.Broadcast(Tiny)));

    /// <inheritdoc cref="FlushedQuotient{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FlushedQuotient(float a, float b) => FlushedQuotient<WidthScalar, float>(a, b);

    /// <inheritdoc cref="FlushedQuotient{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> FlushedQuotient(Vector128<float> a, Vector128<float> b) => FlushedQuotient<Width128, Vector128<float>>(a, b);

    /// <inheritdoc cref="FlushedQuotient{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FlushedQuotient(Vector256<float> a, Vector256<float> b) => FlushedQuotient<Width256, Vector256<float>>(a, b);

    /// <inheritdoc cref="FlushedQuotient{TWidth, TVector}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FlushedQuotient(Vector512<float> a, Vector512<float> b) => FlushedQuotient<Width512, Vector512<float>>(a, b);

    /// <summary>A sample as a network takes it: <see cref="FlushTiny(float)"/> of each value.</summary>
    /// <param name="to">Receives the values.</param>
    /// <param name="from">The values; may be the same place.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FlushTiny(ref float to, ref float from, nuint count) => FlushBelow(ref to, ref from, count, TinyBits);

    /// <summary>A sample as a scale layer takes it: <see cref="FlushLeast(float)"/> of each value.</summary>
    /// <param name="to">Receives the values.</param>
    /// <param name="from">The values; may be the same place.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FlushLeast(ref float to, ref float from, nuint count) => FlushBelow(ref to, ref from, count, LeastBits);

    // Four at a time, as columns are read: what narrower stores have written, a wider load would have to wait for.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FlushBelow(ref float to, ref float from, nuint count, int border)
    {
        nuint j = 0;
        for (; j + 4 <= count; j += 4)
        {
            var four = Vector128.LoadUnsafe(ref from, j);
            var below = Vector128.LessThan(Vector128.Abs(four), Vector128.Create(BitConverter.Int32BitsToSingle(border)));
            Vector128.AndNot(four, below).StoreUnsafe(ref to, j);
        }
        for (; j < count; j++)
        {
            Unsafe.Add(ref to, j) = WidthScalar.ZeroBelow(Unsafe.Add(ref from, j), border);
        }
    }
}
