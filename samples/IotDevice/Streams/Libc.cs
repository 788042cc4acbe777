using System.IO;
using System.Runtime.InteropServices;

namespace IotDevice;

/// <summary>The calls of the C library of Linux and macOS for which .NET has nothing.</summary>
internal static class Libc
{
    /// <summary>EPIPE: the reader of a pipe has gone.</summary>
    public const int BrokenPipe = 32;

    private const string Library = "libc";
    private const int Interrupted = 4; // EINTR
    private const int WouldBlock = 11; // EAGAIN on Linux
    private const int WouldBlockOnMac = 35; // EAGAIN on macOS, whose 11 writing never gives

    /// <summary>Whether the last call may be repeated.</summary>
    public static bool MayBeRepeated => IsForNow(Marshal.GetLastPInvokeError());

    /// <summary>Whether a call was cut short by a signal, or could do nothing at once: whoever shares the descriptor does not want to wait.</summary>
    public static bool IsForNow(int error) => error is Interrupted or WouldBlock or WouldBlockOnMac;

    /// <summary>What went wrong in the last call; the error's number is the exception's HResult.</summary>
    public static IOException Failure()
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException(Marshal.GetPInvokeErrorMessage(error), error);
    }

    /// <summary>Writes to a descriptor.</summary>
    /// <remarks>
    /// A <see cref="FileStream"/> writes where it believes the file's end to be, so that results and messages that share a file
    /// (<c>&gt; log 2&gt;&amp;1</c>) would write over each other. The console's stream writes where the file's end is, but conceals that nobody
    /// reads any more, and brings along terminals and encodings.
    /// </remarks>
    [DllImport(Library, EntryPoint = "write", SetLastError = true)]
    public static extern nint Write(int descriptor, ref readonly byte bytes, nint length);

    /// <summary>Waits until a descriptor can be read or written, for so many milliseconds at most.</summary>
    /// <remarks>.NET waits so for sockets alone; a write to a pipe that nobody reads would never come back.</remarks>
    [DllImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static extern int Poll(ref PollDescriptor descriptors, nint count, int milliseconds);

    /// <summary>Opens a folder, which .NET does not.</summary>
    [DllImport(Library, EntryPoint = "open")]
    public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}

/// <summary>pollfd: a descriptor to wait for.</summary>
internal struct PollDescriptor
{
    public int Descriptor;
    public short Wanted;
    public short Found;
}
