using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Hdf5;

/// <summary>
/// The datasets of an HDF5 file by their paths, and attributes that are text. It is the part of the format that h5py writes for weights, in any of
/// its versions: no links that lead elsewhere, no types or messages shared between objects, no filters beyond HDF5's own
/// ("HDF5 File Format Specification", version 3.0).
/// </summary>
internal sealed class Hdf5File
{
    private const int Deepest = 16;
    private const long BytesPerObject = 256; // with what is kept under its path

    private readonly Hdf5Bytes file;
    private readonly Dictionary<string, Hdf5Dataset> datasets = [];
    private readonly Dictionary<string, IReadOnlyList<Hdf5Message>> attributes = [];

    /// <exception cref="ImportException">It is no such file.</exception>
    public Hdf5File(ModelSource source, byte[] bytes)
    {
        file = new Hdf5Bytes(source, bytes);
        if (!IsOne(bytes))
        {
            throw file.Fault("it does not begin as HDF5 does", "a whole file");
        }
        int version = file.Byte(8);
        if (version > 3)
        {
            throw file.Fault($"its superblock is of version {version}", "0 to 3");
        }
        int sizes = version < 2 ? 13 : 9;
        if (file.Byte(sizes) != 8 || file.Byte(sizes + 1) != 8)
        {
            throw file.Fault($"its addresses have {file.Byte(sizes)} and its lengths {file.Byte(sizes + 1)} bytes", "8 each");
        }
        // Behind the address of the file's end and, in the old form, of the driver and of the root's name.
        Add("", file.Long(version switch { 0 => 64, 1 => 68, _ => 36 }), 0);
    }

    /// <summary>The datasets.</summary>
    public IReadOnlyDictionary<string, Hdf5Dataset> Datasets => datasets;

    /// <summary>Whether bytes begin as such a file does.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10]);

    /// <summary>The strings of an attribute of a group or dataset; null where there is none of this name.</summary>
    public string[]? Texts(string path, string name)
    {
        foreach (var message in attributes.GetValueOrDefault(path) ?? [])
        {
            if (Hdf5Attribute.Name(file, message) == name)
            {
                return Hdf5Attribute.Texts(file, message);
            }
        }
        return null;
    }

    /// <summary>The one string of an attribute; null where there is none of this name.</summary>
    public string? Text(string path, string name) => Texts(path, name) is { } texts ? texts is [var one] ? one : throw file.Fault($"its attribute {ModelSource.Quote(name)} has {texts.Length} values", "one") : null;

    private void Add(string path, long at, int depth)
    {
        if (depth > Deepest)
        {
            throw file.Fault($"its groups are nested deeper than {Deepest}", "fewer; perhaps one is linked to itself");
        }
        file.Take(BytesPerObject + (sizeof(char) * (long)path.Length));
        file.Visit();
        var messages = Hdf5Header.Read(file, at);
        attributes[path] = [.. Hdf5Attribute.Of(file, messages)];
        bool isGroup = false;
        foreach (var (name, target) in Hdf5Links.Of(file, messages))
        {
            isGroup = true;
            Add(path.Length == 0 ? name : $"{path}/{name}", target, depth + 1);
        }
        if (!isGroup && Hdf5Dataset.Read(file, messages) is { } dataset && !datasets.TryAdd(path, dataset))
        {
            throw file.Fault($"there are two datasets {ModelSource.Quote(path)}", "names that differ");
        }
    }
}
