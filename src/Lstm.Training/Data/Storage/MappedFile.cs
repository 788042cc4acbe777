using System;
using System.IO;
using System.IO.MemoryMappedFiles;

namespace Lstm.Training.Data.Storage;

/// <summary>
/// A temporary file in memory, as far as there is room for it. It has its place on the disk from the beginning, so that a disk that is full shows here and not
/// when a value is written; and its name goes as soon as it is open, so that nothing is left behind however the program ends.
/// </summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private byte* start;

    /// <param name="folder">Where it is.</param>
    /// <param name="bytes">Its size.</param>
    /// <exception cref="IOException">The disk is full, or there is no such folder.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public MappedFile(string folder, long bytes)
    {
        string path = Path.Combine(folder, $"lstm.{Path.GetRandomFileName()}.tmp");
        var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.DeleteOnClose, PreallocationSize = bytes, BufferSize = 0 });
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path); // there it is gone when its last user is; Windows removes it then anyway
            }
            if (stream.Length < bytes)
            {
                Fill(stream, bytes);
            }
            file = MemoryMappedFile.CreateFromFile(stream, null, bytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
            view = file.CreateViewAccessor(0, bytes);
        }
        catch
        {
            file?.Dispose();
            stream.Dispose();
            throw;
        }
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += view.PointerOffset;
    }

    /// <summary>A part of it.</summary>
    /// <exception cref="ObjectDisposedException">It is no longer there.</exception>
    public Span<T> Span<T>(long offset, int count)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(start is null, this);
        return new(start + offset, count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (start is null)
        {
            return;
        }
        start = null;
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }

    /// <summary>Takes the place byte by byte, where a file system cannot reserve it.</summary>
    private static void Fill(FileStream stream, long bytes)
    {
        byte[] zeros = new byte[1 << 20];
        for (long left = bytes; left > 0; left -= zeros.Length)
        {
            stream.Write(zeros, 0, (int)Math.Min(zeros.Length, left));
        }
    }
}
