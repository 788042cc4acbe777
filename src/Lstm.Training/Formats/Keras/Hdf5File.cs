using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Keras;

/// <summary>
/// The datasets of an HDF5 file by their paths, and attributes that are text. It is the part of the format that weights need: groups of either kind without
/// soft or external links, so that a file can lead neither in a circle nor to other files, and datasets that are neither cut into
/// chunks nor compressed ("HDF5 File Format Specification", version 3.0).
/// </summary>
internal sealed class Hdf5File
{
    private const int Deepest = 16;
    private const long BytesPerObject = 256; // with what is kept under its path
    private const int LinkInfo = 0x02, Link = 0x06, SymbolTable = 0x11;

    private readonly Hdf5Bytes file;
    private readonly Dictionary<string, Hdf5Dataset> datasets = [];
    private readonly Dictionary<string, IReadOnlyList<Hdf5Message>> attributes = [];

    /// <exception cref="ImportException">It is no such file.</exception>
    public Hdf5File(ModelSource source, byte[] bytes)
    {
        file = new Hdf5Bytes(source, bytes);
        file.Require(0, [0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10]);
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
        attributes[path] = [.. messages.Where(message => message.Type == Hdf5Attribute.Message)];
        var links = messages.SelectMany(message => message.Type switch
        {
            SymbolTable => OldLinks(message),
            Link => [NewLink(message)],
            LinkInfo => RequireNoHeap(message),
            _ => Array.Empty<(string, long)>(),
        });
        bool isGroup = false;
        foreach (var (name, target) in links)
        {
            isGroup = true;
            Add(path.Length == 0 ? name : $"{path}/{name}", target, depth + 1);
        }
        if (!isGroup && Hdf5Dataset.Read(file, messages) is { } dataset && !datasets.TryAdd(path, dataset))
        {
            throw file.Fault($"there are two datasets {ModelSource.Quote(path)}", "names that differ");
        }
    }

    // A tree of nodes that hold the links, whose names are in a heap.
    private IEnumerable<(string Name, long Target)> OldLinks(Hdf5Message message)
    {
        long heap = file.Long(message.At + 8);
        file.Require(heap, "HEAP"u8);
        long names = file.Long(heap + 24);
        var open = new Stack<(long At, int Depth)>([(file.Long(message.At), 0)]);
        while (open.TryPop(out var node))
        {
            file.Visit();
            if (node.Depth > Deepest)
            {
                throw file.Fault($"a group's tree is deeper than {Deepest}", "a tree that ends");
            }
            if (file.Slice(node.At, 4).SequenceEqual("TREE"u8))
            {
                for (int k = file.Short(node.At + 6) - 1; k >= 0; k--)
                {
                    open.Push((file.Long(node.At + 32 + (16L * k)), node.Depth + 1)); // a key before each
                }
                continue;
            }
            file.Require(node.At, "SNOD"u8);
            for (int k = 0; k < file.Short(node.At + 6); k++)
            {
                const int SoftLink = 2;
                long entry = node.At + 8 + (40L * k);
                string name = file.Text(names + file.Long(entry));
                yield return file.Int(entry + 16) != SoftLink ? (name, file.Long(entry + 8)) : throw file.Fault($"{ModelSource.Quote(name)} is a soft link", "groups and datasets themselves");
            }
        }
    }

    private (string Name, long Target) NewLink(Hdf5Message message)
    {
        int flags = file.Byte(message.At + 1), width = 1 << (flags & 3);
        long at = message.At + 2;
        int type = (flags & 8) != 0 ? file.Byte(at++) : 0;
        at += ((flags & 4) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0);
        long length = file.Number(at, width);
        string name = file.String(at + width, length);
        return type == 0 ? (name, file.Long(at + width + length)) : throw file.Fault($"{ModelSource.Quote(name)} is a soft or external link", "groups and datasets themselves");
    }

    private (string, long)[] RequireNoHeap(Hdf5Message message)
    {
        long heap = file.Long(message.At + 2 + ((file.Byte(message.At + 1) & 1) != 0 ? 8 : 0));
        return heap == Hdf5Bytes.Undefined ? [] : throw file.Fault("a group keeps its links in a fractal heap", "groups as h5py writes them by default");
    }
}
