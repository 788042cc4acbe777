using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Hdf5;

/// <summary>
/// An attribute that is text: one string, or a list of them, of fixed length or in a heap ("HDF5 File Format Specification", version 3.0, sections
/// IV.A.2.m and III.E).
/// </summary>
internal static class Hdf5Attribute
{
    private const int Message = 0x0C, AttributeInfo = 0x15;
    private const int FixedText = 3, VariableLength = 9;

    /// <summary>The attributes among an object's messages, and those that it keeps in a heap since they are many or long.</summary>
    public static IEnumerable<Hdf5Message> Of(Hdf5Bytes file, IReadOnlyList<Hdf5Message> messages) => messages.SelectMany(message => message.Type switch
    {
        Message => [message],
        AttributeInfo => InHeap(file, message.At),
        _ => Array.Empty<Hdf5Message>(),
    });

    /// <summary>An attribute's name.</summary>
    public static string Name(Hdf5Bytes file, Hdf5Message message) => Fields(file, message).Name;

    /// <summary>Its strings.</summary>
    /// <exception cref="ImportException">It is no text.</exception>
    public static string[] Texts(Hdf5Bytes file, Hdf5Message message)
    {
        var (name, type, space, data) = Fields(file, message);
        bool isNull = file.Byte(space) >= 2 && file.Byte(space + 3) == 2;
        long count = isNull ? 0 : 1;
        foreach (long dimension in Hdf5Dataset.ReadShape(file, space))
        {
            count = dimension >= 0 && dimension <= file.Length && count <= file.Length ? count * dimension : file.Length + 1L;
        }
        if (count == 0)
        {
            return []; // h5py makes an empty list one of numbers
        }
        int kind = file.Byte(type) & 15;
        bool isText = kind == FixedText || (kind == VariableLength && (file.Byte(type + 1) & 15) == 1);
        long size = file.Int(type + 4);
        if (!isText || size == 0 || count > file.Length)
        {
            throw file.Fault($"its attribute {ModelSource.Quote(name)} is of class {kind}", "text");
        }
        string[] texts = new string[count];
        for (int k = 0; k < texts.Length; k++)
        {
            file.Visit();
            long at = data + (k * size);
            texts[k] = kind == FixedText ? file.String(at, size).TrimEnd(' ') : InHeap(file, file.Int(at), file.Long(at + 4), file.Int(at + 12));
        }
        return texts;
    }

    // Names, types and dimensions are padded to eight bytes in the first version.
    private static (string Name, long Type, long Space, long Data) Fields(Hdf5Bytes file, Hdf5Message message)
    {
        int version = file.Byte(message.At);
        if (version is < 1 or > 3 || (version > 1 && (file.Byte(message.At + 1) & 3) != 0))
        {
            throw file.Fault($"an attribute of version {version}, or one whose type is shared", "versions 1 to 3, with the type in its place");
        }
        long Padded(long size) => version == 1 ? (size + 7) & ~7L : size;
        long name = message.At + (version == 3 ? 9 : 8), type = name + Padded(file.Short(message.At + 2));
        long space = type + Padded(file.Short(message.At + 4));
        return (file.String(name, file.Short(message.At + 2)), type, space, space + Padded(file.Short(message.At + 6)));
    }

    // A record begins with what the heap calls the attribute, and whether it is shared.
    private static IEnumerable<Hdf5Message> InHeap(Hdf5Bytes file, long at)
    {
        long addresses = at + 2 + ((file.Byte(at + 1) & 1) != 0 ? 2 : 0);
        if (file.Long(addresses) is Hdf5Bytes.Undefined)
        {
            return [];
        }
        var heap = new Hdf5Heap(file, file.Long(addresses));
        return Hdf5RecordTree.Records(file, file.Long(addresses + 8), Hdf5RecordTree.AttributeNames).Select(record =>
        {
            var (found, size) = heap.Find(record);
            return new Hdf5Message(Message, found, (int)long.Clamp(size, 0, int.MaxValue));
        });
    }

    // A collection of objects: number, uses, length, content padded to eight bytes.
    private static string InHeap(Hdf5Bytes file, long length, long collection, long number)
    {
        if (length == 0)
        {
            return "";
        }
        file.Require(collection, "GCOL"u8);
        long end = collection + file.Long(collection + 8);
        for (long at = collection + 16; at + 16 <= end && file.Short(at) is not 0 and var found;)
        {
            file.Visit();
            long size = file.Long(at + 8);
            if (found == number && length <= size)
            {
                return file.String(at + 16, length);
            }
            file.Slice(at + 16, size);
            at += 16 + ((size + 7) & ~7L);
        }
        throw file.Fault($"there is no text {number} in the heap at {collection}", "a whole file");
    }
}
