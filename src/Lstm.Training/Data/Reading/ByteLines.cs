using System;
using System.IO;

namespace Lstm.Training.Data.Reading;

/// <summary>The lines of a stream one after the other, as bytes: never more of it in memory than a part and the longest line.</summary>
/// <param name="stream">Text in UTF-8; a byte order mark at its beginning is left out.</param>
/// <param name="partBytes">How many bytes are in memory, where no line is longer.</param>
internal sealed class ByteLines(Stream stream, int partBytes = 1 << 18) : IDisposable
{
    private int next; // where the next line begins
    private int end; // of what was read
    private bool isAtEnd;
    private bool afterReturn;

    /// <summary>The line is a part of it, until the next one is read. It may be changed there.</summary>
    public byte[] Buffer { get; private set; } = new byte[partBytes];

    /// <summary>Where the line begins in <see cref="Buffer"/>.</summary>
    public int Start { get; private set; }

    /// <summary>Bytes in the line, without those that end it.</summary>
    public int Length { get; private set; }

    /// <summary>The number of the line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The line.</summary>
    public ReadOnlySpan<byte> Line => Buffer.AsSpan(Start, Length);

    /// <summary>Goes to the next line; false at the end.</summary>
    public bool Read()
    {
        int looked = 0;
        while (true)
        {
            if (afterReturn && next < end)
            {
                next += Buffer[next] == '\n' ? 1 : 0;
                afterReturn = false;
            }
            int length = Buffer.AsSpan(next + looked, end - next - looked).IndexOfAny((byte)'\n', (byte)'\r');
            if (length >= 0)
            {
                Take(looked + length);
                afterReturn = Buffer[next] == '\r';
                next++;
                return true;
            }
            looked = end - next;
            if (!isAtEnd)
            {
                Fill();
            }
            else if (looked > 0)
            {
                Take(looked);
                return true;
            }
            else
            {
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private void Take(int length)
    {
        (Start, Length) = (next, length);
        next += length;
        Number++;
    }

    private void Fill()
    {
        var rest = Buffer.AsSpan(next, end - next);
        bool isFirst = Number == 0 && rest.IsEmpty;
        byte[] larger = rest.Length > Buffer.Length / 2 ? new byte[checked(Buffer.Length * 2)] : Buffer;
        rest.CopyTo(larger);
        (Buffer, next, end) = (larger, 0, rest.Length);
        int read = stream.ReadAtLeast(Buffer.AsSpan(end), Buffer.Length - end, throwOnEndOfStream: false);
        isAtEnd = read < Buffer.Length - end;
        end += read;
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        next = isFirst && Buffer.AsSpan(0, end).StartsWith(mark) ? mark.Length : 0;
    }
}
