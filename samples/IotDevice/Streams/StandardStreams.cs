using System;
using System.IO;
using System.Text;

namespace IotDevice;

/// <summary>Opens the input and the standard streams without a buffer of their own.</summary>
/// <remarks>
/// The console's streams hide that the reader of a pipe has gone, read a terminal through an editor of lines that allocates, and are
/// a tenth of a small program. So they are used on Windows only.
/// </remarks>
internal static class StandardStreams
{
    private const int InputDescriptor = 0;
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;

    /// <summary>Standard output for a text that ends soon, of which nobody need read all.</summary>
    public static TextWriter Text { get; } = Writer(OutputDescriptor);

    /// <summary>Standard error for people.</summary>
    public static TextWriter Errors { get; } = Writer(ErrorDescriptor);

    /// <summary>Opens a file, or standard input for <c>-</c>.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public static Stream OpenInput(string path)
    {
        try
        {
            if (path != "-")
            {
                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            }
            // NativeAOT's runtime opens this first of all, and gets the free number. Under the JIT a pipe of .NET's own gets it,
            // which looks like any other.
            if (new FileInfo("/proc/self/fd/0").LinkTarget == "/dev/urandom")
            {
                throw new InputException("standard input is closed.");
            }
            return OperatingSystem.IsWindows() ? Console.OpenStandardInput() : new DescriptorStream(InputDescriptor);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"There is no file {path}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(Directory.Exists(path) ? $"{path} is a folder; expected a file." : $"{(path == "-" ? "standard input" : $"\"{path}\"")} cannot be read: {FileProblem.Reason(e)}");
        }
    }

    /// <summary>Opens standard output.</summary>
    /// <param name="stop">What ends the wait for a reader who does not read.</param>
    public static Stream OpenOutput(StopRequest? stop = null) =>
        OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new DescriptorStream(OutputDescriptor, stop: stop);

    /// <summary>Opens standard error.</summary>
    /// <param name="stop">What ends the wait for a reader who does not read.</param>
    public static Stream OpenErrors(StopRequest stop) =>
        OperatingSystem.IsWindows() ? Console.OpenStandardError() : new DescriptorStream(ErrorDescriptor, heard: false, stop);

    /// <summary>Whether an exception says that nobody reads standard output any more.</summary>
    public static bool IsBrokenPipe(IOException exception) => exception.HResult == Libc.BrokenPipe;

    private static TextWriter Writer(int descriptor)
    {
        if (OperatingSystem.IsWindows())
        {
            return descriptor == OutputDescriptor ? Console.Out : Console.Error;
        }
        return new StreamWriter(new DescriptorStream(descriptor, heard: false), new UTF8Encoding(false), bufferSize: 1024) { AutoFlush = true };
    }
}
