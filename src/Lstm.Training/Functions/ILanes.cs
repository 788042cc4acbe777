using Lstm.Specification;

namespace Lstm.Training.Functions;

/// <summary>
/// A vector of floats, as wide as some instruction set has them. Each lane is computed on its own by IEEE-exact
/// operations, so every width gives the same bits. There is one, <see cref="Lanes{TWidth, TVector}"/>.
/// </summary>
/// <typeparam name="TSelf">The vector itself.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>The floats from <paramref name="source"/> on.</summary>
    static abstract TSelf Load(ref float source);

    /// <summary>The same value in every lane.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>sum ← a·b + sum, rounded once. Written so that the compiler leaves the sum in its register.</summary>
    static abstract void Accumulate(ref TSelf sum, TSelf a, TSelf b);

    /// <summary>The activation of z, with the bits of generated code.</summary>
    static abstract TSelf Activate(ActivationSpec activation, TSelf z);

    /// <summary>The slope of the activation, from what it made.</summary>
    static abstract TSelf Slope(ActivationSpec activation, TSelf y);

    /// <summary>Zero where |x| is below 2^-60: keeps denormals, which are slow, out of states, gradients and what layers hand on.</summary>
    static abstract TSelf FlushTiny(TSelf x);

    /// <summary>Writes the vector from <paramref name="destination"/> on.</summary>
    void Store(ref float destination);
}
