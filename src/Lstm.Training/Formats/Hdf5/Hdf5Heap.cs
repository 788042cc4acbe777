using System.Linq;
using System.Numerics;

namespace Lstm.Training.Formats.Hdf5;

/// <summary>
/// A fractal heap, in which a group keeps many links and an object many or long attributes: blocks of doubling size that lie as if in one
/// row, long objects beside them ("HDF5 File Format Specification", version 3.0, section III.G).
/// </summary>
internal sealed class Hdf5Heap
{
    private const int Managed = 0, Huge = 1, Tiny = 2;

    private readonly Hdf5Bytes file;
    private readonly long at;
    private readonly int width, offsetSize, lengthSize, rows;
    private readonly long startSize, largest, root;

    public Hdf5Heap(Hdf5Bytes file, long at)
    {
        (this.file, this.at) = (file, at);
        file.Require(at, "FRHP"u8);
        int bits = file.Short(at + 128);
        (width, startSize, largest, root, rows) = (file.Short(at + 110), file.Long(at + 112), file.Long(at + 120), file.Long(at + 132), file.Short(at + 140));
        bool isPower = startSize > 0 && largest >= startSize && BitOperations.IsPow2(startSize) && BitOperations.IsPow2(largest) && width > 0 && BitOperations.IsPow2(width);
        if (file.Short(at + 7) != 0 || !isPower || bits is 0 or > 63)
        {
            throw file.Fault($"the heap at {at} is compressed, or has blocks of {startSize} to {largest} bytes in rows of {width}", "a heap that is not compressed, with powers of two");
        }
        (offsetSize, lengthSize) = ((bits + 7) / 8, int.Min((BitOperations.Log2((ulong)largest) + 7) / 8, (BitOperations.Log2((uint)file.Int(at + 10)) / 8) + 1));
    }

    /// <summary>Where an object is.</summary>
    /// <param name="id">Its identifier in the heap.</param>
    public (long At, long Size) Find(long id)
    {
        file.Visit();
        int kind = (file.Byte(id) >> 4) & 3;
        return kind switch
        {
            Managed => (Block(file.Number(id + 1, offsetSize)), file.Number(id + 1 + offsetSize, lengthSize)),
            Huge => FindHuge(id),
            Tiny => (id + 1, (file.Byte(id) & 15) + 1),
            _ => throw file.Fault($"the heap at {at} holds an object of kind {kind}", "0 to 2"),
        };
    }

    // A short identifier has no room for address and length: it is the key of a tree.
    private (long At, long Size) FindHuge(long id)
    {
        int room = file.Short(at + 5) - 1;
        if (room >= 16)
        {
            return (file.Long(id + 1), file.Long(id + 9));
        }
        long key = file.Number(id + 1, int.Clamp(room, 1, 8));
        long record = Hdf5RecordTree.Records(file, file.Long(at + 22), Hdf5RecordTree.HugeObjects).FirstOrDefault(record => file.Long(record + 16) == key, Hdf5Bytes.Undefined);
        return record == Hdf5Bytes.Undefined ? throw file.Fault($"the heap at {at} has no object {key}", "a whole file") : (file.Long(record), file.Long(record + 8));
    }

    // From an offset in the row of all blocks to a place in the file.
    private long Block(long offset)
    {
        long block = root, rest = offset;
        for (int left = rows; left > 0;)
        {
            file.Visit();
            file.Require(block, "FHIB"u8);
            int row = Row(rest, out long before);
            long size = RowSize(row), column = (rest - before) / size;
            if (row >= left || block == Hdf5Bytes.Undefined)
            {
                throw file.Fault($"the heap at {at} has nothing at {offset}", "a whole file");
            }
            block = file.Long(block + 13 + offsetSize + (8 * ((row * (long)width) + column)));
            rest -= before + (column * size);
            left = size <= largest ? 0 : int.Min(left - 1, BitOperations.Log2((ulong)size) - BitOperations.Log2((ulong)(startSize * width)) + 1);
        }
        file.Require(block, "FHDB"u8);
        return block + rest;
    }

    // Two rows of the first size, then each of twice the one before.
    private int Row(long offset, out long before)
    {
        long first = startSize * width;
        int row = offset < first ? 0 : BitOperations.Log2((ulong)(offset / first)) + 1;
        before = row == 0 ? 0 : first << (row - 1);
        return row;
    }

    private long RowSize(int row) => row < 2 ? startSize : startSize << (row - 1);
}
