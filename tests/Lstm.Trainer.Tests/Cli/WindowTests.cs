using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Trainer.Tests.Import;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Onnx;
using Xunit;
using static Lstm.Training.Formats.Onnx.GraphWriter;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>Networks that were exported for windows of a fixed length, each from zero state.</summary>
public sealed class WindowTests : IDisposable
{
    private const int Length = 4, Samples = 10;

    private readonly ToolRun tool = new();

    public WindowTests()
    {
        File.WriteAllBytes(tool.PathOf("model.onnx"), Graph(Length, pools: false));
        File.WriteAllBytes(tool.PathOf("last.onnx"), Graph(Length, pools: true));
        tool.Write("x.csv", "a,b\n" + string.Join('\n', Rows.Select(row => FormattableString.Invariant($"{row[0]},{row[1]}"))) + "\n");
    }

    private static float[][] Rows => [.. Enumerable.Range(0, Samples).Select(t => new[] { MathF.Sin(t), 0.5f - (t / 10f) })];

    public void Dispose() => tool.Dispose();

    [Fact]
    public void An_import_says_it_and_the_files_keep_it()
    {
        Assert.Equal(0, tool.Line("import ~/model.onnx --output ~/net"));
        Assert.Contains("exported for windows of 4 time steps", tool.Output, StringComparison.Ordinal);
        Assert.Contains("state = default, every 4 samples", tool.Output, StringComparison.Ordinal);
        Assert.Equal(0, tool.Line("import ~/model.onnx --output ~/net --force --json"));
        Assert.Equal(4, Assert.Single(tool.Lines).GetProperty("window").GetInt32());
        Assert.Equal(0, tool.Line("inspect ~/net.lstm.json"));
        Assert.Contains("window   4 time steps", tool.Output, StringComparison.Ordinal);
        Assert.Equal(0, tool.Line("inspect ~/net.lstm.json --json"));
        Assert.Equal(4, Assert.Single(tool.Lines).GetProperty("window").GetInt32());
    }

