using System;
using System.IO;

namespace IotDevice;

/// <summary>What a <see cref="LineReader"/> has.</summary>
internal enum LineKind
{
    /// <summary>A line.</summary>
    Line,

    /// <summary>A line longer than <see cref="LineReader.LongestLine"/>; it has been dropped.</summary>
    TooLong,

    /// <summary>No whole line: <see cref="LineReader.Fill"/>, which may wait.</summary>
    Hungry,

    /// <summary>The input has ended.</summary>
    End,
}

/// <summary>
/// Cuts a stream into lines within one buffer. Taking a line never waits, so its user can send off what is done before
/// <see cref="Fill"/> does. A line ends with LF, CR LF or the input; a byte order mark at the start is dropped.
/// </summary>
/// <param name="stream">The input.</param>
/// <param name="capacity">Bytes of the buffer, more than the longest line with its end.</param>
/// <param name="longestLine">Bytes of the longest line, its end not counted.</param>
/// <param name="wholeLinesOnly">Whether what stands behind the last LF is dropped: where a connection broke, it is a part of a line.</param>
internal sealed class LineReader(
    Stream stream, int capacity = 2 * LineReader.LongestLine, int longestLine = LineReader.LongestLine, bool wholeLinesOnly = false)
{
    /// <summary>Bytes that a line may have.</summary>
    public const int LongestLine = 64 * 1024;

    private readonly byte[] buffer = new byte[capacity];
    private int start;
    private int searched; // bytes from start that hold no LF
    private int end;
    private bool atStart = true;
    private bool ended;
    private bool dropping;

    /// <summary>Lines taken so far, that is the number of the last one, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>The next line if a whole one is there.</summary>
    /// <param name="line">The line without its end; valid until the next <see cref="Fill"/>.</param>
    public LineKind Next(out ReadOnlySpan<byte> line)
    {
        line = default;
        if (atStart && !SkipByteOrderMark())
        {
            return LineKind.Hungry;
        }

        int newline = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
        int length = newline >= 0 ? searched + newline : end - start;
        if (newline < 0)
        {
            searched = length;
            if (!ended)
            {
                DropOverlong(length);
                return LineKind.Hungry;
            }
            if (wholeLinesOnly || (length == 0 && !dropping))
            {
                return LineKind.End;
            }
        }

        LineNumber++;
        line = Text(length);
        start += newline >= 0 ? length + 1 : length;
        searched = 0;
        bool tooLong = dropping || line.Length > longestLine;
        dropping = false;
        return tooLong ? LineKind.TooLong : LineKind.Line;
    }

    /// <summary>Reads once from the stream; waits if it has nothing yet.</summary>
    public void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }
        int read = stream.Read(buffer.AsSpan(end));
        end += read;
        ended = read == 0;
    }

    /// <summary>Continues after the end, with what the stream has then; the lines are counted on.</summary>
    public void Restart()
    {
        (start, end, searched) = (0, 0, 0);
        (ended, dropping, atStart) = (false, false, true);
    }

    // Of a line that cannot fit any more nothing is kept, and so there is always room to read into.
    private void DropOverlong(int length)
    {
        if (dropping || length > longestLine + 1)
        {
            dropping = true;
            start = end;
            searched = 0;
        }
    }

    private ReadOnlySpan<byte> Text(int length)
    {
        var text = buffer.AsSpan(start, length);
        return text.Length > 0 && text[^1] == '\r' ? text[..^1] : text;
    }

    private bool SkipByteOrderMark()
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var head = buffer.AsSpan(start, Math.Min(end - start, mark.Length));
        bool marked = mark.StartsWith(head);
        if (marked && head.Length < mark.Length && !ended)
        {
            return false;
        }
        start += marked && head.Length == mark.Length ? mark.Length : 0;
        atStart = false;
        return true;
    }
}
