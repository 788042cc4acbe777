using System;
using System.Buffers.Text;

namespace IotDevice;

/// <summary>Reads a number.</summary>
internal static class SampleNumber
{
    /// <summary>Reads a whole field: sign, digits, point, exponent.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static FaultKind? Read(ReadOnlySpan<byte> text, out float value)
    {
        if (text.IsEmpty)
        {
            value = 0;
            return FaultKind.Empty;
        }
        if (!Utf8Parser.TryParse(text, out value, out int consumed) || consumed != text.Length)
        {
            return FaultKind.NotNumber;
        }
        return float.IsFinite(value) ? null : FaultKind.NotFinite;
    }
}
