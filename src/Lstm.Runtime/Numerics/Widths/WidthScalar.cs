using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Embedded.ExponentialConstants;

namespace Lstm.Embedded;

/// <summary>One float: plain C#, for every processor. What is chosen is chosen without a branch, which a processor might foretell for one signal and not for another.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WidthScalar : IWidth<float>
{
    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(ref float source) => source;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float x, ref float destination) => destination = x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Broadcast(float value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(float a, float b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Subtract(float a, float b) => a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Multiply(float a, float b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Divide(float a, float b) => a / b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Abs(float x) => MathF.Abs(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplySubtractFrom(float a, float b, float c) => MathF.FusedMultiplyAdd(-a, b, c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Clamp(float x, float least, float most)
    {
        x = least > x ? least : x;
        return most < x ? most : x;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Nearest(float x) => x + Round - Round;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float PowerOfEighths(float rounded)
    {
        int r = BitConverter.SingleToInt32Bits(rounded);
        return BitConverter.Int32BitsToSingle(Table[r & 7] + (r << 20));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float WhereLess(float a, float b, float yes, float no) => Vector128.ConditionalSelect(Vector128.LessThan(Low(a), Low(b)), Low(yes), Low(no)).ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ZeroWhereLess(float x, float a, float b) => Vector128.AndNot(Low(x), Vector128.LessThan(Low(a), Low(b))).ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ZeroWhereSmaller(float x, float a, float b) => ZeroWhereLess(x, Abs(a), b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ZeroWhereAtMost(float x, float bound) => Vector128.AndNot(Low(x), Vector128.LessThanOrEqual(Low(x), Low(bound))).ToScalar();

    /// <inheritdoc/>
    // By whole numbers, which order like the floats. NaN is above all of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ZeroBelow(float x, int bits)
    {
        int own = BitConverter.SingleToInt32Bits(x);
        return BitConverter.Int32BitsToSingle(own & ~(((own & int.MaxValue) - bits) >> 31));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(float x) => Vector128.CreateScalar(x);
}
