using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Weights;

namespace Lstm.Training.Data.Reading;

/// <summary>A file that is known to be text in UTF-8. It is read anew each time and never whole, but for a pipe, which can be read once.</summary>
internal sealed class SourceText
{
    private const int BufferBytes = 1 << 16;
    private readonly byte[]? piped;
    private int lines;
    private long bytes;

    private SourceText(string path, byte[]? piped)
    {
        Path = path;
        this.piped = piped;
    }

    /// <summary>As it was given.</summary>
    public string Path { get; }

    /// <summary>Looks at all of the file.</summary>
    /// <exception cref="DataException">There is none, it cannot be read, is empty or no text.</exception>
    public static SourceText Read(string path)
    {
        try
        {
            byte[]? piped = FileKind.IsSpecial(FileKind.FollowLinks(path)) ? File.ReadAllBytes(path) : null;
            var text = new SourceText(path, piped);
            using var stream = text.OpenBytes();
            var check = new Utf8Check(path);
            check.Require(stream);
            (text.lines, text.bytes) = (check.Lines, check.Bytes);
            return text;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NotThere(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DataException(new DataPlace(path), $"cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Requires that there is a file or folder.</summary>
    /// <exception cref="DataException">There is none.</exception>
    public static void RequireThere(string path)
    {
        if (!System.IO.Path.Exists(path))
        {
            throw NotThere(path, null);
        }
    }

    /// <summary>About how many rows of so many fields it holds at most: one a line, and each field has at least the sign that ends it.</summary>
    public int Rows(int fields) => (int)Math.Min(lines, (bytes / fields) + 1);

    /// <summary>The text, without a byte order mark.</summary>
    public TextReader Open() => new StreamReader(OpenBytes(), Encoding.UTF8, detectEncodingFromByteOrderMarks: false, BufferBytes);

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

    /// <summary>The bytes, from the beginning.</summary>
    public Stream OpenBytes() => piped is null ? new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan) : new MemoryStream(piped);

    private static DataException NotThere(string path, Exception? cause)
    {
        var whole = new FileInfo(path);
        string? near = whole.Directory is { Exists: true } folder ? Suggestion.Nearest(whole.Name, folder.EnumerateFiles().Select(file => file.Name)) : null;
        string advice = whole.Directory is not { Exists: true } ? ", nor the folder that it would be in" : near is null ? "" : $"; did you mean {Wording.Quote(near)}?";
        return new DataException(new DataPlace(path), "there is no such file" + advice, cause);
    }
}
