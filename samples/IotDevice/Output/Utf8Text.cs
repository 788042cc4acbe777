using System;
using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace IotDevice;

/// <summary>A text of limited length in a buffer that is used again and again; what does not fit is cut off.</summary>
internal sealed class Utf8Text(int capacity)
{
    private readonly byte[] buffer = new byte[capacity];
    private int length;

    /// <summary>The text so far.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    public void Clear() => length = 0;

    public Utf8Text Add(ReadOnlySpan<byte> text)
    {
        int count = Math.Min(text.Length, buffer.Length - length);
        text[..count].CopyTo(buffer.AsSpan(length));
        length += count;
        return this;
    }

    public Utf8Text Add(long number)
    {
        if (Utf8Formatter.TryFormat(number, buffer.AsSpan(length), out int count))
        {
            length += count;
        }
        return this;
    }

    /// <summary>A number with the fewest digits that give back the same float.</summary>
    public Utf8Text Add(float number)
    {
        if (number.TryFormat(buffer.AsSpan(length), out int count, default, CultureInfo.InvariantCulture))
        {
            length += count;
        }
        return this;
    }

    /// <summary>A number with so many decimals.</summary>
    /// <param name="number">The number; what is not finite is written as 0.</param>
    /// <param name="decimals">How many.</param>
    public Utf8Text Add(double number, int decimals)
    {
        if (Utf8Formatter.TryFormat(double.IsFinite(number) ? number : 0, buffer.AsSpan(length), out int count, new StandardFormat('F', (byte)decimals)))
        {
            length += count;
        }
        return this;
    }

    /// <summary>Somebody else's text in quotes: at most 40 bytes of it, and nothing that a terminal would obey.</summary>
    public Utf8Text AddQuoted(ReadOnlySpan<byte> text)
    {
        const int Most = 40;
        Add("'"u8);
        foreach (byte c in text[..Math.Min(text.Length, Most)])
        {
            Add([c is >= (byte)' ' and < 0x7F ? c : (byte)'?']);
        }
        return Add(text.Length > Most ? "…'"u8 : "'"u8);
    }
}
