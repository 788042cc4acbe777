using System.ComponentModel;

namespace Lstm.Embedded;

/// <summary>
/// What functions of floats are written in, once for all widths (docs/decisions 27): the operations of a register of floats, or of one float.
/// Each lane is computed on its own, and every operation is one that IEEE 754 rounds exactly, so all widths give the same bits.
/// </summary>
/// <typeparam name="TVector">The register: a vector of some width, or a float.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWidth<TVector>
    where TVector : struct
{
    /// <summary>Floats in a register.</summary>
    static abstract int Count { get; }

    /// <summary>The floats from <paramref name="source"/> on.</summary>
    static abstract TVector Load(ref float source);

    /// <summary>Writes the floats from <paramref name="destination"/> on.</summary>
    static abstract void Store(TVector x, ref float destination);

    /// <summary>The same value in every lane.</summary>
    static abstract TVector Broadcast(float value);

    /// <summary>a + b.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a − b.</summary>
    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a·b.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a/b.</summary>
    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>|x|.</summary>
    static abstract TVector Abs(TVector x);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>c − a·b, rounded once.</summary>
    static abstract TVector MultiplySubtractFrom(TVector a, TVector b, TVector c);

    /// <summary>x limited to [least, most]; NaN passes.</summary>
    static abstract TVector Clamp(TVector x, float least, float most);

    /// <summary>The nearest whole number, for |x| below 2^22.</summary>
    static abstract TVector Nearest(TVector x);

    /// <summary>2^(r/8), where the whole number r stands in the low bits of <paramref name="rounded"/>: r + 1.5·2^23.</summary>
    static abstract TVector PowerOfEighths(TVector rounded);

    /// <summary><paramref name="yes"/> where a is below b, elsewhere, and where one is NaN, <paramref name="no"/>.</summary>
    static abstract TVector WhereLess(TVector a, TVector b, TVector yes, TVector no);

    /// <summary>x, but zero where a is below b; not where one of them is NaN.</summary>
    static abstract TVector ZeroWhereLess(TVector x, TVector a, TVector b);

    /// <summary>x, but zero where |a| is below b, which is positive; not where one of them is NaN.</summary>
    static abstract TVector ZeroWhereSmaller(TVector x, TVector a, TVector b);

    /// <summary>Zero where x is not above <paramref name="bound"/>, elsewhere, and for NaN, x.</summary>
    static abstract TVector ZeroWhereAtMost(TVector x, float bound);

    /// <summary>Zero where |x| is below the positive float with these bits, elsewhere, and for NaN, x.</summary>
    static abstract TVector ZeroBelow(TVector x, int bits);
}
