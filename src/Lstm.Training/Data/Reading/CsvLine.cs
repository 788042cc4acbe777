using System;
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
        bool quoted = lines.Line.Contains(Quote);
        while (true)
        {
            int length = quoted ? QuotedLength(start, end) : lines.Buffer.AsSpan(start, end - start).IndexOf(separator);
            int stop = length < 0 ? end : start + length;
            Add(row, start, stop, quoted);
            if (length < 0)
            {
                return;
            }
            start = stop + 1;
        }
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
