using System;
using System.Buffers;
using System.IO;
using System.Text;
using System.Text.Unicode;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>Finds out whether a file is text in UTF-8, a part of it at a time.</summary>
/// <param name="path">The file, for messages.</param>
internal sealed class Utf8Check(string path)
{
    private const int PartBytes = 1 << 18;
    private const int LongestCharacter = 4; // bytes

    private int line = 1;
    private bool isEnded;

    /// <summary>Lines that were found.</summary>
    public int Lines => isEnded ? line - 1 : line;

    /// <summary>Bytes that were found.</summary>
    public long Bytes { get; private set; }

    /// <summary>Requires it of all there is.</summary>
    /// <exception cref="DataException">It is something else, or nothing.</exception>
    public void Require(Stream stream)
    {
        byte[] buffer = new byte[PartBytes];
        bool saysSomething = false, isFirst = true;
        int kept = 0; // bytes of a character that continues in the next part
        while (true)
        {
            int read = stream.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false), count = kept + read;
            var part = buffer.AsSpan(0, count);
            bool isLast = count < buffer.Length;
            Bytes += read;
            if (isFirst && ForeignData.ByContent(part) is { } foreign)
            {
                throw new DataException(new DataPlace(path), foreign);
            }
            isFirst = false;
            saysSomething |= !part.Trim(" \t\r\n"u8).IsEmpty;
            kept = isLast ? 0 : Unfinished(part);
            RequireText(part[..^kept]);
            line += part[..^kept].Count((byte)'\n');
            isEnded = part.Length == 0 ? isEnded : part[^1] == '\n';
            if (isLast)
            {
                break;
            }
            part[^kept..].CopyTo(buffer);
        }
        if (!saysSomething)
        {
            throw new DataException(new DataPlace(path), "the file is empty");
        }
    }

    private void RequireText(ReadOnlySpan<byte> part)
    {
        int zero = part.IndexOf((byte)0);
        if (zero >= 0)
        {
            throw new DataException(PlaceOf(part, zero), "this is not UTF-8 text: it contains a zero byte, as binary files and UTF-16 text do");
        }
        if (!Utf8.IsValid(part))
        {
            int bad = FirstInvalid(part);
            throw new DataException(PlaceOf(part, bad), $"this is not UTF-8 text: byte 0x{part[bad]:X2} is invalid here; save the file as UTF-8");
        }
    }

    private DataPlace PlaceOf(ReadOnlySpan<byte> part, int offset) => new(path, line + part[..offset].Count((byte)'\n'));

    /// <summary>How many bytes at the end are the beginning of a character.</summary>
    private static int Unfinished(ReadOnlySpan<byte> part)
    {
        for (int length = 1; length < LongestCharacter; length++)
        {
            if (Rune.DecodeFromUtf8(part[^length..], out _, out _) == OperationStatus.NeedMoreData)
            {
                return length;
            }
        }
        return 0;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        int offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out int length) == OperationStatus.Done)
        {
            offset += length;
        }
        return offset;
    }
}
