using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Formats.Common;

/// <summary>A file to import, in memory.</summary>
/// <param name="Path">As it was given; what messages call it.</param>
/// <param name="Bytes">Its content.</param>
public sealed record ModelSource(string Path, byte[] Bytes)
{
    /// <summary>What its import may cost.</summary>
    public ImportBudget Budget { get; init; } = ImportBudget.For(Bytes.LongLength);

    /// <summary>What its reader passed over, in sentences for the notes of the model.</summary>
    internal HashSet<string> PassedOver { get; } = [];

    /// <summary>Reads a file.</summary>
    /// <exception cref="ImportException">There is none, or it cannot be read.</exception>
    public static ModelSource Open(string path) => Open(path, "the model's file");

    /// <summary>Reads a file that is <paramref name="expected"/>.</summary>
    internal static ModelSource Open(string path, string expected) => Guarded(path, expected, () =>
    {
        RequireReadable(path);
        return new ModelSource(path, File.ReadAllBytes(path));
    });

    /// <summary>Reads the first line of a text that is <paramref name="expected"/>, however long it is.</summary>
    internal static string FirstLine(string path, string expected) => Guarded(path, expected, () => File.ReadLines(path).FirstOrDefault(""));

    private static T Guarded<T>(string path, string expected, Func<T> read)
    {
        if (Directory.Exists(path))
        {
            throw new ImportException(path, null, "it is a folder", expected);
        }
        try
        {
            return read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImportException(path, null, "there is no such file", expected, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ImportException(path, null, $"it cannot be read: {e.Message}", "a file that can be", e);
        }
    }

    // One array holds a file, and no array is larger.
    private static void RequireReadable(string path)
    {
        long length = new FileInfo(path).Length;
        if (length > Array.MaxLength)
        {
            throw new ImportException(path, null, FormattableString.Invariant($"it has {length:N0} bytes"), FormattableString.Invariant($"at most {Array.MaxLength:N0}, as a file is read whole"));
        }
    }

    /// <summary>An exception for something in this file.</summary>
    internal ImportException Fault(string? place, string problem, string expected, Exception? cause = null) => new(Path, place, problem, expected, cause);

    /// <summary>A name from the file, fit to print.</summary>
    internal static string Quote(string name) => Wording.Quote(name);
}
