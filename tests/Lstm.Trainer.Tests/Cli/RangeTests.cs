using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>Plausible ranges of inputs: from the training part, or as somebody says, in the weight file, and asked by the commands that use it.</summary>
[Trait("Speed", "Slow")]
public sealed class RangeTests : IDisposable
{
    private const string Train = "train ~/net.lstm.json --data ~/x.csv --target y --epochs 1 --no-report";

    private readonly ToolRun tool = new();

    public RangeTests()
    {
        tool.Line("new ~/net.lstm.json --input 3 --hidden 3");
        // a goes from 0 to 4, b from -1 to 1, c is 5 throughout
        tool.Write("x.csv", "a,b,c,y\n" + string.Concat(Enumerable.Range(0, 40).Select(n => $"{n % 5},{(n % 3) - 1},5,{n % 4}\n")));
    }

    public void Dispose() => tool.Dispose();

    [Theory]
    [InlineData("", "-2:6,-2:2,0:10")]
    [InlineData("--range a=-0.5:99", "-0.5:99,-2:2,0:10")]
    [InlineData("--range a=: --range 3=:7", ":,-2:2,:7")]
    [InlineData("--range b=-3: c=5:5", "-2:6,-3:,5:5")]
    [InlineData("--input-scaling none", "-2:6,-2:2,0:10")]
    public void Are_written_in_the_samples_units(string options, string ranges)
    {
        Assert.Equal(0, tool.Line($"{Train} {options}"));
        Assert.Equal(ranges, WeightFile.Open(tool.PathOf("net.safetensors")).Metadata[InputRanges.MetadataKey]);
        Assert.Equal(0, tool.Line("inspect ~/net.lstm.json --json"));
        Assert.Equal(ranges, tool.Lines[0].GetProperty("ranges").GetString());
        Assert.DoesNotContain("outside", tool.Errors);
    }

    /// <summary>As in --inputs a number is that of the column in the file, whatever stands before it and in whatever order inputs are.</summary>
    [Theory]
    [InlineData("--inputs c,a,b --range 3=:7", ":7,-2:6,-2:2")]
    [InlineData("--range 2-3=0:9", "-2:6,0:9,0:9")]
    [InlineData("--range a,3=0:9", "0:9,-2:2,0:9")]
    public void Are_set_by_the_number_of_a_column(string options, string ranges)
    {
        Assert.Equal(0, tool.Line($"{Train} {options}"));
        Assert.Equal(ranges, WeightFile.Open(tool.PathOf("net.safetensors")).Metadata[InputRanges.MetadataKey]);
        Assert.Equal(1, tool.Line($"{Train} --range 4=0:1"));
        Assert.Contains("--range: there is no input \"4\" or column of that number among the inputs; ", tool.Errors);
    }

    [Fact]
    public void Go_with_the_weights_through_imports_and_exports()
    {
        Assert.Equal(0, tool.Line(Train));
        Assert.Equal(0, tool.Line("import ~/net.safetensors --spec ~/net.lstm.json --output ~/again"));
        var again = WeightFile.Open(tool.PathOf("again.safetensors")).Metadata;
        Assert.Equal(WeightFile.Open(tool.PathOf("net.safetensors")).Metadata.OrderBy(entry => entry.Key), again.OrderBy(entry => entry.Key));
        Assert.Equal(0, tool.Line("predict ~/again.lstm.json --data ~/x.csv")); // by the names that the card knows
        Assert.DoesNotContain("card", tool.Output);

        tool.Write("other.lstm.json", File.ReadAllText(tool.PathOf("net.lstm.json")).Replace("\"size\": 1", "\"size\": 1, \"activation\": \"relu\"", StringComparison.Ordinal));
        Assert.Equal(0, tool.Line("import ~/net.safetensors --spec ~/other.lstm.json --output ~/changed"));
        Assert.Contains("for another network: its card (task, names of columns and classes) is left out", tool.Output);
        Assert.Equal("-2:6,-2:2,0:10", WeightFile.Open(tool.PathOf("changed.safetensors")).Metadata[InputRanges.MetadataKey]);

        Assert.Equal(0, tool.Line("export ~/net.lstm.json --safetensors ~/torch.safetensors"));
        Assert.DoesNotContain("ranges", tool.Output);
        Assert.Equal("-2:6,-2:2,0:10", WeightFile.Open(tool.PathOf("torch.safetensors")).Metadata[InputRanges.MetadataKey]);
        Assert.Equal(0, tool.Line("export ~/net.lstm.json --onnx ~/net.onnx"));
        Assert.Contains("- The inputs' plausible ranges, -2:6,-2:2,0:10, have no place in the format", tool.Output);
    }

