using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Formats.Hdf5;

/// <summary>A message of an object's header: its type, and where its content is.</summary>
internal readonly record struct Hdf5Message(int Type, long At, int Size);

/// <summary>Reads the header of a group or dataset ("HDF5 File Format Specification", version 3.0, section IV.A).</summary>
internal static class Hdf5Header
{
    private const int Continuation = 0x10;

    /// <summary>The messages of the object at an address.</summary>
    public static IReadOnlyList<Hdf5Message> Read(Hdf5Bytes file, long at)
    {
        var messages = new List<Hdf5Message>();
        var blocks = new Queue<(long At, long Length)>();
        bool isNew = file.Slice(at, 4).SequenceEqual("OHDR"u8);
        int flags = 0;
        if (isNew)
        {
            flags = file.Byte(at + 5);
            long size = at + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
            int width = 1 << (flags & 3);
            blocks.Enqueue((size + width, file.Number(size, width)));
        }
        else
        {
            if (file.Byte(at) != 1)
            {
                throw file.Fault($"the object at {at} has a header of version {file.Byte(at)}", "1 or 2");
            }
            blocks.Enqueue((at + 16, file.Int(at + 8)));
        }
        while (blocks.TryDequeue(out var block))
        {
            file.Visit();
            foreach (var message in Block(file, block.At, block.Length, isNew, flags))
            {
                file.Visit();
                messages.Add(message);
                if (message.Type == Continuation)
                {
                    var (next, length) = (file.Long(message.At), file.Long(message.At + 8));
                    if (isNew)
                    {
                        file.Require(next, "OCHK"u8);
                    }
                    blocks.Enqueue(isNew ? (next + 4, length - 8) : (next, length)); // a signature before, a checksum behind
                }
            }
        }
        return messages;
    }

    private static IEnumerable<Hdf5Message> Block(Hdf5Bytes file, long at, long length, bool isNew, int flags)
    {
        file.Slice(at, length);
        int head = isNew ? 4 + ((flags & 4) != 0 ? 2 : 0) : 8;
        for (long end = at + length; at + head <= end;)
        {
            int type = isNew ? file.Byte(at) : file.Short(at), size = file.Short(at + (isNew ? 1 : 2));
            bool isShared = (file.Byte(at + (isNew ? 3 : 4)) & 2) != 0;
            if (isShared)
            {
                throw file.Fault($"the message at {at} is shared", "messages where they belong");
            }
            file.Slice(at + head, size);
            yield return new Hdf5Message(type, at + head, size);
            at += head + size;
        }
    }
}
