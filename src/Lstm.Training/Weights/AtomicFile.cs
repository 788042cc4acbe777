using System;
using System.IO;
using System.Linq;

namespace Lstm.Training.Weights;

/// <summary>
/// Writes files so that at every moment, even if the power fails, there is the old file or the whole new one: into a temporary
/// file in the same folder, flushed to disk, then renamed, and the folder is flushed. Links are followed; a pipe or a device is written to, not replaced.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Its content.</param>
    /// <exception cref="IOException">It cannot be written, e.g. because the disk is full; the message names the file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; likewise.</exception>
    public static void Write(string path, byte[] bytes) => WriteAll((path, bytes));

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="IOException">It cannot be written, e.g. because the disk is full; the message names the file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; likewise.</exception>
    public static void Write(string path, Action<Stream> write) => WriteAll([new NewFile(path, write)]);

    /// <summary>Writes files that belong together: all of them into temporary files first, and only when the last is whole they are renamed.</summary>
    /// <param name="files">The files and their content.</param>
    /// <exception cref="IOException">One cannot be written; the message names it.</exception>
    /// <exception cref="UnauthorizedAccessException">One may not be written; likewise.</exception>
    public static void WriteAll(params (string Path, byte[] Bytes)[] files) =>
        WriteAll(Array.ConvertAll(files, file => new NewFile(file.Path, stream => stream.Write(file.Bytes))));

    /// <summary>Finds out whether a file could be written, without writing it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written; the message names it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; likewise.</exception>
    public static void RequireWritable(string path)
    {
        var file = new NewFile(path, _ => { });
        if (!file.IsSpecial)
        {
            Try(file, () => new FileStream(file.Temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose());
        }
    }

    private static void WriteAll(NewFile[] files)
    {
        try
        {
            Array.ForEach(files, file => Try(file, () => Fill(file)));
            Array.ForEach(files, file => Try(file, () => Rename(file)));
            foreach (var file in files.Where(file => !file.IsSpecial).DistinctBy(file => file.Folder))
            {
                Try(file, () => DurableFolder.Flush(file.Folder));
            }
        }
        finally
        {
            Array.ForEach(files, file => DeleteLeftover(file.Temporary));
        }
    }

    private static void Fill(NewFile file)
    {
        if (file.IsSpecial)
        {
            using var special = FileKind.OpenSpecial(file.Target);
            file.Write(special);
            return;
        }
        using var stream = new FileStream(file.Temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        file.Write(stream);
        stream.Flush(flushToDisk: true);
    }

    private static void Rename(NewFile file)
    {
        if (!file.IsSpecial)
        {
            File.Move(file.Temporary, file.Target, overwrite: true);
        }
    }

    /// <summary>Does what may fail; what the system says of the temporary file becomes a message about the file that was asked for.</summary>
    private static void Try(NewFile file, Action action)
    {
        if (Directory.Exists(file.Path))
        {
            throw new IOException($"{file.Path} cannot be written: there is a folder of this name");
        }
        try
        {
            action();
        }
        catch (DirectoryNotFoundException e)
        {
            throw new DirectoryNotFoundException($"{file.Path} cannot be written: there is no such folder", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnauthorizedAccessException($"{file.Path} cannot be written: this is not permitted", e);
        }
        catch (IOException e)
        {
            string kept = !file.IsSpecial && File.Exists(file.Target) ? "; the file that was there is kept" : "";
            throw new IOException($"{file.Path} cannot be written: {e.Message.Replace(file.Temporary, file.Path, StringComparison.Ordinal)}{kept}", e);
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

    /// <summary>A file to be written.</summary>
    private sealed class NewFile
    {
        public NewFile(string path, Action<Stream> write)
        {
            Path = path.Length > 0 ? path : throw new IOException("expected the name of a file to write, found an empty text");
            Write = write;
            Target = FileKind.FollowLinks(path);
            IsSpecial = FileKind.IsSpecial(Target);
            Temporary = $"{Target}.{System.IO.Path.GetRandomFileName()}.tmp";
        }

        /// <summary>As it was asked for.</summary>
        public string Path { get; }

        public Action<Stream> Write { get; }

        /// <summary>Where its links lead to.</summary>
        public string Target { get; }

        /// <summary>The folder that it stands in.</summary>
        public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Target))!;

        /// <summary>Whether it is a pipe or a device.</summary>
        public bool IsSpecial { get; }

        public string Temporary { get; }
    }
}
