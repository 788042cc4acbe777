using System;
using System.IO;
using System.Runtime.InteropServices;

namespace IotDevice;

/// <summary>What went wrong with a file.</summary>
internal static class FileProblem
{
    private const int NoSpace = 28; // ENOSPC
    private const int ReadOnly = 30; // EROFS
    private const int Quota = 122; // EDQUOT of Linux
    private const int QuotaOnMac = 69;
    private const int Exists = 17; // EEXIST
    private const int InUse = 11; // EWOULDBLOCK of Linux: what .NET's lock on a file that another program has gives
    private const int InUseOnMac = 35;

    // Those of Windows, in the form of an HResult: ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL, ERROR_WRITE_PROTECT; ERROR_SHARING_VIOLATION,
    // ERROR_FILE_EXISTS, ERROR_ALREADY_EXISTS.
    private const int DiskFull = unchecked((int)0x80070070), HandleDiskFull = unchecked((int)0x80070027), WriteProtected = unchecked((int)0x80070013);
    private const int SharingViolation = unchecked((int)0x80070020), FileExists = unchecked((int)0x80070050), AlreadyExists = unchecked((int)0x800700B7);

    /// <summary>What the system says of it, without the file's name: whoever reports it has that already.</summary>
    public static string Reason(Exception problem)
    {
        const int LargestError = 4095;
        return problem is FileNotFoundException or DirectoryNotFoundException ? "No such file or directory"
            : Number(problem) is > 0 and <= LargestError and var error ? Marshal.GetPInvokeErrorMessage(error)
            : problem.Message;
    }

    /// <summary>Whether there is no room, or nothing may be written: what passes, and is no mistake in the file's name.</summary>
    public static bool IsFullOrReadOnly(Exception problem) =>
        Number(problem) is NoSpace or ReadOnly or DiskFull or HandleDiskFull or WriteProtected || Number(problem) == (OperatingSystem.IsMacOS() ? QuotaOnMac : Quota);

    /// <summary>Whether another program has the file.</summary>
    public static bool IsInUse(Exception problem) =>
        problem is IOException && (Number(problem) is Exists or SharingViolation or FileExists or AlreadyExists || Number(problem) == (OperatingSystem.IsMacOS() ? InUseOnMac : InUse));

    // .NET's exceptions of files carry the system's number, those for what is not allowed within.
    private static int Number(Exception problem) => (problem is UnauthorizedAccessException { InnerException: { } inner } ? inner : problem).HResult;
}
