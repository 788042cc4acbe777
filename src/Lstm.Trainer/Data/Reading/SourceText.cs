using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Unicode;
using Lstm.Specification;

namespace Lstm.Trainer.Data;

/// <summary>A file that is known to be text in UTF-8.</summary>
internal sealed class SourceText
{
    private readonly byte[] bytes;

    private SourceText(string path, byte[] bytes)
    {
        Path = path;
        this.bytes = bytes;
    }

    /// <summary>As it was given.</summary>
    public string Path { get; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DataException">There is none, it cannot be read, is empty or no text.</exception>
    public static SourceText Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException(new DataPlace(path), "there is no such file" + Near(path), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DataException(new DataPlace(path), $"cannot be read: {e.Message}", e);
        }
        RequireText(path, bytes);
        return new SourceText(path, bytes);
    }

    /// <summary>The text, without a byte order mark.</summary>
    public TextReader Open() => new StreamReader(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: false);

    /// <summary>The lines that say something, numbered from 1: neither blank nor beginning with <paramref name="comment"/>.</summary>
    public IEnumerable<(int Number, string Text)> Lines(char? comment = null)
    {
        using var reader = Open();
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            string text = line.Trim();
            if (text.Length > 0 && text[0] != comment)
            {
                yield return (number, text);
            }
        }
    }

    private static void RequireText(string path, byte[] bytes)
    {
        if (bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new DataException(new DataPlace(path), "the file is empty");
        }
        int zero = Array.IndexOf(bytes, (byte)0);
        if (zero >= 0)
        {
            throw new DataException(PlaceOf(path, bytes, zero), "this is no text in UTF-8: it holds a zero byte, as binary files do and texts in UTF-16");
        }
        if (!Utf8.IsValid(bytes))
        {
            int bad = FirstInvalid(bytes);
            throw new DataException(PlaceOf(path, bytes, bad), $"this is no text in UTF-8: byte 0x{bytes[bad]:X2} cannot stand where it does; save the file as UTF-8");
        }
    }

    private static DataPlace PlaceOf(string path, byte[] bytes, int offset) => new(path, bytes.AsSpan(0, offset).Count((byte)'\n') + 1);

    private static int FirstInvalid(byte[] bytes)
    {
        int offset = 0;
        while (Rune.DecodeFromUtf8(bytes.AsSpan(offset), out _, out int length) == OperationStatus.Done)
        {
            offset += length;
        }
        return offset;
    }

    private static string Near(string path)
    {
        var whole = new FileInfo(path);
        if (whole.Directory is not { Exists: true } folder)
        {
            return ", nor the folder that it would be in";
        }
        string? near = Suggestion.Nearest(whole.Name, folder.EnumerateFiles().Select(file => file.Name));
        return near is null ? "" : $"; did you mean {Wording.Quote(near)}?";
    }
}