    [Fact]
    public void An_export_says_that_it_does_not()
    {
        Assert.Equal(0, tool.Line("import ~/model.onnx --output ~/net"));
        Assert.Equal(0, tool.Line("export ~/net.lstm.json --onnx ~/out.onnx --safetensors ~/out.safetensors"));
        Assert.Contains("- The network is for windows of 4 time steps, each from its beginning; the format does not record this", tool.Output, StringComparison.Ordinal);
        Assert.Equal(0, tool.Line("import ~/out.safetensors --output ~/back"));
        Assert.Contains("exported for windows of 4 time steps", tool.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time", false, null)]
    [InlineData(12, false, 12)]
    [InlineData(1, false, 1)]
    [InlineData(1_000_003, false, 1_000_003)] // what stands for an open number inside
    [InlineData(2_000_000_000, false, 2_000_000_000)]
    [InlineData(12, true, null)] // its states are inputs and outputs: a stream's
    public void Is_the_length_of_the_time_axis(object steps, bool hasStates, int? expected)
    {
        var graph = new TestGraph().Input("x", 1, steps, 1, 2);
        graph = hasStates
            ? WithStates(graph).Output("Y").Output("Y_c").Output("Y_h")
            : graph.Recurrent("LSTM", 8, []).Output("Y");
        Assert.Equal(expected, graph.Import().Window);
    }

    [Fact]
    public void States_that_no_output_gives_back_are_those_of_a_window()
    {
        var imported = WithStates(new TestGraph().Input("x", 1, 12, 1, 2)).Output("Y").Import();
        Assert.Equal(12, imported.Window);
        Assert.Contains(imported.Notes, note => note.StartsWith("Input \"h\" is a state that the graph is given and gives back in no output", StringComparison.Ordinal));
    }

    [Fact]
    public void A_state_comes_back_in_the_output_made_of_it()
    {
        var imported = WithStates(new TestGraph().Input("x", 1, 1, 1, 2)).Output("Y").Output("Y_c").Output("Y_h").Import();
        Assert.Contains(imported.Notes, note => note.StartsWith("Input \"c\" is a state that the graph is given, and output \"Y_c\" is its next value", StringComparison.Ordinal));
        var shared = new TestGraph().Input("x", 1, 1, 1, 2).Input("h", 1, 1, 1, 2).Floats("B", [1, 16]).Recurrent("LSTM", 8, [], "B", "", "h", "h").Output("Y").Output("Y_h");
        Assert.Contains("input \"h\": it begins the hidden state of", Assert.Throws<ImportException>(() => shared.Import()).Message, StringComparison.Ordinal);
    }

    private static TestGraph WithStates(TestGraph graph) => graph.Input("h", 1, 1, 1, 2).Input("c", 1, 1, 1, 2).Floats("B", [1, 16]).Recurrent("LSTM", 8, [], "B", "", "h", "c");

    [Fact]
    public void A_time_axis_that_no_file_has_is_refused()
    {
        var graph = new TestGraph().Input("x", 1, 1L << 40, 1, 2).Recurrent("LSTM", 8, []).Output("Y");
        Assert.Contains("input \"x\": an axis of it has 1,099,511,627,776 places; expected at most 2,147,483,647", Assert.Throws<ImportException>(() => graph.Import()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--spec ~/net.lstm.json")]
    [InlineData("--layers lstm")]
    [InlineData("")]
    public void A_weight_file_that_is_imported_again_keeps_it(string options)
    {
        Assert.Equal(0, tool.Line("import ~/model.onnx --output ~/net"));
        Assert.Equal(0, tool.Line($"import ~/net.safetensors --output ~/again --json {options}"));
        Assert.Equal(4, Assert.Single(tool.Lines).GetProperty("window").GetInt32());
    }

    /// <summary>With --spec the layers that the file holds are not read, the window is.</summary>
    [Theory]
    [InlineData("[null, null, ", "[null, null, ", null)]
    [InlineData("[null, null, ", "[null,    7, ", 7)]
    [InlineData("[null, null, ", "[null, 2e+5,", 200_000)]
    public void A_spec_beside_a_whole_model_keeps_it(string shape, string other, int? window)
    {
        byte[] file = File.ReadAllBytes(KerasFile.PathOf("keras20.h5"));
        int at = file.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes($"\"batch_input_shape\": {shape}")) + "\"batch_input_shape\": ".Length;
        System.Text.Encoding.ASCII.GetBytes(other.PadRight(shape.Length)).CopyTo(file, at);
        var source = new ModelSource("model.h5", file);
        var whole = Importer.Read(source, new ImportOptions());
        var given = Importer.Read(source, new ImportOptions { Spec = whole.Spec });
        Assert.Equal((window, window), (whole.Window, given.Window));
        Assert.Equal(window is null ? 0 : 1, given.Notes.Count(note => note.StartsWith("It was exported for windows of", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_comparison_over_several_windows_begins_each_anew()
    {
        var model = Importer.Read(tool.PathOf("model.onnx"), new ImportOptions());
        tool.Write("x8.csv", string.Join('\n', Rows[..8].Select(row => FormattableString.Invariant($"{row[0]},{row[1]}"))));
        tool.Write("y8.csv", string.Join('\n', Rows[..8].Chunk(Length).SelectMany(window => Verification.Answers(model, window)).Select(row => string.Join(',', row.Select(value => value.ToString(CultureInfo.InvariantCulture))))));
        Assert.Equal(0, tool.Line("import ~/model.onnx --output ~/net --verify ~/x8.csv --expect ~/y8.csv"));
        Assert.Contains("8 time steps in windows of 4", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Predictions_begin_each_window_anew()
    {
        Assert.Equal(0, tool.Line("import ~/model.onnx --output ~/net"));
        var model = Importer.Read(tool.PathOf("model.onnx"), new ImportOptions());

        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --data ~/x.csv --window file"));
        double[] windows = [.. Rows.Chunk(Length).Where(window => window.Length == Length).SelectMany(window => Verification.Answers(model, window)).SelectMany(row => row)];
        Check(windows, Enumerable.Range(1, 8));
        Assert.Contains("1 of 1 sequences end within a window of 4", tool.Errors, StringComparison.Ordinal);

        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --data ~/x.csv --window 4 --slide"));
        Check([.. Enumerable.Range(0, Samples - Length + 1).SelectMany(start => Verification.Answers(model, Rows[start..(start + Length)])[^1])], Enumerable.Range(Length, Samples - Length + 1));

        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --data ~/x.csv"));
        Check([.. Verification.Answers(model, Rows).SelectMany(row => row)], Enumerable.Range(1, Samples));
        Assert.Contains("exported for windows of 4 time steps", tool.Errors, StringComparison.Ordinal);
        Assert.Contains("--window file", tool.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--slide", "--slide needs --window")]
    [InlineData("--window 0", "--window 0: expected a number of time steps from 1 on, or \"file\"")]
    [InlineData("--window often", "--window often")]
    public void A_wrong_window_is_explained(string option, string words)
    {
        Assert.Equal(0, tool.Line("import ~/model.onnx --output ~/net"));
        Assert.Equal(2, tool.Line("predict ~/net.lstm.json --data ~/x.csv " + option));
        Assert.Contains(words, tool.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_of_one_answer_a_window_goes_window_by_window()
    {
        var model = Importer.Read(tool.PathOf("last.onnx"), new ImportOptions());
        tool.Write("x8.csv", string.Join('\n', Rows[..8].Select(row => FormattableString.Invariant($"{row[0]},{row[1]}"))));
        tool.Write("y8.csv", string.Join('\n', Rows[..8].Chunk(Length).Select(window => string.Join(',', Verification.Answers(model, window)[0].Select(value => value.ToString(CultureInfo.InvariantCulture))))));
        Assert.Equal(0, tool.Line("import ~/last.onnx --output ~/last --verify ~/x8.csv --expect ~/y8.csv"));
        Assert.Contains("8 time steps in windows of 4", tool.Output, StringComparison.Ordinal);
    }

    private void Check(double[] expected, System.Collections.Generic.IEnumerable<int> steps)
    {
        string[][] rows = [.. tool.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
        Assert.Equal(steps, rows.Select(row => int.Parse(row[1], CultureInfo.InvariantCulture)));
        double[] found = [.. rows.SelectMany(row => row[2..]).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    private static byte[] Graph(int steps, bool pools)
    {
        var random = new Random(1);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble() - 0.5f)];
        var graph = new TestGraph().Input("x", 1, 1, steps, 2).Node("Transpose", ["x"], ["t"], Attributes("perm", 1L, 0L, 2L)).Floats("W", [1, 8, 2], Values(16)).Floats("R", [1, 8, 2], Values(16)).Node("LSTM", ["t", "W", "R"], ["Y", "Y_h"]).Whole("axis", pools ? 0 : 1);
        return graph.Node("Squeeze", [pools ? "Y_h" : "Y", "axis"], ["y"]).Output("y").ToBytes();
    }
}
