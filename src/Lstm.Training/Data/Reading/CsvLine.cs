using System;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>
/// Finds the fields of a line of comma-separated values (RFC 4180, but that no field continues in the next line: no number does, so a
/// quotation that is open there is one that nobody closed). Blanks around fields are left out.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="lines">Its lines.</param>
/// <param name="separator">What stands between fields.</param>
internal sealed class CsvLine(string path, ByteLines lines, byte separator)
{
    private const byte Quote = (byte)'"';

    /// <summary>Gives the fields of the current line to a row.</summary>
    /// <exception cref="DataException">A quotation is not closed, or does not go around a whole field.</exception>
    public void Split(TextRow row)
    {
        row.Clear();
        int start = lines.Start, end = start + lines.Length;
        if (!lines.Line.Contains(Quote))
        {
            SplitPlain(row, start, end);
            return;
        }
        while (true)
        {
            int length = QuotedLength(start, end);
            int stop = length < 0 ? end : start + length;
            Add(row, start, stop, quoted: true);
            if (length < 0)
            {
                return;
            }
            start = stop + 1;
        }
    }

    /// <summary>Splits a line without quotation marks at each separator, looking at 32 bytes at a time: fields of numbers are short.</summary>
    private void SplitPlain(TextRow row, int start, int end)
    {
        byte[] buffer = lines.Buffer;
        var separators = Vector256.Create(separator);
        for (int block = start; block < end; block += Vector256<byte>.Count)
        {
            uint found;
            if (block + Vector256<byte>.Count <= buffer.Length)
            {
                found = Vector256.Equals(Vector256.LoadUnsafe(ref buffer[block]), separators).ExtractMostSignificantBits();
                found &= end - block >= Vector256<byte>.Count ? uint.MaxValue : (1u << (end - block)) - 1; // what is behind the line is none of its own
            }
            else
            {
                found = 0;
                for (int at = block; at < end; at++)
                {
                    found |= buffer[at] == separator ? 1u << (at - block) : 0;
                }
            }
            for (; found != 0; found &= found - 1)
            {
                int stop = block + BitOperations.TrailingZeroCount(found);
                Add(row, start, stop, quoted: false);
                start = stop + 1;
            }
        }
        Add(row, start, end, quoted: false);
    }

    private bool IsBlank(byte value) => value == ' ' || (value == '\t' && separator != '\t');

    /// <summary>The bytes from the beginning of a field to the separator after it, those within a quotation left aside; −1 where it is the last.</summary>
    private int QuotedLength(int start, int end)
    {
        var text = lines.Buffer.AsSpan(start, end - start);
        int at = 0;
        while (at < text.Length && IsBlank(text[at]))
        {
            at++;
        }
        if (at < text.Length && text[at] == Quote)
        {
            at++;
            while (true)
            {
                int quote = text[at..].IndexOf(Quote);
                if (quote < 0)
                {
                    throw Error($"a quotation mark is not closed on its line: {Shown(text)}");
                }
                at += quote + 1;
                if (at == text.Length || text[at] != Quote)
                {
                    break;
                }
                at++; // two of them are one that is meant
            }
        }
        int rest = text[at..].IndexOf(separator);
        return rest < 0 ? -1 : at + rest;
    }

    private void Add(TextRow row, int start, int stop, bool quoted)
    {
        byte[] buffer = lines.Buffer;
        while (start < stop && IsBlank(buffer[start]))
        {
            start++;
        }
        while (start < stop && IsBlank(buffer[stop - 1]))
        {
            stop--;
        }
        if (!quoted || !buffer.AsSpan(start, stop - start).Contains(Quote))
        {
            row.Add(start, stop - start);
            return;
        }
        var field = buffer.AsSpan(start, stop - start);
        int length = buffer[start] == Quote ? Unquote(field) : -1;
        if (length < 0)
        {
            throw Error($"there is a quotation mark within a field that is not quoted as a whole: {Shown(field)}");
        }
        row.Add(start, length);
    }

    /// <summary>Leaves of a field what stands within its quotation, and gives the length of that; −1 where there is more beside it.</summary>
    private static int Unquote(Span<byte> field)
    {
        int length = 0;
        for (int at = 1; at < field.Length; at++)
        {
            if (field[at] == Quote && ++at < field.Length && field[at] != Quote)
            {
                return -1;
            }
            if (at < field.Length)
            {
                field[length++] = field[at];
            }
        }
        return length;
    }

    private static string Shown(ReadOnlySpan<byte> text) => Wording.Quote(Encoding.UTF8.GetString(text));

    private DataException Error(string message) => new(new DataPlace(path, lines.Number), message);
}
