using System;
using System.IO;
using System.Linq;
using Lstm.Trainer.Tests.Import;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>lstm import and lstm export, as they are called.</summary>
public sealed class ImportCommandTests : IDisposable
{
    private const string Model = """
        { "in_shape": [null, null, 1], "layers": [ { "type": "lstm", "activation": "tanh", "shape": [null, null, 1], "weights": [ [[0.1, 0.2, 0.3, 0.4]], [[0.5, 0.6, 0.7, 0.8]], [0.1, 0.2, 0.3, 0.4] ] },
          { "type": "dense", "activation": "", "shape": [null, null, 1], "weights": [ [[2]], [0.5] ] } ] }
        """;

    private readonly ToolRun tool = new();

    public ImportCommandTests() => tool.Write("model.json", Model);

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Writes_both_files_and_says_what_was_done()
    {
        Assert.Equal(0, tool.Line("import ~/model.json --output ~/amp"));
        Assert.Contains("lstm 1", tool.Output, StringComparison.Ordinal);
        Assert.Contains("bias_hh is zeros", tool.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(tool.PathOf("amp.lstm.json")) && File.Exists(tool.PathOf("amp.safetensors")));
        Assert.Equal(0, tool.Line("inspect ~/amp.lstm.json"));
    }

    [Theory]
    [InlineData("~/here/", "expected a name for the two files, e.g. ")]
    [InlineData("~/model.safetensors", "")]
    public void A_name_is_one_of_files(string name, string complaint)
    {
        Assert.Equal(complaint.Length > 0 ? 2 : 0, tool.Line($"import ~/model.json --output {name}"));
        Assert.Contains(complaint, tool.Errors, StringComparison.Ordinal);
        Assert.Equal(complaint.Length == 0, File.Exists(tool.PathOf("model.lstm.json")) && File.Exists(tool.PathOf("model.safetensors")));
    }

