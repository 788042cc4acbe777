using System;
using System.Text;

namespace Lstm.Training.Data.Reading;

/// <summary>A row of a text: where its fields are in the bytes of its line.</summary>
/// <param name="lines">The lines that it is one of.</param>
internal sealed class TextRow(ByteLines lines) : TableRow
{
    private int[] starts = new int[16];
    private int[] lengths = new int[16];
    private int count;

    /// <inheritdoc/>
    public override int Count => count;

    /// <inheritdoc/>
    public override string this[int field] => Encoding.UTF8.GetString(Bytes(field));

    /// <inheritdoc/>
    public override bool TryNumber(int field, out double value) =>
        PlainDecimal.TryParse(lines.Buffer, starts[field], lengths[field], out value) || Cell.TryNumber(Bytes(field), out value);

    /// <inheritdoc/>
    public override int TryNumbers(ReadOnlySpan<int> wanted, Span<double> values)
    {
        byte[] buffer = lines.Buffer;
        for (int i = 0; i < wanted.Length; i++)
        {
            int field = wanted[i];
            if (!PlainDecimal.TryParse(buffer, starts[field], lengths[field], out values[i]) && !Cell.TryNumber(Bytes(field), out values[i]))
            {
                return i;
            }
        }
        return wanted.Length;
    }

    /// <inheritdoc/>
    public override bool Says(int field, string text) => Ascii.Equals(Bytes(field), text) || (!Ascii.IsValid(text) && base.Says(field, text));

    /// <summary>Forgets the fields of the row before.</summary>
    public void Clear() => count = 0;

    /// <summary>Adds a field.</summary>
    /// <param name="start">Where it begins in the buffer of the lines.</param>
    /// <param name="length">Its bytes.</param>
    public void Add(int start, int length)
    {
        if (count == starts.Length)
        {
            Array.Resize(ref starts, 2 * count);
            Array.Resize(ref lengths, 2 * count);
        }
        (starts[count], lengths[count]) = (start, length);
        count++;
    }

    private ReadOnlySpan<byte> Bytes(int field) => lines.Buffer.AsSpan(starts[field], lengths[field]);
}
