using System;
using System.Globalization;

namespace IotDevice;

/// <summary>Writes a number for JSON.</summary>
/// <param name="digits">Decimals at most; null for the shortest text that gives back the same float.</param>
internal sealed class ResultNumber(int? digits)
{
    /// <summary>Bytes that a number may take: 39 digits before the point, 9 behind it, sign and point.</summary>
    public const int Longest = 64;

    private readonly string format = digits is { } count ? "F" + count.ToString(CultureInfo.InvariantCulture) : "R";

    /// <summary>Writes a number without trailing zeros, never as -0; what is not finite as null, since JSON has no other word for it.</summary>
    /// <returns>How many bytes were written.</returns>
    public int Write(float value, Span<byte> destination)
    {
        if (!float.IsFinite(value))
        {
            "null"u8.CopyTo(destination);
            return 4;
        }
        value.TryFormat(destination, out int length, format, CultureInfo.InvariantCulture);
        var text = destination[..length];
        if (digits is > 0)
        {
            text = text.TrimEnd((byte)'0').TrimEnd((byte)'.');
        }
        if (text.SequenceEqual("-0"u8))
        {
            destination[0] = (byte)'0';
            return 1;
        }
        return text.Length;
    }
}
