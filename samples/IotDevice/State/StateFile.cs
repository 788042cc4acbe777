using System;
using System.IO;

namespace IotDevice;

/// <summary>
/// Keeps the state in a file, which no second device gets while this one has it: it stays open, under a lock of the system that ends
/// with the program, however that ends.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private readonly string path;
    private FileStream? held; // the file in place; null while there is none

    /// <param name="path">Where.</param>
    /// <exception cref="IOException">There is a folder.</exception>
    /// <exception cref="StateException">There is an empty file, a pipe or a device.</exception>
    public StateFile(string path)
    {
        this.path = WholeFile.FollowLinks(path);
        if (Directory.Exists(path))
        {
            throw new IOException($"The state file {path} is a folder; expected a file.");
        }
        if (WholeFile.IsEmptyOrNone(path))
        {
            throw Refuse("it is empty, or a pipe or a device");
        }
    }

    /// <summary>Reads the state, and from here on keeps others from it.</summary>
    /// <param name="specHash">The hash of the network that is to continue.</param>
    /// <param name="memoryBytes">The bytes of its memory.</param>
    /// <returns>Null if there is none yet.</returns>
    /// <exception cref="StateException">There is a file, but not with a state of that network.</exception>
    /// <exception cref="IOException">Another device has it.</exception>
    public DeviceState? Read(string specHash, int memoryBytes)
    {
        byte[] bytes;
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }
            held = WholeFile.Hold(path);
            bytes = new byte[held.Length];
            held.ReadExactly(bytes);
        }
        catch (IOException e) when (FileProblem.IsInUse(e))
        {
            throw InUse(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StateException($"The state file {path} cannot be read: {FileProblem.Reason(e)}");
        }
        return StateFormat.Read(bytes, specHash, memoryBytes, out string problem)
            ?? throw Refuse(problem);
    }

    /// <summary>That the state cannot be used.</summary>
    public StateException Refuse(string problem) => new($"The state file {path} is rejected: {problem}. Move it away to start fresh.");

    /// <summary>Writes the state in the old one's place.</summary>
    /// <exception cref="IOException">It cannot be written; the old one is still there.</exception>
    public void Write(DeviceState state)
    {
        try
        {
            var old = held;
            if (OperatingSystem.IsWindows())
            {
                old?.Dispose(); // an open file cannot be replaced there
            }
            held = WholeFile.Put(path, stream => stream.Write(StateFormat.Write(state)), overwrite: old is not null);
            old?.Dispose();
        }
        catch (IOException e) when (FileProblem.IsInUse(e))
        {
            throw InUse(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StateNotSavedException($"The state cannot be saved in {path}: {FileProblem.Reason(e)}", FileProblem.IsFullOrReadOnly(e));
        }
    }

    public void Dispose() => held?.Dispose();

    private IOException InUse(IOException cause) => new($"The state file {path} is in use by another device; expected one for each. End that one, or give this one another --state.", cause);
}
