using System.Collections.Generic;
using System.Numerics;

namespace Lstm.Training.Formats.Hdf5;

/// <summary>A B-tree of version 2, whose nodes hold records of one length ("HDF5 File Format Specification", version 3.0, section III.A.2).</summary>
internal static class Hdf5RecordTree
{
    /// <summary>Kinds of records that are read here.</summary>
    public const int HugeObjects = 1, LinkNames = 5, AttributeNames = 8, Chunks = 10, FilteredChunks = 11;

    private const int Prefix = 6, Checksum = 4, Deepest = 16;

    /// <summary>Where the records of a tree are, in order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="at">The tree's header.</param>
    /// <param name="kind">What its records must be.</param>
    public static IEnumerable<long> Records(Hdf5Bytes file, long at, int kind)
    {
        file.Require(at, "BTHD"u8);
        int type = file.Byte(at + 5), size = file.Short(at + 10), depth = file.Short(at + 12);
        long nodeSize = file.Int(at + 6);
        if (type != kind || size == 0 || depth > Deepest || nodeSize < Prefix + Checksum + size)
        {
            throw file.Fault($"the B-tree at {at} has records of type {type} and length {size} in nodes of {nodeSize} bytes on {depth} levels", $"type {kind}, on at most {Deepest} levels");
        }
        long[] totals = TotalSizes(nodeSize, size, depth, out int counts);
        if (file.Long(at + 16) is not Hdf5Bytes.Undefined and var root)
        {
            foreach (long record in Node(file, root, file.Short(at + 24), depth, size, counts, totals))
            {
                yield return record;
            }
        }
    }

    // A node's children stand behind its records: address, number of records, and, above the lowest two levels, of all below.
    private static IEnumerable<long> Node(Hdf5Bytes file, long at, long count, int depth, int size, int counts, long[] totals)
    {
        file.Visit();
        file.Require(at, depth == 0 ? "BTLF"u8 : "BTIN"u8);
        for (long k = 0; k < count; k++)
        {
            file.Visit();
            yield return at + Prefix + (k * size);
        }
        for (long k = 0; depth > 0 && k <= count; k++)
        {
            long child = at + Prefix + (count * size) + (k * (8 + counts + totals[depth - 1]));
            foreach (long record in Node(file, file.Long(child), file.Number(child + 8, counts), depth - 1, size, counts, totals))
            {
                yield return record;
            }
        }
    }

    // How many bytes a number of records takes depends on how many fit a leaf, and on each level below it on how many fit the subtree.
    private static long[] TotalSizes(long nodeSize, int size, int depth, out int counts)
    {
        BigInteger most = (nodeSize - Prefix - Checksum) / size, total = most;
        counts = Bytes(most);
        long[] sizes = new long[depth + 1];
        for (int level = 1; level <= depth; level++)
        {
            long pointer = 8 + counts + sizes[level - 1];
            most = (nodeSize - Prefix - Checksum - pointer) / (size + pointer);
            total = ((most + 1) * total) + most;
            sizes[level] = Bytes(total);
        }
        return sizes;
    }

    private static int Bytes(BigInteger number) => number <= 0 ? 1 : int.Min(8, (int)((number.GetBitLength() - 1) / 8) + 1);
}
