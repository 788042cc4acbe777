using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Small Keras files that describe numbers, parts or work without end.</summary>
[Trait("Speed", "Slow")]
public class Hdf5BudgetTests
{
    private const int Large = 200_000_000;

    [Theory]
    [InlineData("model.weights.h5")]
    [InlineData("config.json")]
    [InlineData("metadata.json")]
    public void An_entry_that_unpacks_to_gigabytes_is_not_unpacked(string name)
    {
        byte[] file = TestPickle.Zip([.. new[] { "config.json", "metadata.json", "model.weights.h5" }.Where(other => other != name).Select(other => (other, EntryOf(other))), (name, new byte[Large])]);
        Assert.InRange(file.Length, 1, Large / 50);
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.keras", file), new ImportOptions()));
        Assert.Contains($"{name}: it asks for 200,000,000 bytes", error.Message, StringComparison.Ordinal);
        Assert.Contains("--budget", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A tree of links all of whose 245·245 leaves are one object with a thousand messages.</summary>
    [Fact]
    public void Many_links_to_one_header_end()
    {
        const int Root = 96, Heap = 160, Names = 256, Inner = 512, Outer = Inner + 32 + (16 * 245), Leaf = Outer + 32 + (16 * 245), Target = Leaf + 64, Messages = 1000;
        byte[] file = new byte[Target + 16 + (8 * Messages)];
        Superblock(file, Root);
        Header(file, Root, 24);
        Message(file, Root + 16, 0x11, 16);
        Long(file, Root + 24, Outer);
        Long(file, Root + 32, Heap);
        "HEAP"u8.CopyTo(file.AsSpan(Heap));
        Long(file, Heap + 24, Names);
        file[Names] = (byte)'a';
        Tree(file, Outer, Inner, 245);
        Tree(file, Inner, Leaf, 245);
        "SNOD"u8.CopyTo(file.AsSpan(Leaf));
        file[Leaf + 6] = 1;
        Long(file, Leaf + 16, Target);
        Header(file, Target, 8 * Messages);
        RefuseAsTooMuch(file);
        Assert.InRange(file.Length, 1, 20_000);
    }

    /// <summary>Groups on fifteen levels, each of which has every group of the next for eight children: 8^15 paths.</summary>
    [Fact]
    public void Groups_that_share_their_children_end()
    {
        const int Root = 96, Links = 8, Levels = 15, Size = 16 + (Links * 24);
        byte[] file = new byte[Root + (Levels * Size) + 64];
        Superblock(file, Root);
        for (int level = 0; level < Levels; level++)
        {
            int at = Root + (level * Size);
            Header(file, at, Links * 24);
            for (int link = 0; link < Links; link++)
            {
                int message = at + 16 + (link * 24);
                Message(file, message, 0x06, 16);
                byte[] content = [1, 0, 1, (byte)('a' + link), .. BitConverter.GetBytes((long)(at + Size))];
                content.CopyTo(file, message + 8);
            }
        }
        Header(file, Root + (Levels * Size), 0);
        RefuseAsTooMuch(file);
    }

    /// <summary>A block of a header that names itself a hundred times.</summary>
    [Fact]
    public void A_header_that_goes_on_in_itself_ends()
    {
        const int Root = 96, Count = 100;
        byte[] file = new byte[Root + 16 + (Count * 24)];
        Superblock(file, Root);
        Header(file, Root, Count * 24);
        for (int k = 0; k < Count; k++)
        {
            int message = Root + 16 + (k * 24);
            Message(file, message, 0x10, 16);
            Long(file, message + 8, Root + 16);
            Long(file, message + 16, Count * 24);
        }
        RefuseAsTooMuch(file);
    }

    [Fact]
    public void A_group_in_itself_ends()
    {
        const int Root = 96;
        byte[] file = new byte[256];
        Superblock(file, Root);
        Header(file, Root, 32);
        byte[] link = [1, 0, 1, (byte)'a', .. BitConverter.GetBytes((long)Root)];
        Message(file, Root + 16, 0x06, 16);
        link.CopyTo(file, Root + 24);
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.h5", file), new ImportOptions()));
        Assert.Contains("linked to itself", error.Message, StringComparison.Ordinal);
    }

    private static void RefuseAsTooMuch(byte[] file)
    {
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.h5", file), new ImportOptions()));
        Assert.Contains("it asks for", error.Message, StringComparison.Ordinal);
        Assert.Contains("--budget", error.Message, StringComparison.Ordinal);
    }

    private static byte[] EntryOf(string name)
    {
        using var archive = ZipFile.OpenRead(KerasFile.PathOf("backwards.keras"));
        using var content = new MemoryStream();
        using var stream = archive.GetEntry(name)!.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static void Superblock(byte[] file, int root)
    {
        ((byte[])[0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10]).CopyTo(file, 0);
        (file[13], file[14]) = (8, 8);
        Long(file, 64, root);
    }

    private static void Header(byte[] file, int at, int length)
    {
        file[at] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at + 8), length);
    }

    private static void Message(byte[] file, int at, byte type, byte size) => (file[at], file[at + 2]) = (type, size);

    private static void Tree(byte[] file, int at, int child, byte count)
    {
        "TREE"u8.CopyTo(file.AsSpan(at));
        file[at + 6] = count;
        for (int k = 0; k < count; k++)
        {
            Long(file, at + 32 + (16 * k), child);
        }
    }

    private static void Long(byte[] file, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);
}
