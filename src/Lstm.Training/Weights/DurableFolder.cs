using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lstm.Training.Weights;

/// <summary>
/// Folders whose entries are on disk. That a file was renamed or made stands in its folder, and a power cut takes it back as long
/// as the folder is not flushed, however well the file itself was.
/// </summary>
internal static class DurableFolder
{
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
        using var handle = new SafeFileHandle(Open(folder, 0), ownsHandle: true); // O_RDONLY
        if (!handle.IsInvalid)
        {
            RandomAccess.FlushToDisk(handle);
        }
    }

    // File.OpenHandle opens no folders.
    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
