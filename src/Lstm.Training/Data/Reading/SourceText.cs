using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>A file that is known to be text in UTF-8.</summary>
internal sealed class SourceText
{
    private const int BufferBytes = 1 << 16;
    private readonly SourceFile file;
    private readonly int lines;

    private SourceText(SourceFile file, Utf8Check check) => (this.file, lines, Bytes) = (file, check.Lines, check.Bytes);

    /// <summary>As it was given.</summary>
    public string Path => file.Path;

    /// <summary>How large it is.</summary>
    public long Bytes { get; }

    /// <summary>Looks at all of the file.</summary>
    /// <exception cref="DataException">There is none, it cannot be read, is empty or no text.</exception>
    public static SourceText Read(string path)
    {
        var file = new SourceFile(path);
        var check = new Utf8Check(path);
        return SourceFile.Guarded(path, () =>
        {
            using var stream = file.Open();
            check.Require(stream);
            return new SourceText(file, check);
        });
    }

    /// <summary>About how many rows of so many fields it holds at most: one a line, and each field has at least the sign that ends it.</summary>
    public int Rows(int fields) => (int)Math.Min(lines, (Bytes / fields) + 1);

    /// <summary>The text, without a byte order mark.</summary>
    public TextReader Open() => new StreamReader(OpenBytes(), Encoding.UTF8, detectEncodingFromByteOrderMarks: false, BufferBytes);

    /// <summary>The bytes, from the beginning.</summary>
    public Stream OpenBytes() => file.Open();

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
}
