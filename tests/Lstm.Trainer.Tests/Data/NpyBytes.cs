using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace Lstm.Trainer.Tests.Data;

/// <summary>NumPy files byte by byte, as the format's description has them.</summary>
internal static class NpyBytes
{
    /// <summary>A .npy file.</summary>
    public static byte[] Of(string type, string shape, byte[] elements, bool fortran = false, byte version = 1) =>
        WithHeader($"{{'descr': {type}, 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}", elements, version);

    /// <summary>A .npy file with any header.</summary>
    public static byte[] WithHeader(string header, byte[] elements, byte version = 1)
    {
        byte[] text = Encoding.UTF8.GetBytes(header + "\n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. elements];
    }

    /// <summary>Little-endian float64.</summary>
    public static byte[] Doubles(params double[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>A .npz file.</summary>
    public static byte[] Archive(params (string Name, byte[] Content)[] arrays)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in arrays)
            {
                using var entry = archive.CreateEntry(name + ".npy").Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }
}
