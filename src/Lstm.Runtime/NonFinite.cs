using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <summary>
/// Finds values that are not finite and takes others in their places, for generated code (<c>"onNonFinite"</c>, docs/decisions 18). It moves
/// bits and computes nothing, so every body has the same; no branch depends on a value, so a step that is caught takes as long as one that is not.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NonFinite
{
    private const int Magnitude = int.MaxValue;
    private const int LargestFinite = 0x7F7FFFFF;

    /// <summary>Ends a time step: a state that is not finite becomes the last good one, and with it, or where they are not finite themselves, the results the last good ones. Those stand behind the state.</summary>
    /// <param name="state">The state's first float; behind <paramref name="memory"/> floats those of the last good step, then its results.</param>
    /// <param name="memory">Floats that the layers remember.</param>
    /// <param name="output">The results.</param>
    /// <param name="outputs">How many.</param>
    /// <param name="caught">The number of steps that were caught, as an int.</param>
    public static void Hold(ref float state, nint memory, ref float output, nint outputs, ref float caught)
    {
        int mask = Mask(ref state, memory); // without the results: the next step would have to wait for them
        Hold(ref state, ref Unsafe.Add(ref state, memory), memory, mask);
        int either = mask | Mask(ref output, outputs);
        Hold(ref output, ref Unsafe.Add(ref state, 2 * memory), outputs, either);
        Count(ref caught, either);
    }

    /// <summary>Ends a time step: a state that is not finite becomes zeros, and with it, or where they are not finite themselves, the results.</summary>
    /// <param name="state">The state's first float.</param>
    /// <param name="memory">Floats that the layers remember.</param>
    /// <param name="output">The results.</param>
    /// <param name="outputs">How many.</param>
    /// <param name="caught">The number of steps that were caught, as an int.</param>
    /// <returns>−1 where the state was not finite, otherwise 0.</returns>
    public static int Reset(ref float state, nint memory, ref float output, nint outputs, ref float caught)
    {
        int mask = Mask(ref state, memory);
        Clear(ref state, memory, mask);
        int either = mask | Mask(ref output, outputs);
        Clear(ref output, outputs, either);
        Count(ref caught, either);
        return mask;
    }

    /// <summary>Zeros what stands behind the last unit, before anything is looked at: no body computes it alike, and nothing depends on it.</summary>
    /// <param name="values">The first unit's value.</param>
    /// <param name="units">How many units there are.</param>
    /// <param name="padded">How many values their registers hold.</param>
    public static void ClearPadding(ref float values, nint units, nint padded)
    {
        for (nint i = units; i < padded; i++)
        {
            Unsafe.Add(ref values, i) = 0;
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

    // −1 if one of the values is NaN or infinite, otherwise 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Mask(ref float values, nint count)
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

    // Where the mask is −1, takes the kept values; where it is 0, keeps the values.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Hold(ref float values, ref float kept, nint count, int mask)
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(ref float values, nint count, int mask)
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

    // The number ends at the largest int.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Count(ref float number, int mask)
    {
        ref int caught = ref Unsafe.As<float, int>(ref number);
        int next = caught - mask;
        caught = next ^ (next >> 31); // past the largest int it is negative, and this the largest again
    }

    private static int Spread(uint found) => (int)(found | (0 - found)) >> 31;
}