    [Fact]
    public void The_model_is_not_written_over_through_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links are for administrators there.");
        Assert.Equal(0, tool.Line("import ~/model.json --output ~/amp"));
        File.CreateSymbolicLink(tool.PathOf("link.safetensors"), "amp.safetensors");
        Assert.Equal(2, tool.Line("import ~/link.safetensors --spec ~/amp.lstm.json --output ~/amp --force"));
        Assert.Contains("would be written over", tool.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Compares_with_what_the_model_answered()
    {
        Write(0);
        Assert.Equal(0, tool.Line("import ~/model.json --output ~/amp --verify ~/x.csv --expect ~/y.csv --json"));
        var answer = Assert.Single(tool.Lines);
        Assert.True(answer.GetProperty("agrees").GetBoolean());
        Assert.Equal(3, answer.GetProperty("steps").GetInt32());
        Assert.InRange(answer.GetProperty("generated").GetDouble(), 0, 1e-6);

        Write(0.01f);
        Assert.Equal(1, tool.Line("import ~/model.json --output ~/amp --force --verify ~/x.csv --expect ~/y.csv"));
        Assert.Contains("differ by more than 1E-5", tool.Errors, StringComparison.Ordinal);
        Assert.Contains("not that sensitive", tool.Errors, StringComparison.Ordinal);
        Assert.Contains("A change of 1E-7 of each sample moves", tool.Output, StringComparison.Ordinal);
        Assert.Equal(0, tool.Line("import ~/model.json --output ~/amp --force --verify ~/x.csv --expect ~/y.csv --tolerance 0.1"));
    }

    [Theory]
    [InlineData("--verify ~/nosuch.csv --expect ~/y.csv", "nosuch.csv: there is no such file; expected a CSV file of samples, a row for each time step")]
    [InlineData("--verify ~/x.csv --expect ~/nosuch.csv", "nosuch.csv: there is no such file; expected a CSV file of answers")]
    [InlineData("--verify ~/wide.csv --expect ~/y.csv", "line 1: it has 2 fields, 2 of them numbers; expected 1 numbers")]
    [InlineData("--verify ~/x.csv --expect ~/short.csv", "it has 1 rows")]
    public void What_cannot_be_compared_leaves_older_files_as_they_are(string options, string message)
    {
        Write(0);
        tool.Write("wide.csv", "1,2\n");
        tool.Write("short.csv", "1\n");
        Assert.Equal(1, tool.Line($"import ~/model.json --output ~/amp {options}"));
        Assert.Contains(message, tool.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(tool.PathOf("amp.lstm.json")) || File.Exists(tool.PathOf("amp.safetensors")));

        Assert.Equal(0, tool.Line("import ~/model.json --output ~/amp"));
        byte[] before = File.ReadAllBytes(tool.PathOf("amp.safetensors"));
        tool.Write("model.json", Model.Replace("[[2]]", "[[3]]", StringComparison.Ordinal));
        Assert.Equal(1, tool.Line($"import ~/model.json --output ~/amp --force {options}"));
        Assert.Equal(before, File.ReadAllBytes(tool.PathOf("amp.safetensors")));
    }

    // A dense layer that takes the difference of two large numbers: what single precision rounds away is all that is left.
    [Fact]
    public void A_sensitive_network_is_told_from_wrong_weights()
    {
        tool.Write("model.json", """
            { "in_shape": [null, null, 1], "layers": [ { "type": "lstm", "activation": "tanh", "shape": [null, null, 1], "weights": [ [[0.1, 0.2, 0.3, 0.4]], [[0.5, 0.6, 0.7, 0.8]], [0.1, 0.2, 0.3, 0.4] ] },
              { "type": "dense", "activation": "", "shape": [null, null, 1], "weights": [ [[20000]], [0.5] ] } ] }
            """);
        Write(0.0005f);
        Assert.Equal(1, tool.Line("import ~/model.json --output ~/amp --verify ~/x.csv --expect ~/y.csv --json"));
        var answer = Assert.Single(tool.Lines);
        Assert.True(answer.GetProperty("sensitive").GetBoolean());
        Assert.InRange(answer.GetProperty("moved").GetDouble(), 1e-5, 1e-2);
        Assert.Contains("The network is sensitive", tool.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_test_of_a_file_is_made()
    {
        string Batches(double answer) => Model.Replace("\"layers\"", FormattableString.Invariant($"\"input_batch\": [0.5], \"output_batch\": [{answer}], \"layers\""), StringComparison.Ordinal);
        double right = Verification.Answers(Importer.Read(tool.PathOf("model.json"), new ImportOptions()), [[0.5f]])[0][0];
        tool.Write("own.json", Batches(right));
        Assert.Equal(0, tool.Line("import ~/own.json --output ~/own"));
        Assert.Contains("from the file's own output_batch", tool.Output, StringComparison.Ordinal);
        tool.Write("own.json", Batches(right + 0.01));
        Assert.Equal(1, tool.Line("import ~/own.json --output ~/own --force"));
        Assert.Contains("from the file's own output_batch", tool.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.csv", "1,2\n", "line 1: it has 2 fields")]
    [InlineData("x.csv", "1\nsalt\n", "line 2")]
    [InlineData("x.csv", "x\n", "no rows")]
    [InlineData("y.csv", "1\n2\n", "it has 2 rows; expected 3")]
    public void A_comparison_that_cannot_be_made_is_named(string file, string text, string words)
    {
        Write(0);
        tool.Write(file, text);
        Assert.Equal(1, tool.Line("import ~/model.json --output ~/amp --verify ~/x.csv --expect ~/y.csv"));
        Assert.Contains(file, tool.Errors, StringComparison.Ordinal);
        Assert.Contains(words, tool.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import ~/none.onnx", 1, "no such file")]
    [InlineData("import ~/model.json --output ~/amp --layers lstm", 1, "--layers")]
    [InlineData("import ~/model.json --output ~/amp --verify ~/x.csv", 2, "--expect go together")]
    [InlineData("import ~/model.json --output ~/amp --tolerance 1", 2, "--tolerance is for --verify")]
    [InlineData("import ~/model.json --output ~/amp --budget 0", 2, "--budget 0: expected a number of megabytes above 0")]
    [InlineData("import ~/model.json --output ~/amp --budget 1e-4", 1, "--budget MEGABYTES allows more")]
    [InlineData("import ~/model.json --output ~/amp --budget-seconds 1e-9", 1, "--budget-seconds allows more")]
    [InlineData("import ~/model.json --output ~/there", 2, "there.safetensors already exists")]
    [InlineData("import ~/model.json --ouput ~/amp", 2, "did you mean --output")]
    [InlineData("import", 2, "expected MODEL")]
    [InlineData("export ~/there.lstm.json", 2, "expected a format")]
    [InlineData("export ~/there.lstm.json --onnx ~/there.safetensors", 2, "written over")]
    public void A_wrong_line_is_explained(string line, int code, string words)
    {
        tool.Write("there.safetensors", "");
        tool.Write("x.csv", "1\n");
        Assert.Equal(code, tool.Line(line));
        Assert.Contains(words, tool.Errors, StringComparison.Ordinal);
        Assert.Equal(["model.json", "there.safetensors", "x.csv"], Directory.GetFiles(tool.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Nothing_is_half_written()
    {
        Directory.CreateDirectory(tool.PathOf("amp.safetensors")); // so that the weights cannot be
        Assert.Equal(1, tool.Line("import ~/model.json --output ~/amp --force"));
        Assert.Equal(["model.json"], Directory.GetFiles(tool.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void There_and_back_gives_the_same_bits()
    {
        Assert.Equal(0, tool.Line("import ~/model.json --output ~/amp"));
        Assert.Equal(0, tool.Line("export ~/amp.lstm.json --onnx ~/amp.onnx --pytorch ~/amp.py --safetensors ~/torch.safetensors --rtneural ~/back.json"));
        Assert.Equal(0, tool.Line("import ~/amp.onnx --output ~/onnx"));
        Assert.Equal(0, tool.Line("import ~/torch.safetensors --output ~/torch-back --spec ~/amp.lstm.json"));
        Assert.Equal(0, tool.Line("import ~/back.json --output ~/rtneural"));
        foreach (string name in new[] { "onnx", "torch-back", "rtneural" })
        {
            Assert.Equal(File.ReadAllBytes(tool.PathOf("amp.safetensors")), File.ReadAllBytes(tool.PathOf(name + ".safetensors")));
            Assert.Equal(File.ReadAllText(tool.PathOf("amp.lstm.json")), File.ReadAllText(tool.PathOf(name + ".lstm.json")));
        }
        Assert.Equal(2, tool.Line("export ~/amp.lstm.json --onnx ~/amp.onnx"));
        Assert.Contains("--force", tool.Errors, StringComparison.Ordinal);
    }

    private void Write(float error)
    {
        float[][] samples = [[0.5f], [-1], [2]];
        var model = Importer.Read(tool.PathOf("model.json"), new ImportOptions());
        tool.Write("x.csv", "in\n" + string.Join('\n', samples.Select(row => FormattableString.Invariant($"{row[0]}"))));
        tool.Write("y.csv", string.Join('\n', Verification.Answers(model, samples).Select(row => FormattableString.Invariant($"{row[0] + error}"))));
    }
}
