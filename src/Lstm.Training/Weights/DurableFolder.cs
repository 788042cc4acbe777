using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Lstm.Training.Weights;

/// <summary>
/// Folders whose entries are on disk. That a file was renamed or made stands in its folder, and a power cut takes it back as long
/// as the folder is not flushed, however well the file itself was. .NET flushes files alone.
/// </summary>
internal static class DurableFolder
{
    private const int BadDescriptor = 9; // EBADF, EINVAL and EROFS: what file systems answer that cannot flush a folder, or need not
    private const int InvalidArgument = 22;
    private const int ReadOnly = 30;

    /// <summary>Makes a folder and those above it that are missing, so that all of them outlast a power cut.</summary>
    /// <param name="folder">The folder; nothing happens if it is there.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="IOException">It cannot be made, or not be flushed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static DirectoryInfo Create(string folder)
    {
        var above = new List<string>(); // folders that get an entry
        for (string path = Path.GetFullPath(folder); !Directory.Exists(path) && Path.GetDirectoryName(path) is { } parent; path = parent)
        {
            above.Add(parent);
        }
        var made = Directory.CreateDirectory(folder);
        foreach (string parent in Enumerable.Reverse(above))
        {
            Flush(parent);
        }
        return made;
    }

    /// <summary>Waits until the disk has the entries of a folder. On Windows, whose file systems keep a log of them, nothing is to be done.</summary>
    /// <param name="folder">The folder; one that may not be read is passed over, since it cannot be opened.</param>
    /// <exception cref="IOException">The disk does not take them.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        int descriptor = Open(folder, 0); // O_RDONLY
        if (descriptor < 0)
        {
            return;
        }
        try
        {
            if (Sync(descriptor) != 0 && Marshal.GetLastPInvokeError() is not (BadDescriptor or InvalidArgument or ReadOnly) and var error)
            {
                throw new IOException($"the folder {folder} cannot be flushed to disk: {Marshal.GetPInvokeErrorMessage(error)}");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
