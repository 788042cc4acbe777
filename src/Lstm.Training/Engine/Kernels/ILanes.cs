namespace Lstm.Training.Engine.Kernels;

/// <summary>
/// A vector of floats, as wide as some instruction set has them. Each lane is computed on its own by IEEE-exact
/// operations, so every width gives the same bits.
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

    /// <summary>The floats from <paramref name="source"/> on.</summary>
    static abstract TSelf Load(ref float source);

    /// <summary>The same value in every lane.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>sum ← a·b + sum, rounded once. Written so that the compiler leaves the sum in its register.</summary>
    static abstract void Accumulate(ref TSelf sum, TSelf a, TSelf b);

    /// <summary>1/(1 + E) for t = −8·log2(e)·z: the sigmoid of z.</summary>
    static abstract TSelf Sigmoid(TSelf t);

    /// <summary>(1 − E)/(1 + E) for t = −16·log2(e)·z: the hyperbolic tangent of z.</summary>
    static abstract TSelf Tanh(TSelf t);

    /// <summary>max(x, 0).</summary>
    static abstract TSelf Relu(TSelf x);

    /// <summary>One where y is above zero, else zero.</summary>
    static abstract TSelf OneWherePositive(TSelf y);

    /// <summary>Zero where |x| is below 2^-60: keeps denormals, which are slow, out of states, gradients and what layers hand on.</summary>
    static abstract TSelf FlushTiny(TSelf x);

    /// <summary>Writes the vector from <paramref name="destination"/> on.</summary>
    void Store(ref float destination);
}
