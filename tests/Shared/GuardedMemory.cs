using System;
using System.Runtime.InteropServices;

namespace Lstm.Shared;

/// <summary>
/// Zeroed memory that ends, or begins, right at a page that can be neither read nor written: whatever steps over that
/// edge kills the process. Linux only.
/// </summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int None = 0, ReadWrite = 3, PrivateAnonymous = 0x22;
    private readonly nint mapped;
    private readonly nint mappedBytes;

    /// <summary>Room for so many bytes between two unreadable pages, against one of them.</summary>
    /// <param name="bytes">The bytes that may be touched.</param>
    /// <param name="atEnd">Whether they lie against the page behind them, or against the one before.</param>
    public GuardedMemory(int bytes, bool atEnd)
    {
        int page = Environment.SystemPageSize;
        nint room = (bytes + page - 1) / page * page;
        mappedBytes = room + (2 * page);
        mapped = Map(0, mappedBytes, None, PrivateAnonymous, -1, 0);
        if (mapped == -1 || Protect(mapped + page, room, ReadWrite) != 0)
        {
            throw new InvalidOperationException($"No memory: error {Marshal.GetLastPInvokeError()}.");
        }
        Start = (byte*)(mapped + page + (atEnd ? room - bytes : 0));
        Bytes = bytes;
    }

    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>The first byte.</summary>
    public byte* Start { get; }

    /// <summary>How many bytes follow from <see cref="Start"/>.</summary>
    public int Bytes { get; }

    public Span<float> Floats => new(Start, Bytes / sizeof(float));

    public void Dispose() => _ = Unmap(mapped, mappedBytes);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nint length);
}