    [Fact]
    public void Are_left_out_where_nobody_wants_them()
    {
        Assert.Equal(0, tool.Line(Train + " --range none"));
        Assert.False(WeightFile.Open(tool.PathOf("net.safetensors")).Metadata.ContainsKey(InputRanges.MetadataKey));
        tool.Write("new.csv", "a,b,c\n3e38,0,5\n");
        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --data ~/new.csv"));
        Assert.Equal("", tool.Errors);
    }

    [Fact]
    public void Are_those_of_the_training_part_without_wrong_readings()
    {
        string[] lines = File.ReadAllLines(tool.PathOf("x.csv"));
        lines[8] = "3.4028235e38,0,5,1";
        File.WriteAllLines(tool.PathOf("x.csv"), lines);
        Assert.Equal(0, tool.Line(Train + " --input-scaling robust"));
        Assert.Equal("-2:6,-2:2,0:10", WeightFile.Open(tool.PathOf("net.safetensors")).Metadata[InputRanges.MetadataKey]);
        Assert.Contains("note: In the training part 1 of 40 samples is outside the plausible ranges, at time step 8 of x.csv: input \"a\" is 3.4028235E+38, expected -2 to 6.", tool.Errors);
        Assert.Equal(0, tool.Line("inspect ~/net.lstm.json"));
        Assert.Contains("plausible a -2 to 6, b -2 to 2, c 0 to 10", tool.Output);
        Assert.Contains("scaling  inputs robust, targets standard", tool.Output);
    }

    [Theory]
    [InlineData("predict ~/net.lstm.json --data ~/new.csv")]
    [InlineData("predict ~/net.lstm.json --data ~/new.csv --missing linear")]
    [InlineData("evaluate ~/net.lstm.json --data ~/new.csv --inputs a b c --target y")]
    public void Samples_outside_are_told(string line)
    {
        Assert.Equal(0, tool.Line(Train));
        tool.Write("new.csv", "a,b,c,y\n1,0,5,0\n1,9,5,0\n1,0,5,0\n-1e30,0,5,0\n");
        Assert.Equal(0, tool.Line(line + (line.StartsWith("predict", StringComparison.Ordinal) ? " --inputs a b c" : "")));
        Assert.Contains("note: 2 of 4 samples are outside the plausible ranges, the first at time step 2 of new.csv: input \"b\" is 9, expected -2 to 2.", tool.Errors);
        tool.Write("new.csv", "a,b,c,y\n1,0,5,0\n1,1,5,1\n");
        Assert.Equal(0, tool.Line(line + (line.StartsWith("predict", StringComparison.Ordinal) ? " --inputs a b c" : "")));
        Assert.DoesNotContain("outside the plausible ranges", tool.Errors);
    }

    [Theory]
    [InlineData("predict ~/net.lstm.json --data ~/new.csv --inputs a b c --window 3 --slide")]
    [InlineData("predict ~/net.lstm.json --data ~/new.csv --inputs a b c --window 3")]
    [InlineData("evaluate ~/net.lstm.json --data ~/new.csv --window-length 3 --window-stride 1")]
    [InlineData(Train + " --range b=-2:2 --test ~/new.csv --window-length 3 --window-stride 1")]
    public void A_sample_counts_once_whatever_windows_it_lies_in(string line)
    {
        Assert.Equal(0, tool.Line(Train));
        tool.Write("new.csv", "a,b,c,y\n1,0,5,0\n1,0,5,0\n1,9,5,0\n1,0,5,0\n1,0,5,0\n1,8,5,0\n");
        Assert.Equal(0, tool.Line(line));
        Assert.Contains("2 of 6 samples are outside the plausible ranges, the first at time step 3 of new.csv: input \"b\" is 9, expected -2 to 2.", tool.Errors);
    }

