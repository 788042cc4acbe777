using System.Numerics;

namespace Lstm.Training.Formats.Hdf5;

/// <summary>
/// Where the entries of an index of chunks are that is an array: of fixed length, or one that can grow, in blocks and pages
/// ("HDF5 File Format Specification", version 3.0, sections VII.C and VII.D).
/// </summary>
internal static class Hdf5Arrays
{
    private const int Checksum = 4, BlockPrefix = 14;

    /// <summary>An entry of a fixed array; null where nothing was stored.</summary>
    public static long? InFixed(Hdf5Bytes file, long at, long index)
    {
        file.Require(at, "FAHD"u8);
        int entry = file.Byte(at + 6);
        long count = file.Long(at + 8), block = file.Long(at + 16), page = PageLength(file, at + 7);
        if (block == Hdf5Bytes.Undefined || index >= count)
        {
            return null;
        }
        file.Require(block, "FADB"u8);
        if (count <= page)
        {
            return block + BlockPrefix + (index * entry);
        }
        long pages = ((count - 1) / page) + 1, bits = block + BlockPrefix;
        return IsSet(file, bits, index / page) ? bits + ((pages + 7) / 8) + Checksum + InPages(index, page, entry) : null;
    }

    /// <summary>An entry of an array that can grow; null where nothing was stored.</summary>
    public static long? InExtensible(Hdf5Bytes file, long at, long index)
    {
        file.Require(at, "EAHD"u8);
        int entry = file.Byte(at + 6), bits = file.Byte(at + 7), first = file.Byte(at + 8), least = file.Byte(at + 9), pointers = file.Byte(at + 10);
        long page = PageLength(file, at + 11), block = file.Long(at + 60);
        if (least == 0 || pointers == 0 || !BitOperations.IsPow2(least) || !BitOperations.IsPow2(pointers) || bits > 62)
        {
            throw file.Fault($"the array at {at} has blocks of {least} entries and {pointers} pointers", "powers of two");
        }
        if (block == Hdf5Bytes.Undefined)
        {
            return null;
        }
        file.Require(block, "EAIB"u8);
        if (index < first)
        {
            return block + BlockPrefix + (index * entry);
        }
        // Levels of ever more and larger blocks; those of the first levels are named by the index block itself.
        index -= first;
        int level = BitOperations.Log2((ulong)((index / least) + 1)), direct = 2 * BitOperations.Log2((uint)pointers), offsetSize = (bits + 7) / 8;
        long start = 0, blocksBefore = 0;
        for (int below = 0; below < level; below++)
        {
            start += Blocks(below) * Length(below);
            blocksBefore += Blocks(below);
        }
        long length = Length(level), number = (index - start) / length, within = (index - start) % length;
        long addresses = block + BlockPrefix + ((long)first * entry);
        long pagesOfBlock = length > page ? length / page : 0, bitmap = 0;
        if (level < direct)
        {
            addresses += 8 * (blocksBefore + number);
        }
        else
        {
            long super = file.Long(addresses + (8L * ((2 * (pointers - 1)) + level - direct)));
            if (super == Hdf5Bytes.Undefined)
            {
                return null;
            }
            file.Require(super, "EASB"u8);
            bitmap = super + BlockPrefix + offsetSize;
            addresses = bitmap + (Blocks(level) * ((pagesOfBlock + 7) / 8)) + (8 * number);
        }
        long data = file.Long(addresses);
        if (data == Hdf5Bytes.Undefined || (bitmap > 0 && pagesOfBlock > 0 && !IsSet(file, bitmap, (number * pagesOfBlock) + (within / page))))
        {
            return null;
        }
        file.Require(data, "EADB"u8);
        return data + BlockPrefix + offsetSize + (pagesOfBlock > 0 ? Checksum + InPages(within, page, entry) : within * entry);

        long Blocks(int level) => 1L << (level / 2);
        long Length(int level) => (long)least << ((level + 1) / 2);
    }

    private static long PageLength(Hdf5Bytes file, long at) => file.Byte(at) is <= 62 and var bits ? 1L << bits : throw file.Fault($"the array at {at} has pages of 2^{file.Byte(at)} entries", "fewer");

    private static long InPages(long index, long page, int entry) => (index / page * ((page * entry) + Checksum)) + (index % page * entry);

    private static bool IsSet(Hdf5Bytes file, long bits, long index) => (file.Byte(bits + (index / 8)) & (0x80 >> (int)(index % 8))) != 0;
}
