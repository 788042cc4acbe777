using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Lstm.Trainer;

/// <summary>What stands under a name that is to be written to.</summary>
internal static class FileKind
{
    /// <summary>What a symbolic link leads to in the end, whether or not that is there; any other path as it is.</summary>
    public static string FollowLinks(string path) =>
        path.Length == 0 || new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    /// <summary>Whether it is neither an ordinary file nor a folder, as a pipe or a device. Known on Linux alone, which .NET does not tell.</summary>
    public static bool IsSpecial(string path)
    {
        const int HereAndNow = -100; // AT_FDCWD
        const int Mode = 28; // where struct statx has it, on every processor
        byte[] status = new byte[256];
        return OperatingSystem.IsLinux() && Status(HereAndNow, path, 0, 1, status) == 0 && (BitConverter.ToUInt16(status, Mode) & 0xF000) is not (0x8000 or 0x4000);
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Status(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint wanted, byte[] status);
}
