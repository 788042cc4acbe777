using System;
using System.Collections.Generic;

namespace Lstm.Embedded;

/// <summary>One tensor of a weight file as the header describes it, checked for itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type under the format's name, e.g. <c>F32</c>.</param>
/// <param name="Shape">Its dimensions, row-major; empty for a scalar.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last.</param>
internal sealed record WeightTensor(string Name, string Type, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>The format's element types; a file may hold types that weights may not.</summary>
    public static bool TryGetBits(string type, out int bits)
    {
        bits = type switch
        {
            "F4" => 4,
            "F6_E2M3" or "F6_E3M2" => 6,
            "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" or "F8_E8M0" or "F8_E5M2FNUZ" or "F8_E4M3FNUZ" => 8,
            "U16" or "I16" or "F16" or "BF16" => 16,
            "U32" or "I32" or "F32" => 32,
            "U64" or "I64" or "F64" or "C64" => 64,
            _ => 0,
        };
        return bits != 0;
    }

    /// <summary>Whether it has these dimensions and no others.</summary>
    public bool HasShape(IReadOnlyList<long> dimensions)
    {
        bool same = Shape.Count == dimensions.Count;
        for (int d = 0; same && d < dimensions.Count; d++)
        {
            same = Shape[d] == dimensions[d];
        }
        return same;
    }

    /// <summary>The number of elements of a shape; false when it exceeds a long.</summary>
    public static bool TryCount(IReadOnlyList<long> shape, out long count)
    {
        count = 1;
        foreach (long dimension in shape)
        {
            if (Math.BigMul(count, dimension, out long low) != 0 || low < 0)
            {
                return false;
            }
            count = low;
        }
        return true;
    }
}
