namespace Lstm.Generator.Emit;

/// <summary>
/// The versions of what is emitted, as <c>Lstm.Embedded.Numerics</c> of the library that it is for; a test holds them together
/// (docs/numerics.md, docs/decisions 17).
/// </summary>
internal static class Versions
{
    /// <summary>To be raised with a change that gives a network other bits.</summary>
    public const int Numerics = 2;

    /// <summary>To be raised with a change of where a weight or a value of a state lies.</summary>
    public const int Layout = 1;
}
