using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace IotDevice;

/// <summary>A file of which there is always a whole one under its name: the old or the new.</summary>
internal static class WholeFile
{
    // Nobody else may open it. On Windows an open file can be renamed only where it may be deleted as well.
    private static FileShare Sharing => OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    /// <summary>Writes it beside the old one, waits until the disk has it, puts it in the old one's place, and waits until the disk has that too. Links are followed.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="write">Writes all of it.</param>
    /// <exception cref="IOException">It cannot be written; the old one is still there, and no part of the new one.</exception>
    public static void Write(string path, Action<Stream> write) => Put(path, write, overwrite: true).Dispose();

    /// <summary>The same, and the new one stays open, so that no other program of this kind opens it until that is disposed.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="write">Writes all of it.</param>
    /// <param name="overwrite">Whether there may be an old one.</param>
    public static FileStream Put(string path, Action<Stream> write, bool overwrite)
    {
        string place = FollowLinks(path);
        string part = place + ".part";
        var stream = new FileStream(part, FileMode.Create, FileAccess.Write, Sharing, bufferSize: 0);
        try
        {
            write(stream);
            stream.Flush(flushToDisk: true);
            File.Move(part, place, overwrite);
            FlushFolder(place);
            return stream;
        }
        catch
        {
            stream.Dispose();
            File.Delete(part);
            throw;
        }
    }

    /// <summary>
    /// Waits until the disk has a folder's entries: a power cut takes a renaming back that is not there. Windows does
    /// without: its file systems keep a log of them.
    /// </summary>
    private static void FlushFolder(string place)
    {
        using var folder = new SafeFileHandle(OperatingSystem.IsWindows() ? -1 : Libc.Open(Path.GetDirectoryName(Path.GetFullPath(place))!, 0), ownsHandle: true); // O_RDONLY
        if (!folder.IsInvalid)
        {
            RandomAccess.FlushToDisk(folder);
        }
    }

    /// <summary>Opens it, so that no other program of this kind does.</summary>
    /// <exception cref="IOException">One has: <see cref="FileProblem.IsInUse"/>.</exception>
    public static FileStream Hold(string path)
    {
        string place = FollowLinks(path);
        while (true)
        {
            var stream = new FileStream(place, FileMode.Open, FileAccess.Read, Sharing, bufferSize: 0);
            if (IsStill(stream.SafeFileHandle))
            {
                return stream;
            }
            stream.Dispose(); // replaced between the opening and the lock: the new one is whose lock counts
        }
    }

    /// <summary>Whether an open file is still the one under its name. Known on Linux alone, and taken for granted elsewhere.</summary>
    public static bool IsStill(SafeFileHandle file)
    {
        const string Gone = " (deleted)"; // what Linux adds to the name when another file has taken its place
        string? name = OperatingSystem.IsLinux() ? new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget : null;
        return name is null || !name.EndsWith(Gone, StringComparison.Ordinal) || File.Exists(name);
    }

    /// <summary>
    /// Whether there is something under that name that has no bytes: an empty file, or a pipe or a device, which is to be written to and not
    /// replaced, and whose reading may never end. .NET tells these apart only by opening them, and opening a pipe waits.
    /// </summary>
    public static bool IsEmptyOrNone(string path)
    {
        var target = new FileInfo(FollowLinks(path));
        return target.Exists ? target.Length == 0 : target.Name.Contains(":[", StringComparison.Ordinal); // as pipe:[1234], to which links in /proc lead
    }

    /// <summary>What a link leads to in the end, whether or not that is there; any other path as it is.</summary>
    /// <remarks>From a full path: .NET takes a bare name for one in the root of the file system.</remarks>
    public static string FollowLinks(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(Path.GetFullPath(path), returnFinalTarget: true)?.FullName ?? path;
}
