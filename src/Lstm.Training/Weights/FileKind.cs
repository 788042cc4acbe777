using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Lstm.Training.Weights;

/// <summary>What stands under a name that is to be written to.</summary>
internal static class FileKind
{
    private const int MostLinks = 40; // as many as Linux follows

    /// <summary>
    /// Where a path leads to, links on the way and at its end followed, whether or not it is there. The system's names of open files,
    /// as /dev/stdout leads to, are left as they are.
    /// </summary>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    public static string FollowLinks(string path) => path.Length == 0 ? path : FollowLinks(Path.GetFullPath(path), MostLinks);

    /// <summary>Whether it is neither an ordinary file nor a folder, as a pipe or a device. Known on Linux alone, which .NET does not tell.</summary>
    public static bool IsSpecial(string path)
    {
        const int HereAndNow = -100; // AT_FDCWD
        const int Mode = 28; // where struct statx has it, on every processor
        byte[] status = new byte[256];
        return IsOpenFile(path)
            || (OperatingSystem.IsLinux() && Status(HereAndNow, path, 0, 1, status) == 0 && (BitConverter.ToUInt16(status, Mode) & 0xF000) is not (0x8000 or 0x4000));
    }

    /// <summary>Opens a pipe or a device to write to.</summary>
    public static Stream OpenSpecial(string path) => IsOpenFile(path) ? Path.GetFileName(path) switch
    {
        "1" => Console.OpenStandardOutput(),
        "2" => Console.OpenStandardError(),
        _ => new FileStream(path, FileMode.Append, FileAccess.Write),
    } : new FileStream(path, FileMode.Open, FileAccess.Write);

    private static bool IsOpenFile(string path) => OperatingSystem.IsLinux() && path.StartsWith("/proc/", StringComparison.Ordinal);

    private static string FollowLinks(string full, int linksLeft)
    {
        string real = Path.GetPathRoot(full)!;
        string[] parts = full[real.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (int part = 0; part < parts.Length; part++)
        {
            string next = Path.Combine(real, parts[part]);
            if (IsOpenFile(next) || new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }
            if (linksLeft == 0)
            {
                throw new IOException($"{full}: its links lead in a circle");
            }
            return FollowLinks(Path.GetFullPath(Path.Combine([real, target, .. parts[(part + 1)..]])), linksLeft - 1);
        }
        return real;
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Status(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint wanted, byte[] status);
}
