using System;
using System.IO;

namespace IotDevice;

/// <summary>A file of which there is always a whole one under its name: the old or the new.</summary>
internal static class WholeFile
{
    /// <summary>Writes it beside the old one, waits until the disk has it, and puts it in the old one's place. Links are followed.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="write">Writes all of it.</param>
    /// <exception cref="IOException">It cannot be written; the old one is still there, and no part of the new one.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string place = FollowLinks(path);
        string part = place + ".part";
        var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(part, place, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <summary>What a link leads to in the end, whether or not that is there; any other path as it is.</summary>
    /// <remarks>From a full path: .NET takes a bare name for one in the root of the file system.</remarks>
    public static string FollowLinks(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(Path.GetFullPath(path), returnFinalTarget: true)?.FullName ?? path;
}
