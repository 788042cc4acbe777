using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace IotDevice;

/// <summary>
/// Calls of the C library: those on descriptors for Linux and macOS, those on sockets for Linux. What .NET has for the same brings
/// along terminals, encodings, tasks and a thread pool.
/// </summary>
internal static class Libc
{
    /// <summary>EPIPE: the reader of a pipe has gone.</summary>
    public const int BrokenPipe = 32;

    private const string Library = "libc";
    private const int HereAndNow = -100; // AT_FDCWD
    private const int StatusLength = 256; // of struct statx
    private const int Interrupted = 4; // EINTR
    private const int WouldBlock = 11; // EAGAIN on Linux
    private const int WouldBlockOnMac = 35; // EAGAIN on macOS, whose 11 reading and writing never give

    /// <summary>Whether the last call was cut short by a signal, and has to be made again.</summary>
    public static bool WasInterrupted => Marshal.GetLastPInvokeError() == Interrupted;

    /// <summary>Whether that, or it could do nothing at once: whoever shares the descriptor does not want to wait.</summary>
    public static bool MayBeRepeated => Marshal.GetLastPInvokeError() is Interrupted or WouldBlock or WouldBlockOnMac;

    /// <summary>Whether the last call found that the reader of a pipe has gone.</summary>
    public static bool NobodyReads => Marshal.GetLastPInvokeError() == BrokenPipe;

    /// <summary>What went wrong in the last call; the error's number is the exception's HResult.</summary>
    public static IOException Failure()
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException(Marshal.GetPInvokeErrorMessage(error), error);
    }

    /// <summary>A call's result.</summary>
    /// <exception cref="IOException">It is negative.</exception>
    public static int Check(int result) => result >= 0 ? result : throw Failure();

    /// <summary>Whether there is something under that name that is no ordinary file, as a pipe or a device. Known on Linux alone.</summary>
    public static bool IsSpecial(string path)
    {
        const int Mode = 28; // where struct statx has it, on every processor
        byte[] status = new byte[StatusLength];
        return OperatingSystem.IsLinux() && Status(HereAndNow, path, 0, 1, status) == 0 && (BitConverter.ToUInt16(status, Mode) & 0xF000) is not (0x8000 or 0x4000);
    }

    /// <summary>Whether an open file is still the one under that name. Taken for granted where it cannot be told.</summary>
    public static bool IsStill(SafeFileHandle file, string path)
    {
        const int OfTheHandle = 0x1000; // AT_EMPTY_PATH
        const int Number = 32; // the inode, where struct statx has it
        const int Device = 136; // major and minor number of its file system
        const uint NumberWanted = 0x100; // STATX_INO
        byte[] open = new byte[StatusLength], named = new byte[StatusLength];
        return !OperatingSystem.IsLinux() || Status(file, "", OfTheHandle, NumberWanted, open) != 0 || Status(HereAndNow, path, 0, NumberWanted, named) != 0
            || (open.AsSpan(Number, sizeof(ulong)).SequenceEqual(named.AsSpan(Number, sizeof(ulong))) && open.AsSpan(Device, sizeof(ulong)).SequenceEqual(named.AsSpan(Device, sizeof(ulong))));
    }

    [DllImport(Library, EntryPoint = "statx", SetLastError = true)]
    private static extern int Status(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint wanted, byte[] status);

    [DllImport(Library, EntryPoint = "statx", SetLastError = true)]
    private static extern int Status(SafeFileHandle file, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint wanted, byte[] status);

    [DllImport(Library, EntryPoint = "read", SetLastError = true)]
    public static extern nint Read(int descriptor, ref byte buffer, nint length);

    [DllImport(Library, EntryPoint = "write", SetLastError = true)]
    public static extern nint Write(int descriptor, ref readonly byte bytes, nint length);

    [DllImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static extern int Poll(ref PollDescriptor descriptors, nint count, int milliseconds);

    [DllImport(Library, EntryPoint = "socket", SetLastError = true)]
    public static extern int Socket(int family, int type, int protocol);

    [DllImport(Library, EntryPoint = "connect", SetLastError = true)]
    public static extern int Connect(SafeFileHandle socket, byte[] address, int length);

    [DllImport(Library, EntryPoint = "bind", SetLastError = true)]
    public static extern int Bind(SafeFileHandle socket, byte[] address, int length);

    [DllImport(Library, EntryPoint = "listen", SetLastError = true)]
    public static extern int Listen(SafeFileHandle socket, int backlog);

    [DllImport(Library, EntryPoint = "accept", SetLastError = true)]
    public static extern int Accept(SafeFileHandle socket, nint address, nint length);

    [DllImport(Library, EntryPoint = "getsockname", SetLastError = true)]
    public static extern int GetName(SafeFileHandle socket, byte[] address, ref int length);

    [DllImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    public static extern int SetOption(SafeFileHandle socket, int level, int option, byte[] value, int length);

    [DllImport(Library, EntryPoint = "recv", SetLastError = true)]
    public static extern nint Receive(SafeFileHandle socket, ref byte buffer, nint length, int flags);

    [DllImport(Library, EntryPoint = "send", SetLastError = true)]
    public static extern nint Send(SafeFileHandle socket, ref readonly byte bytes, nint length, int flags);

    [DllImport(Library, EntryPoint = "shutdown", SetLastError = true)]
    public static extern int Shutdown(SafeFileHandle socket, int how);

    [DllImport(Library, EntryPoint = "getaddrinfo", SetLastError = true)]
    public static extern int GetAddressInfo(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string host, [MarshalAs(UnmanagedType.LPUTF8Str)] string service, byte[] hints, out nint list);

    [DllImport(Library, EntryPoint = "freeaddrinfo")]
    public static extern void FreeAddressInfo(nint list);

    [DllImport(Library, EntryPoint = "gai_strerror")]
    public static extern nint GetAddressInfoError(int code);
}

/// <summary>pollfd: a descriptor to wait for.</summary>
internal struct PollDescriptor
{
    public int Descriptor;
    public short Wanted;
    public short Found;
}
