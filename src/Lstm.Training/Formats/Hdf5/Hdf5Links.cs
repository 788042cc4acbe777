using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Hdf5;

/// <summary>
/// What a group holds: a tree of old nodes, messages in its header, or, from about a dozen on, objects in a heap. Soft and external links are
/// refused, so that a file can lead neither in a circle nor to other files.
/// </summary>
internal static class Hdf5Links
{
    private const int Deepest = 16;
    private const int LinkInfo = 0x02, Link = 0x06, SymbolTable = 0x11;

    /// <summary>Names and addresses.</summary>
    /// <param name="file">The file.</param>
    /// <param name="messages">Those of the group's header.</param>
    public static IEnumerable<(string Name, long Target)> Of(Hdf5Bytes file, IEnumerable<Hdf5Message> messages) => messages.SelectMany(message => message.Type switch
    {
        SymbolTable => Old(file, message.At),
        Link => [New(file, message.At)],
        LinkInfo => InHeap(file, message.At),
        _ => Array.Empty<(string, long)>(),
    });

    // A tree of nodes that hold the links, whose names are in a heap of another kind.
    private static IEnumerable<(string Name, long Target)> Old(Hdf5Bytes file, long at)
    {
        long heap = file.Long(at + 8);
        file.Require(heap, "HEAP"u8);
        long names = file.Long(heap + 24);
        var open = new Stack<(long At, int Depth)>([(file.Long(at), 0)]);
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

    private static (string Name, long Target) New(Hdf5Bytes file, long at)
    {
        int flags = file.Byte(at + 1), width = 1 << (flags & 3);
        at += 2;
        int type = (flags & 8) != 0 ? file.Byte(at++) : 0;
        at += ((flags & 4) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0);
        long length = file.Number(at, width);
        string name = file.String(at + width, length);
        return type == 0 ? (name, file.Long(at + width + length)) : throw file.Fault($"{ModelSource.Quote(name)} is a soft or external link", "groups and datasets themselves");
    }

    // A record: a hash of the name, and what the heap calls the link.
    private static IEnumerable<(string Name, long Target)> InHeap(Hdf5Bytes file, long at)
    {
        long addresses = at + 2 + ((file.Byte(at + 1) & 1) != 0 ? 8 : 0);
        if (file.Long(addresses) is Hdf5Bytes.Undefined)
        {
            return [];
        }
        var heap = new Hdf5Heap(file, file.Long(addresses));
        return Hdf5RecordTree.Records(file, file.Long(addresses + 8), Hdf5RecordTree.LinkNames).Select(record => New(file, heap.Find(record + 4).At));
    }
}
