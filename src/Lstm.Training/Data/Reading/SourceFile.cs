using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Weights;

namespace Lstm.Training.Data.Reading;

/// <summary>A file to read, anew each time and never whole, but for a pipe, which can be read once.</summary>
internal sealed class SourceFile
{
    private const int BufferBytes = 1 << 16;
    private readonly byte[]? piped;

    /// <param name="path">The file.</param>
    /// <exception cref="DataException">There is none, or it cannot be read.</exception>
    public SourceFile(string path)
    {
        Path = path;
        piped = Guarded(path, () => FileKind.IsSpecial(FileKind.FollowLinks(path)) ? File.ReadAllBytes(path) : null);
    }

    /// <summary>As it was given.</summary>
    public string Path { get; }

    /// <summary>Opens it at its beginning; the stream can seek.</summary>
    /// <exception cref="DataException">There is none, or it cannot be read.</exception>
    public Stream Open() => Guarded<Stream>(Path, () => piped is null ? new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan) : new MemoryStream(piped));

    /// <summary>Does something that reads a file.</summary>
    /// <exception cref="DataException">There is none, or it cannot be read.</exception>
    public static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NotThere(path, e);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DataException(new DataPlace(path), $"cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Goes through what is read of a file on the way.</summary>
    /// <exception cref="DataException">It cannot be read on.</exception>
    public static IEnumerable<T> Guarded<T>(string path, IEnumerable<T> rows)
    {
        using var row = rows.GetEnumerator();
        Func<bool> next = row.MoveNext;
        while (Guarded(path, next))
        {
            yield return row.Current;
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

    private static DataException NotThere(string path, Exception? cause)
    {
        var whole = new FileInfo(path);
        string? near = whole.Directory is { Exists: true } folder ? Suggestion.Nearest(whole.Name, folder.EnumerateFiles().Select(file => file.Name)) : null;
        string advice = whole.Directory is not { Exists: true } ? ", nor the folder that it would be in" : near is null ? "" : $"; did you mean {Wording.Quote(near)}?";
        return new DataException(new DataPlace(path), "there is no such file" + advice, cause);
    }
}
