using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <summary>
/// Normalises one gate's sums over the units, or the values of a time step (Ba, Kiros and Hinton, "Layer Normalization", 2016):
/// y = (s − mean)/√(variance + ε)·scale + bias. One piece of code for all bodies: four vectors of four lanes, chains of
/// units 16 apart, which every processor runs and which are as exact in software.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LayerNormalization
{
    private const float EpsilonOfGates = 1e-8f; // that of TensorFlow Lite

    /// <summary>Normalises in place.</summary>
    /// <param name="sums">The sums, padded to a multiple of 16 with anything.</param>
    /// <param name="units">Units H.</param>
    /// <param name="scale">A factor for each unit, padded with zeros.</param>
    public static void Apply(ref float sums, int units, ref float scale)
    {
        int padded = (units + 15) & ~15;
        ClearPadding(ref sums, units, padded);
        var mean = Vector128.Create(Sum(ref sums, padded) / units);
        for (nuint unit = 0; unit < (nuint)padded; unit += 4)
        {
            Exponential.FlushTiny(Vector128.LoadUnsafe(ref sums, unit) - mean).StoreUnsafe(ref sums, unit); // their squares are no denormals either
        }
        ClearPadding(ref sums, units, padded);
        float deviation = MathF.Sqrt((SumOfSquares(ref sums, padded) / units) + EpsilonOfGates);
        var divisor = Vector128.Create(deviation);
        for (nuint unit = 0; unit < (nuint)padded; unit += 4)
        {
            (Vector128.LoadUnsafe(ref sums, unit) / divisor * Vector128.LoadUnsafe(ref scale, unit)).StoreUnsafe(ref sums, unit);
        }
    }

    /// <summary>Normalises in place and adds a bias.</summary>
    /// <param name="sums">The sums, padded to a multiple of 16 with anything.</param>
    /// <param name="units">Units H.</param>
    /// <param name="scale">A factor for each unit, padded with zeros.</param>
    /// <param name="bias">A bias for each unit, padded with zeros.</param>
    public static void Apply(ref float sums, int units, ref float scale, ref float bias)
    {
        Apply(ref sums, units, ref scale);
        for (nuint unit = 0; unit < (nuint)((units + 15) & ~15); unit += 4)
        {
            (Vector128.LoadUnsafe(ref sums, unit) + Vector128.LoadUnsafe(ref bias, unit)).StoreUnsafe(ref sums, unit);
        }
    }

    /// <summary>Normalises the values of a time step.</summary>
    /// <param name="x">The values; nothing is read behind them.</param>
    /// <param name="y">Where the result goes; nothing is written behind it.</param>
    /// <param name="size">How many.</param>
    /// <param name="epsilon">ε, above 0.</param>
    /// <param name="scale">A factor for each value, padded to 16 floats, then a bias for each.</param>
    public static void Values(ref float x, ref float y, int size, float epsilon, ref float scale)
    {
        Center(ref x, ref y, size);
        Center(ref y, ref y, size); // what the rounding of the mean has left: equal values become 0, however large they are
        float deviation = MathF.Sqrt((SumOfSquares(ref y, size) / size) + epsilon);
        var divisor = Vector128.Create(deviation);
        ref float bias = ref Unsafe.Add(ref scale, (size + 15) & ~15);
        nuint k = 0;
        for (; k + 4 <= (nuint)size; k += 4)
        {
            Exponential.FlushTiny((Vector128.LoadUnsafe(ref y, k) / divisor * Vector128.LoadUnsafe(ref scale, k)) + Vector128.LoadUnsafe(ref bias, k)).StoreUnsafe(ref y, k);
        }
        for (; k < (nuint)size; k++)
        {
            Unsafe.Add(ref y, k) = Exponential.FlushTiny((Unsafe.Add(ref y, k) / deviation * Unsafe.Add(ref scale, k)) + Unsafe.Add(ref bias, k));
        }
    }

    /// <summary>The differences to the mean.</summary>
    private static void Center(ref float x, ref float y, int size)
    {
        float mean = Sum(ref x, size) / size;
        var means = Vector128.Create(mean);
        nuint k = 0;
        for (; k + 4 <= (nuint)size; k += 4)
        {
            Exponential.FlushTiny(Vector128.LoadUnsafe(ref x, k) - means).StoreUnsafe(ref y, k); // their squares are no denormals either
        }
        for (; k < (nuint)size; k++)
        {
            Unsafe.Add(ref y, k) = Exponential.FlushTiny(Unsafe.Add(ref x, k) - mean);
        }
    }

    // By whole vectors: what scalar stores have written, the next vector load would have to wait for.
    private static void ClearPadding(ref float sums, int units, int padded)
    {
        for (int first = units & ~3; first < padded; first += 4)
        {
            var inside = Vector128.LessThan(Vector128.Create(0, 1, 2, 3), Vector128.Create(units - first)).AsSingle();
            (Vector128.LoadUnsafe(ref sums, (nuint)first) & inside).StoreUnsafe(ref sums, (nuint)first);
        }
    }

    private static float Sum(ref float values, int size)
    {
        var (a, b, c, d) = (Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero);
        nuint k = 0;
        for (; k + 16 <= (nuint)size; k += 16)
        {
            a += Vector128.LoadUnsafe(ref values, k);
            b += Vector128.LoadUnsafe(ref values, k + 4);
            c += Vector128.LoadUnsafe(ref values, k + 8);
            d += Vector128.LoadUnsafe(ref values, k + 12);
        }
        if (k < (nuint)size)
        {
            a += Load(ref values, k, size);
            b += Load(ref values, k + 4, size);
            c += Load(ref values, k + 8, size);
            d += Load(ref values, k + 12, size);
        }
        return Reduction.Sum(a, b, c, d);
    }

    private static float SumOfSquares(ref float values, int size)
    {
        var (a, b, c, d) = (Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero);
        nuint k = 0;
        for (; k + 16 <= (nuint)size; k += 16)
        {
            a += Square(Vector128.LoadUnsafe(ref values, k));
            b += Square(Vector128.LoadUnsafe(ref values, k + 4));
            c += Square(Vector128.LoadUnsafe(ref values, k + 8));
            d += Square(Vector128.LoadUnsafe(ref values, k + 12));
        }
        if (k < (nuint)size)
        {
            a += Square(Load(ref values, k, size));
            b += Square(Load(ref values, k + 4, size));
            c += Square(Load(ref values, k + 8, size));
            d += Square(Load(ref values, k + 12, size));
        }
        return Reduction.Sum(a, b, c, d);
    }

    /// <summary>Four values, zeros where there are none.</summary>
    private static Vector128<float> Load(ref float values, nuint first, int size)
    {
        ref float from = ref Unsafe.Add(ref values, first);
        return ((nint)size - (nint)first) switch
        {
            >= 4 => Vector128.LoadUnsafe(ref from),
            3 => Vector128.Create(from, Unsafe.Add(ref from, 1), Unsafe.Add(ref from, 2), 0),
            2 => Vector128.Create(from, Unsafe.Add(ref from, 1), 0, 0),
            1 => Vector128.Create(from, 0, 0, 0),
            _ => Vector128<float>.Zero,
        };
    }

    private static Vector128<float> Square(Vector128<float> x) => x * x;
}
