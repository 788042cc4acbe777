using System;
using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace Lstm.Embedded;

/// <summary>
/// Normalises one gate's sums over the units (Ba, Kiros and Hinton, "Layer Normalization", 2016; with the constant of TensorFlow
/// Lite): y = (s − mean)/√(variance + 1e-8)·scale + bias. One piece of code for all bodies: four vectors of four lanes, chains of
/// units 16 apart, which every processor runs and which are as exact in software.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LayerNormalization
{
    private const float Epsilon = 1e-8f;

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
        float deviation = MathF.Sqrt((SumOfSquares(ref sums, padded) / units) + Epsilon);
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

    // By whole vectors: what scalar stores have written, the next vector load would have to wait for.
    private static void ClearPadding(ref float sums, int units, int padded)
    {
        for (int first = units & ~3; first < padded; first += 4)
        {
            var inside = Vector128.LessThan(Vector128.Create(0, 1, 2, 3), Vector128.Create(units - first)).AsSingle();
            (Vector128.LoadUnsafe(ref sums, (nuint)first) & inside).StoreUnsafe(ref sums, (nuint)first);
        }
    }

    private static float Sum(ref float values, int padded)
    {
        var (a, b, c, d) = (Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero);
        for (nuint k = 0; k < (nuint)padded; k += 16)
        {
            a += Vector128.LoadUnsafe(ref values, k);
            b += Vector128.LoadUnsafe(ref values, k + 4);
            c += Vector128.LoadUnsafe(ref values, k + 8);
            d += Vector128.LoadUnsafe(ref values, k + 12);
        }
        return Reduction.Sum(a, b, c, d);
    }

    private static float SumOfSquares(ref float values, int padded)
    {
        var (a, b, c, d) = (Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero, Vector128<float>.Zero);
        for (nuint k = 0; k < (nuint)padded; k += 16)
        {
            a += Square(Vector128.LoadUnsafe(ref values, k));
            b += Square(Vector128.LoadUnsafe(ref values, k + 4));
            c += Square(Vector128.LoadUnsafe(ref values, k + 8));
            d += Square(Vector128.LoadUnsafe(ref values, k + 12));
        }
        return Reduction.Sum(a, b, c, d);
    }

    private static Vector128<float> Square(Vector128<float> x) => x * x;
}
