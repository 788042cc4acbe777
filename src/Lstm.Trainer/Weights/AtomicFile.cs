using System;
using System.IO;

namespace Lstm.Trainer;

/// <summary>Files that are written whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a file so that at every moment, even if the power fails, <paramref name="path"/> holds the old file or the
    /// whole new one: into a temporary file in the same folder, flushed to disk, then renamed.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="bytes">What it is to hold.</param>
    /// <exception cref="IOException">The folder does not exist, the disk is full, …</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to, or <paramref name="path"/> is a folder.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            DeleteLeftover(temporary);
            throw;
        }
    }

    /// <summary>Tidies up after a failed write; if that fails too, the first failure is the one to report.</summary>
    private static void DeleteLeftover(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
