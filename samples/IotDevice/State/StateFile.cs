using System;
using System.IO;

namespace IotDevice;

/// <summary>Keeps the state in a file.</summary>
internal sealed class StateFile
{
    private readonly string path;

    /// <param name="path">Where.</param>
    /// <exception cref="IOException">There is a folder, a pipe or a device.</exception>
    public StateFile(string path)
    {
        this.path = WholeFile.FollowLinks(path);
        if (Directory.Exists(path))
        {
            throw new IOException($"The state file {path} is a folder; expected a file.");
        }
        if (Libc.IsSpecial(path))
        {
            throw new IOException($"The state file {path} is a pipe or a device; expected a file.");
        }
    }

    /// <summary>Reads the state.</summary>
    /// <param name="specHash">The hash of the network that is to go on.</param>
    /// <param name="memoryBytes">The bytes of its memory.</param>
    /// <returns>Null if there is none yet.</returns>
    /// <exception cref="StateException">There is a file, but not with a state of that network.</exception>
    public DeviceState? Read(string specHash, int memoryBytes)
    {
        byte[] bytes;
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StateException($"The state file {path} cannot be read: {e.Message}");
        }
        return StateFormat.Read(bytes, specHash, memoryBytes, out string problem)
            ?? throw Refuse(problem);
    }

    /// <summary>That the state cannot be used.</summary>
    public StateException Refuse(string problem) => new($"The state file {path} is refused: {problem}. Move it away to begin anew.");

    /// <summary>Writes the state in the old one's place.</summary>
    /// <exception cref="IOException">It cannot be written; the old one is still there.</exception>
    public void Write(DeviceState state)
    {
        try
        {
            WholeFile.Write(path, stream => stream.Write(StateFormat.Write(state)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"The state cannot be saved in {path}: {e.Message}", e);
        }
    }
}
