using System;

namespace Lstm.Embedded;

/// <summary>How many floats something takes in the packed block, counted wide enough for any sizes and refused with the number where a block cannot have so many.</summary>
internal static class PackedLength
{
    /// <summary>Every layer's part is a multiple of so many floats: 64 bytes.</summary>
    public const int Granule = 16;

    /// <summary>The most floats of a block.</summary>
    public static int Most => Array.MaxLength - Granule;

    /// <summary><paramref name="floats"/> rounded up to whole granules.</summary>
    public static Int128 Padded(Int128 floats) => (floats + Granule - 1) / Granule * Granule;

    /// <summary><paramref name="floats"/> as an index counts them.</summary>
    /// <exception cref="OverflowException">There are more than a block can have.</exception>
    public static int Of(Int128 floats, string what) =>
        floats <= Most ? (int)floats : throw new OverflowException($"{what} takes {floats} floats of packed weights; a block has at most {Most}.");
}
