using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace IotDevice;

/// <summary>Opens the input and standard output without a buffer of their own.</summary>
internal static class StandardStreams
{
    private const int InputDescriptor = 0;
    private const int OutputDescriptor = 1;

    /// <summary>What errno says when the reader of a pipe has gone, on Linux and macOS; .NET hands it on as an IOException's HResult.</summary>
    private const int BrokenPipe = 32;

    /// <summary>Opens a file, or standard input for <c>-</c>.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public static Stream OpenInput(string path)
    {
        try
        {
            return path == "-"
                ? Descriptor(InputDescriptor, FileAccess.Read) ?? Console.OpenStandardInput()
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"There is no file {path}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(Directory.Exists(path) ? $"{path} is a folder; expected a file." : $"{(path == "-" ? "standard input" : $"\"{path}\"")} cannot be read: {e.Message}");
        }
    }

    /// <summary>Opens standard output.</summary>
    public static Stream OpenOutput()
    {
        try
        {
            return Descriptor(OutputDescriptor, FileAccess.Write) ?? Console.OpenStandardOutput();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Console.OpenStandardOutput();
        }
    }

    /// <summary>Whether an exception says that nobody reads standard output any more.</summary>
    public static bool IsBrokenPipe(IOException exception) => exception.HResult == BrokenPipe;

    /// <summary>
    /// A pipe or terminal as a FileStream: the console's stream hides that the reader of a pipe has gone, and reads a
    /// terminal through an editor of lines that allocates. Null where the console's stream is the right one: on Windows;
    /// for files, where a FileStream would not move the position that other programs see; for what does not block.
    /// </summary>
    private static FileStream? Descriptor(int number, FileAccess access)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }
        var handle = new SafeFileHandle(number, ownsHandle: false);
        if (handle.IsAsync)
        {
            return null;
        }
        var stream = new FileStream(handle, access, bufferSize: 0);
        return stream.CanSeek ? null : stream;
    }
}
