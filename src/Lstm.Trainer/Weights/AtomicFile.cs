using System;
using System.IO;

namespace Lstm.Trainer;

/// <summary>
/// Writes files so that at every moment, even if the power fails, there is the old file or the whole new one: into a temporary
/// file in the same folder, flushed to disk, then renamed. Links are followed; a pipe or a device is written to, not replaced.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Its content.</param>
    /// <exception cref="IOException">It cannot be written, e.g. because the disk is full; the message names the file.</exception>
    public static void Write(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="IOException">It cannot be written, e.g. because the disk is full; the message names the file.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        if (path.Length == 0)
        {
            throw new IOException("expected the name of a file to write, found an empty text");
        }
        path = FileKind.FollowLinks(path);
        bool isSpecial = FileKind.IsSpecial(path);
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            if (isSpecial)
            {
                using var special = new FileStream(path, FileMode.Open, FileAccess.Write);
                write(special);
                return;
            }
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e)
        {
            DeleteLeftover(temporary);
            if (e.GetType() != typeof(IOException))
            {
                throw; // it says of itself what is wrong: no such folder, no right to write
            }
            string kept = !isSpecial && File.Exists(path) ? "; the file that was there is kept" : "";
            throw new IOException($"{path} cannot be written: {e.Message}{kept}", e);
        }
    }

    /// <summary>Writes files that belong together: all of them into temporary files first, and only when the last is whole they are renamed.</summary>
    /// <param name="files">The files and their content.</param>
    /// <exception cref="IOException">One cannot be written; the message names it.</exception>
    public static void WriteAll(params (string Path, byte[] Bytes)[] files)
    {
        if (Array.Find(files, file => Directory.Exists(file.Path)).Path is { } folder)
        {
            throw new IOException($"{folder} cannot be written: there is a folder of this name");
        }
        if (Array.Exists(files, file => FileKind.IsSpecial(file.Path)))
        {
            Array.ForEach(files, file => Write(file.Path, file.Bytes));
            return;
        }
        files = Array.ConvertAll(files, file => (FileKind.FollowLinks(file.Path), file.Bytes));
        string[] temporary = Array.ConvertAll(files, file => $"{file.Path}.{Path.GetRandomFileName()}.tmp");
        try
        {
            for (int k = 0; k < files.Length; k++)
            {
                Write(temporary[k], files[k].Bytes);
            }
            for (int k = 0; k < files.Length; k++)
            {
                File.Move(temporary[k], files[k].Path, overwrite: true);
            }
        }
        finally
        {
            Array.ForEach(temporary, DeleteLeftover);
        }
    }

    /// <summary>Tidies up after a failed save; if that fails too, the first failure is the one to report.</summary>
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
