using System;
using System.IO;

namespace Lstm.Embedded;

/// <summary>Reads a weight file's bytes; whatever prevents it comes out as one type of exception.</summary>
internal static class WeightFileBytes
{
    /// <summary>All bytes of a file.</summary>
    /// <exception cref="LstmWeightException">The file cannot be read, or is larger than an array can be.</exception>
    public static byte[] Read(string path)
    {
        const string Expected = "a readable safetensors file";
        if (Directory.Exists(path))
        {
            throw new LstmWeightException(path, null, "a directory", Expected);
        }
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (stream.Length > Array.MaxLength)
            {
                throw new LstmWeightException(path, null, $"a file of {stream.Length} bytes", $"at most 2 GB ({Array.MaxLength} bytes)");
            }
            byte[] bytes = new byte[(int)stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LstmWeightException(path, null, "no such file", Expected, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new LstmWeightException(path, null, $"a file that cannot be read ({e.Message})", Expected, e);
        }
    }
}
