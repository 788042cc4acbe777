using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Xunit;
using static Lstm.Trainer.Tests.Import.TestPickle;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Small PyTorch files that describe numbers, parts or work without end.</summary>
[Trait("Speed", "Slow")]
public class TorchBudgetTests
{
    private const int Large = 200_000_000;

    [Fact]
    public void An_entry_that_unpacks_to_gigabytes_is_not_unpacked()
    {
        byte[] file = Archive(new Dict([("rnn.weight_ih_l0", new Tensor("8", Large / 4))]), new Dictionary<string, float[]> { ["8"] = new float[Large / 4] });
        Assert.InRange(file.Length, 1, Large / 50);
        RefuseAsTooMuch(file, "data/8: it asks for 200,000,000 bytes");
    }

    [Fact]
    public void Many_tensors_on_one_storage_are_counted_each()
    {
        const int Count = 1_000_000;
        var tensors = Enumerable.Range(0, 1000).Select(k => ((object)$"a{k}.weight", (object?)new Tensor("8", Count))).ToArray();
        RefuseAsTooMuch(Archive(new Dict(tensors), new Dictionary<string, float[]> { ["8"] = new float[Count] }), "it asks for 4,000,000 bytes");
    }

    /// <summary>A module is remembered, and the next one has it twice: each level doubles the names.</summary>
    [Fact]
    public void Modules_that_share_their_parts_end()
    {
        var pickle = new StringBuilder("\u0080\u0002c__torch__\nNet\n)\u0081}(X\u0001\0\0\0wctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\u00008X\u0003\0\0\0cpuK\u0001tQK\0K\u0001\u0085K\u0001\u0085\u0089NtRubq\u0001");
        for (int level = 0; level < 30; level++)
        {
            pickle.Append("0c__torch__\nNet\n)\u0081}(X\u0001\0\0\0ah\u0001X\u0001\0\0\0bh\u0001ubq\u0001");
        }
        pickle.Append('.');
        RefuseAsTooMuch(Zip(("m/data.pkl", Encoding.Latin1.GetBytes(pickle.ToString())), ("m/data/8", new byte[4])), "data.pkl: it asks for");
    }

    /// <summary>A byte makes a list of a hundred.</summary>
    [Fact]
    public void A_pickle_of_nothing_but_lists_ends() =>
        RefuseAsTooMuch(Zip(("m/data.pkl", [0x80, 2, .. Enumerable.Repeat((byte)']', 20_000_000)])), "data.pkl: it asks for");

    [Fact]
    public void A_dictionary_in_itself_ends()
    {
        byte[] pickle = Encoding.Latin1.GetBytes("\u0080\u0002}q\u0001(X\u0001\0\0\0ah\u0001X\u0001\0\0\0bh\u0001u.");
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.pt", Zip(("m/data.pkl", pickle))), new ImportOptions()));
        Assert.Contains("holds tensors of modules", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_unpacks_to_less_than_it_says_is_refused()
    {
        byte[] file = Archive(Network(), new Dictionary<string, float[]> { ["8"] = new float[4096] });
        BitConverter.TryWriteBytes(file.AsSpan(EntryOf(file, "m/data/8") + 24), 20_000);
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.pt", file), new ImportOptions()));
        Assert.Contains("m/data/8", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Nearly as much as an array can be, in a file of a few hundred bytes.</summary>
    [Fact]
    public void A_storage_that_says_it_has_two_gigabytes_is_not_unpacked()
    {
        byte[] file = Archive(Network(), new Dictionary<string, float[]> { ["8"] = new float[4096] });
        BitConverter.TryWriteBytes(file.AsSpan(EntryOf(file, "m/data/8") + 24), int.MaxValue - 39);
        RefuseAsTooMuch(file, "data/8: it asks for 2,147,483,608 bytes");
    }

    private static int EntryOf(byte[] file, string name)
    {
        int directory = 0;
        for (int at = 0; at + 46 < file.Length; at++)
        {
            bool isEntry = file.AsSpan(at, 4).SequenceEqual("PK\u0001\u0002"u8);
            directory = isEntry && file.AsSpan(at + 46).StartsWith(Encoding.ASCII.GetBytes(name)) ? at : directory;
        }
        return directory;
    }

    private static void RefuseAsTooMuch(byte[] file, string words)
    {
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.pt", file), new ImportOptions()));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains("--budget", error.Message, StringComparison.Ordinal);
    }
}