    [Fact]
    public void Of_an_embedding_are_its_rows_and_of_tokens_there_are_none()
    {
        tool.Write("net.lstm.json", """{ "input": 1, "layers": [ { "type": "embedding", "rows": 5, "size": 3 }, { "type": "gru", "hidden": 3 }, { "type": "dense", "size": 1 } ] }""");
        Assert.Equal(0, tool.Line(Train + " --inputs a"));
        Assert.Equal("0:4", WeightFile.Open(tool.PathOf("net.safetensors")).Metadata[InputRanges.MetadataKey]);
        tool.Write("text.lstm.json", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 3 }, { "type": "dense", "size": 3, "activation": "softmax" } ] }""");
        tool.Write("text.txt", "abcabcabcabc");
        Assert.Equal(0, tool.Line("train ~/text.lstm.json --data ~/text.txt --format characters --epochs 1 --no-report"));
        Assert.False(WeightFile.Open(tool.PathOf("text.safetensors")).Metadata.ContainsKey(InputRanges.MetadataKey));
        Assert.Equal(1, tool.Line("train ~/text.lstm.json --data ~/text.txt --format characters --epochs 1 --range a=0:1"));
        Assert.Contains("--range is for columns of numbers, and the inputs are tokens.", tool.Errors);
    }

    [Fact]
    public void Rounding_never_narrows_them()
    {
        tool.Write("net.lstm.json", """{ "input": 1, "layers": [ { "type": "lstm", "hidden": 3 }, { "type": "dense", "size": 1 } ] }""");
        foreach (double scale in new[] { 1e-30, 0.00317, 1, 12345.678, 1e9, 3e37 })
        {
            tool.Write("x.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 40).Select(n => string.Create(CultureInfo.InvariantCulture, $"{scale * (1.37 + (n % 7 / 3.0)):R},{n % 4}\n"))));
            Assert.Equal(0, tool.Line(Train));
            var ranges = InputRanges.Parse(WeightFile.Open(tool.PathOf("net.safetensors")).Metadata[InputRanges.MetadataKey], 1);
            Assert.InRange(ranges.Low(0), scale * 0.33, scale * 0.3701);
            Assert.InRange(ranges.High(0), scale * 4.3699, scale * 4.41);
        }
    }

    [Theory]
    [InlineData("--range a=5:1", 2, "--range a=5:1: 5 is above 1; expected the lower number first, as in a=1:5.")]
    [InlineData("--range a=0:1e39", 2, "--range a=0:1e39: 1e39 is beyond what a sample can be, -3.4028235E+38 to 3.4028235E+38; expected a number within, or an empty side for no bound.")]
    [InlineData("--range a=-inf:inf", 2, "--range a=-inf:inf: for no bound leave the side empty instead of -inf.")]
    [InlineData("--range a=0:Infinity", 2, "for no bound leave the side empty instead of Infinity.")]
    [InlineData("--range a=x:1", 2, "--range a=x:1: \"x\" is not a number; expected COLUMN=LOW:HIGH")]
    [InlineData("--range a=0:1 b=5:1", 2, "--range b=5:1: 5 is above 1")]
    [InlineData("--range a=0:1 1=0:2", 1, "--range: input \"a\" has two ranges; expected one.")]
    [InlineData("--range a", 2, "--range a: expected COLUMN=LOW:HIGH, either side empty for no bound; or none, alone.")]
    [InlineData("--range none a=1:2", 2, "or none, alone")]
    [InlineData("--range d=1:2", 1, "--range: there is no input \"d\"; known here: \"a\", \"b\", \"c\"")]
    [InlineData("--range a=0:nan", 2, "--range a=0:nan: \"nan\" is not a number; expected")]
    public void What_is_none_is_said(string options, int code, string message)
    {
        Assert.Equal(code, tool.Line($"{Train} {options}"));
        Assert.Contains(message, tool.Errors);
        Assert.DoesNotContain("   at ", tool.Errors);
    }
}
