using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <summary>
/// Finds values that are not finite and takes others in their places, for generated code (<c>"onNonFinite"</c>, docs/decisions 18). It moves
/// bits and computes nothing, so every body has the same; no branch depends on a value, so a step that is caught takes as long as one that is not.
/// </summary>
public static class NonFinite
{
    private const int Magnitude = int.MaxValue;
    private const int LargestFinite = 0x7F7FFFFF;

    /// <summary>−1 if one of the values is NaN or infinite, otherwise 0.</summary>
    public static int Mask(ref float values, nint count)
    {
        ref int bits = ref Unsafe.As<float, int>(ref values);
        if (Vector256.IsHardwareAccelerated && count >= Vector256<int>.Count)
        {
            var largest = Vector256.LoadUnsafe(ref bits, (nuint)(count - Vector256<int>.Count)) & Vector256.Create(Magnitude);
            for (nint i = 0; i <= count - Vector256<int>.Count; i += Vector256<int>.Count)
            {
                largest = Vector256.Max(largest, Vector256.LoadUnsafe(ref bits, (nuint)i) & Vector256.Create(Magnitude));
            }
            return Spread(Vector256.GreaterThan(largest, Vector256.Create(LargestFinite)).ExtractMostSignificantBits());
        }
        if (Vector128.IsHardwareAccelerated && count >= Vector128<int>.Count)
        {
            var largest = Vector128.LoadUnsafe(ref bits, (nuint)(count - Vector128<int>.Count)) & Vector128.Create(Magnitude);
            for (nint i = 0; i <= count - Vector128<int>.Count; i += Vector128<int>.Count)
            {
                largest = Vector128.Max(largest, Vector128.LoadUnsafe(ref bits, (nuint)i) & Vector128.Create(Magnitude));
            }
            return Spread(Vector128.GreaterThan(largest, Vector128.Create(LargestFinite)).ExtractMostSignificantBits());
        }
        int found = 0;
        for (nint i = 0; i < count; i++)
        {
            found |= LargestFinite - (Unsafe.Add(ref bits, i) & Magnitude); // negative where it is larger
        }
        return found >> 31;
    }

    /// <summary>Where the mask is −1, takes the kept values; where it is 0, keeps the values.</summary>
    public static void Hold(ref float values, ref float kept, nint count, int mask)
    {
        nint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                var chosen = Vector256.ConditionalSelect(Vector256.Create(mask).AsSingle(), Vector256.LoadUnsafe(ref kept, (nuint)i), Vector256.LoadUnsafe(ref values, (nuint)i));
                chosen.StoreUnsafe(ref values, (nuint)i);
                chosen.StoreUnsafe(ref kept, (nuint)i);
            }
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            for (; i <= count - Vector128<float>.Count; i += Vector128<float>.Count)
            {
                var chosen = Vector128.ConditionalSelect(Vector128.Create(mask).AsSingle(), Vector128.LoadUnsafe(ref kept, (nuint)i), Vector128.LoadUnsafe(ref values, (nuint)i));
                chosen.StoreUnsafe(ref values, (nuint)i);
                chosen.StoreUnsafe(ref kept, (nuint)i);
            }
        }
        for (; i < count; i++)
        {
            ref int value = ref Unsafe.As<float, int>(ref Unsafe.Add(ref values, i));
            ref int old = ref Unsafe.As<float, int>(ref Unsafe.Add(ref kept, i));
            old = value = (old & mask) | (value & ~mask);
        }
    }

    /// <summary>Where the mask is −1, makes the values zeros.</summary>
    public static void Clear(ref float values, nint count, int mask)
    {
        ref int bits = ref Unsafe.As<float, int>(ref values);
        nint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= count - Vector256<int>.Count; i += Vector256<int>.Count)
            {
                Vector256.AndNot(Vector256.LoadUnsafe(ref bits, (nuint)i), Vector256.Create(mask)).StoreUnsafe(ref bits, (nuint)i);
            }
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            for (; i <= count - Vector128<int>.Count; i += Vector128<int>.Count)
            {
                Vector128.AndNot(Vector128.LoadUnsafe(ref bits, (nuint)i), Vector128.Create(mask)).StoreUnsafe(ref bits, (nuint)i);
            }
        }
        for (; i < count; i++)
        {
            Unsafe.Add(ref bits, i) &= ~mask;
        }
    }

    /// <summary>Where the mask is −1, takes the values that a stream begins with.</summary>
    public static void Begin(ref float values, ref float first, nint count, int mask)
    {
        for (nint i = 0; i < count; i++)
        {
            ref int value = ref Unsafe.As<float, int>(ref Unsafe.Add(ref values, i));
            value = (Unsafe.As<float, int>(ref Unsafe.Add(ref first, i)) & mask) | (value & ~mask);
        }
    }

    /// <summary>Adds a step to the number of those that were caught, where the mask is −1; it ends at the largest int.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Count(ref float number, int mask)
    {
        ref int caught = ref Unsafe.As<float, int>(ref number);
        int next = caught - mask;
        caught = next ^ (next >> 31); // past the largest int it is negative, and this the largest again
    }

    private static int Spread(uint found) => (int)(found | (0 - found)) >> 31;
}
