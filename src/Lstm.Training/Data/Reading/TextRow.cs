using System;
using System.Collections.Generic;
using System.Text;

namespace Lstm.Training.Data.Reading;

/// <summary>A row of a text: where its fields are in the bytes of its line.</summary>
/// <param name="lines">The lines that it is one of.</param>
internal sealed class TextRow(ByteLines lines) : TableRow
{
    private readonly List<(int Start, int Length)> fields = [];

    /// <inheritdoc/>
    public override int Count => fields.Count;

    /// <inheritdoc/>
    public override string this[int field] => Encoding.UTF8.GetString(Bytes(field));

    /// <inheritdoc/>
    public override bool TryNumber(int field, out double value) => Cell.TryNumber(Bytes(field), out value);

    /// <inheritdoc/>
    public override bool Says(int field, string text) => Ascii.Equals(Bytes(field), text) || (!Ascii.IsValid(text) && base.Says(field, text));

    /// <summary>Forgets the fields of the row before.</summary>
    public void Clear() => fields.Clear();

    /// <summary>Adds a field.</summary>
    /// <param name="start">Where it begins in the buffer of the lines.</param>
    /// <param name="length">Its bytes.</param>
    public void Add(int start, int length) => fields.Add((start, length));

    private ReadOnlySpan<byte> Bytes(int field) => lines.Buffer.AsSpan(fields[field].Start, fields[field].Length);
}
