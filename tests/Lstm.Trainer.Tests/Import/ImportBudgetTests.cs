using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Onnx;
using Xunit;
using static Lstm.Training.Formats.Onnx.GraphWriter;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Small files that ask for memory or work without end: they are refused by what they ask for, before it is given.</summary>
[Trait("Speed", "Slow")]
public class ImportBudgetTests
{
    private static readonly Dictionary<string, (Func<byte[]> File, string[] Words)> Cases = new()
    {
        ["constants.onnx"] = (() => Filled(15_000_000).Node("Neg", ["a"], ["b"]).Whole("from", 0).Whole("to", 4).Node("Slice", ["b", "from", "to"], ["c"]).Node("Add", ["y", "c"], ["z"]).Output("z").ToBytes(), ["the ConstantOfShape", "120,000,000 bytes", "--budget"]),
        ["many constants.onnx"] = (() => Chain(Filled(2_000_000), "Neg", 40).ToBytes(), ["the Neg", "--budget"]),
        ["widened.onnx"] = (() => Filled(1).Whole("wide", 1 << 15, 1 << 15).Node("Expand", ["a", "wide"], ["b"]).Node("Add", ["y", "b"], ["z"]).Output("z").ToBytes(), ["the Expand", "8,589,934,592 bytes"]),
        ["counted.onnx"] = (() => Filled(1).Tensor("limit", 1, [], One(1e9f)).Tensor("step", 1, [], One(1)).Node("Range", ["step", "limit", "step"], ["b"]).Node("Add", ["y", "b"], ["z"]).Output("z").ToBytes(), ["the Range", "bytes"]),
        ["doubled.onnx"] = (() => Doubled(40).ToBytes(), ["the Concat", "--budget"]),
        ["one constant often.onnx"] = (() => Filled(500_000).Node("Min", [.. Enumerable.Repeat("a", 1000)], ["b"]).Node("Add", ["y", "b"], ["z"]).Output("z").ToBytes(), ["the Min", "--budget"]),
        ["a shape of a million axes.onnx"] = (() => Filled(1_000_000).Node("ConstantOfShape", ["a"], ["b"]).Node("Add", ["y", "b"], ["z"]).Output("z").ToBytes(), ["the ConstantOfShape", "1000000 numbers", "at most 64 axes"]),
        ["a tensor of many axes.onnx"] = (() => TestGraph.WithLstm().Floats("c", [.. Enumerable.Repeat(1L, 100)], 1).Node("Add", ["y", "c"], ["z"]).Output("z").ToBytes(), ["100 axes"]),
        ["groups.onnx"] = (() => new TestGraph().Input("x", 1, 1, 4096, "time").Floats("w", [4096, 1, 2]).Node("Conv", ["x", "w"], ["z"], Attribute("group", 4096), Attributes("pads", 1L, 0L)).Output("z").ToBytes(), ["the Conv", "134,217,728 bytes"]),
        ["empty nodes.onnx"] = (() => new MessageWriter().Integer(1, 8).Message(7, new MessageWriter().Each(new int[1_000_000], (writer, _) => writer.Bytes(1, []))).Message(8, new MessageWriter().Text(1, "").Integer(2, 17)).ToArray(), ["--budget"]),
        ["deep.json"] = (() => Encoding.UTF8.GetBytes("{ \"a.weight\": " + new string('[', 100_000) + new string(']', 100_000) + " }"), ["beyond a depth of 64", "line 1, byte 78"]),
        ["wide.json"] = (() => Encoding.UTF8.GetBytes("{ \"a.weight\": [[" + string.Join(',', Enumerable.Repeat("1", 50_000)) + "]" + string.Concat(Enumerable.Repeat(",[]", 50_000)) + "] }"), ["a.weight", "asks for 10,000,200,000 bytes", "--budget"]),
        ["layers.json"] = (() => Encoding.UTF8.GetBytes("{ \"in_shape\": [1], \"layers\": [" + string.Join(',', Enumerable.Repeat("1", 2_000_000)) + "] }"), ["layers", "--budget"]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_refused_by_what_it_asks_for(string name)
    {
        byte[] file = Cases[name].File();
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource(name, file), new ImportOptions()));
        Assert.All(Cases[name].Words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        Assert.True(error.Message.Length < 600, error.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * (ImportBudget.BaseBytes + (ImportBudget.BytesPerByte * file.Length)));
    }

    [Fact]
    public void Bytes_and_seconds_can_be_set()
    {
        byte[] file = TestGraph.WithLstm().Output("y").ToBytes();
        Assert.Contains("--budget MEGABYTES", Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.onnx", file), new ImportOptions { BudgetBytes = 1000 })).Message, StringComparison.Ordinal);
        Assert.Contains("--budget-seconds", Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.onnx", file), new ImportOptions { BudgetSeconds = 1e-9 })).Message, StringComparison.Ordinal);
        byte[] large = Chain(Filled(2_000_000), "Neg", 40).ToBytes();
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.onnx", large), new ImportOptions { BudgetBytes = 2L << 30, BudgetSeconds = 1000 }));
        Assert.Contains("the Add", error.Message, StringComparison.Ordinal); // computed, and then of no shape that a layer has
    }

    // The first reading of the axes fails at the Conv; the second continues and spends what is left.
    [Fact]
    public void What_exceeded_the_budget_is_told_whichever_reading_of_the_axes_it_was()
    {
        byte[] file = new TestGraph().Input("x", 1, 1, 3, 2).Node("Transpose", ["x"], ["t"], Attributes("perm", 0L, 2L, 1L)).Whole("count", 2_000_000).Node("ConstantOfShape", ["count"], ["a"]).Node("Neg", ["a"], ["b"]).Node("Neg", ["b"], ["c"])
            .Floats("w", [2, 2, 1]).Node("Conv", ["t", "w"], ["y"]).Node("Add", ["y", "c"], ["z"]).Output("z").ToBytes();
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.onnx", file), new ImportOptions { BudgetBytes = 80_000_000 }));
        Assert.Contains("--budget", error.Message, StringComparison.Ordinal);
    }

    // Many tensors may name the same bytes of a file beside the model.
    [Fact]
    public void Values_beside_are_counted_for_each_tensor()
    {
        string folder = Directory.CreateTempSubdirectory("lstm-budget-").FullName;
        try
        {
            using (var file = File.Create(Path.Combine(folder, "weights.bin")))
            {
                file.SetLength(4 << 20);
            }
            var graph = TestGraph.WithLstm();
            for (int k = 0; k < 100; k++)
            {
                graph.Tensor($"c{k}", 1, [1 << 20], writer => writer.Message(13, new MessageWriter().Text(1, "location").Text(2, "weights.bin")).Integer(14, 1));
                graph.Node("Add", [k == 0 ? "y" : $"z{k - 1}", $"c{k}"], [$"z{k}"]);
            }
            string path = Path.Combine(folder, "model.onnx");
            File.WriteAllBytes(path, graph.Output("z99").ToBytes());
            Assert.Contains("--budget", Assert.Throws<ImportException>(() => Importer.Read(path, new ImportOptions())).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_file_beside_that_is_a_link_or_a_pipe_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes are files on Linux.");
        string folder = Directory.CreateTempSubdirectory("lstm-budget-").FullName;
        try
        {
            File.CreateSymbolicLink(Path.Combine(folder, "weights.bin"), "/dev/zero");
            string path = Path.Combine(folder, "model.onnx");
            File.WriteAllBytes(path, TestGraph.WithLstm().Tensor("c", 1, [2], writer => writer.Message(13, new MessageWriter().Text(1, "location").Text(2, "weights.bin")).Integer(14, 1)).Node("Add", ["y", "c"], ["z"]).Output("z").ToBytes());
            Assert.Contains("which is a link", Assert.Throws<ImportException>(() => Importer.Read(path, new ImportOptions())).Message, StringComparison.Ordinal);

            File.Delete(Path.Combine(folder, "weights.bin"));
            using (var made = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(folder, "weights.bin")]))
            {
                made.WaitForExit();
            }
            Assert.Contains("a pipe or a device", Assert.Throws<ImportException>(() => Importer.Read(path, new ImportOptions())).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_file_that_no_array_holds_is_refused_before_it_is_read()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("lstm-budget-").FullName, "model.onnx");
        try
        {
            using (var file = File.Create(path))
            {
                file.SetLength(3L << 30); // sparse: it takes no room
            }
            var error = Assert.Throws<ImportException>(() => Importer.Read(path, new ImportOptions()));
            Assert.Contains("it has 3,221,225,472 bytes; expected at most 2,147,483,591", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    // Whether an output is a state is asked of everything behind it; nodes that take one value twice double the paths there.
    [Fact]
    public void Ways_to_a_state_are_gone_once()
    {
        var graph = TestGraph.WithLstm();
        for (int k = 0; k < 60; k++)
        {
            string from = k == 0 ? "Y_h" : $"h{k - 1}";
            graph.Node("Concat", [from, from], [$"h{k}"], Attribute("axis", 0));
        }
        Assert.Single(graph.Output("y").Output("h59").Import().Spec.Layers);
    }

    private static TestGraph Filled(long count) => TestGraph.WithLstm().Whole("count", count).Node("ConstantOfShape", ["count"], ["a"]);

    private static TestGraph Chain(TestGraph graph, string type, int nodes)
    {
        for (int k = 0; k < nodes; k++)
        {
            graph.Node(type, [k == 0 ? "a" : $"b{k - 1}"], [$"b{k}"]);
        }
        return graph.Node("Add", ["y", $"b{nodes - 1}"], ["z"]).Output("z");
    }

    private static TestGraph Doubled(int times)
    {
        var graph = Filled(2);
        for (int k = 0; k < times; k++)
        {
            string from = k == 0 ? "a" : $"b{k - 1}";
            graph.Node("Concat", [from, from], [$"b{k}"], Attribute("axis", 0));
        }
        return graph.Node("Add", ["y", $"b{times - 1}"], ["z"]).Output("z");
    }

    private static Action<MessageWriter> One(float value) => writer => writer.Float(4, value);
}
