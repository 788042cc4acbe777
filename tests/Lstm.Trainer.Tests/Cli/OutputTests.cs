using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.Trainer.Cli;
using Lstm.Trainer.Cli.Output;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>Results never take the place of what they are made from, or of each other; what cannot be written is told in time.</summary>
[Trait("Speed", "Slow")]
public sealed class OutputTests : System.IDisposable
{
    private const string Train = "train ~/pump.lstm.json --data ~/runs.csv --sequence-column run --target damaged --epochs 1";

    private readonly ToolRun tool = new();

    public OutputTests()
    {
        tool.WriteRuns();
        tool.WriteRuns("other.csv");
        tool.Line("new ~/pump.lstm.json --input 2 --hidden 4 --task binary");
        Directory.CreateDirectory(tool.PathOf("data"));
        tool.WriteRuns("data/a.csv");
    }

    public void Dispose() => tool.Dispose();

    [Theory]
    [InlineData(2, "")]
    [InlineData(1, ", windows that overlap")]
    public void Windows_that_share_time_steps_are_told(int stride, string told)
    {
        var data = DataSet.Read(new DataOptions { Path = tool.Write("w.csv", "x\n1\n2\n3\n4\n5\n"), Horizon = 1, Windows = new Windowing(2, stride) });
        Assert.Equal(told, RunText.Overlap(data.Train));
    }

    [Fact]
    public void A_dash_is_standard_output_for_text_and_refused_for_files()
    {
        Assert.Equal(0, tool.Line(Train + " --no-report --quiet"));
        Assert.Equal(0, tool.Line("predict ~/pump.lstm.json --data ~/runs.csv"));
        string plain = tool.Output;
        Assert.Equal(0, tool.Line("predict ~/pump.lstm.json --data ~/runs.csv --out -"));
        Assert.Equal(plain, tool.Output);
        Assert.Equal(0, tool.Line("emit ~/pump.lstm.json --out -"));
        Assert.Contains("partial class Pump", tool.Output);
        foreach (string line in new[] { Train + " --out -", Train + " --report -", "trace ~/pump.lstm.json --data ~/runs.csv --out -", "export ~/pump.lstm.json --onnx -", "compare ~/pump.safetensors --report -" })
        {
            Assert.Equal(2, tool.Line(line));
            Assert.Contains("-: this result goes to a file, not to standard output; name the file, or ./- for one of that name.", tool.Errors);
        }
    }

    [Theory]
    [InlineData(Train + " --out ~/runs.csv", "~/runs.csv")]
    [InlineData(Train + " --out ~/pump.lstm.json", "~/pump.lstm.json")]
    [InlineData(Train + " --checkpoint ~/pump.lstm.json", "~/pump.lstm.json")]
    [InlineData(Train + " --checkpoint ~/pump.safetensors", "~/pump.safetensors")]
    [InlineData(Train + " --report ~/runs.csv", "~/runs.csv")]
    [InlineData(Train + " --report ~/data/../runs.csv", "~/data/../runs.csv")]
    [InlineData(Train + " --report ~/x --checkpoint ~/x", "~/x")]
    [InlineData(Train + " --validation ~/other.csv --report ~/other.csv", "~/other.csv")]
    [InlineData(Train + " --test ~/other.csv --out ~/other.csv", "~/other.csv")]
    [InlineData(Train + " --out ~/link.safetensors", "~/link.safetensors")]
    [InlineData("train ~/pump.lstm.json --data ~/data --sequence-column run --target damaged --report ~/data/a.csv", "~/data/a.csv")]
    [InlineData("predict ~/pump.lstm.json --data ~/runs.csv --out ~/runs.csv", "~/runs.csv")]
    [InlineData("predict ~/pump.lstm.json --data ~/runs.csv --out ~/pump.safetensors", "~/pump.safetensors")]
    [InlineData("predict ~/pump.lstm.json --data ~/data --out ~/data/b.csv", "~/data/b.csv")]
    [InlineData("predict ~/pump.lstm.json --data ~/folder --out ~/data/b.csv", "~/data/b.csv")]
    [InlineData("predict ~/pump.lstm.json --data ~/link.safetensors --out ~/runs.csv", "~/runs.csv")]
    [InlineData(Train + " --out ~/folder/../runs.csv", "~/folder/../runs.csv")]
    [InlineData(Train + " --out ~/up/runs.csv", "~/up/runs.csv")]
    [InlineData("train ~/kind.lstm.json --data ~/kinds --class-folders --epochs 1 --report ~/kinds/a/report.csv", "~/kinds/a/report.csv")]
    [InlineData("trace ~/pump.lstm.json --data ~/runs.csv --out ~/pump.safetensors", "~/pump.safetensors")]
    [InlineData("trace ~/pump.lstm.json --data ~/runs.csv --out ~/pump.lstm.json", "~/pump.lstm.json")]
    [InlineData("emit ~/pump.lstm.json --out ~/pump.lstm.json", "~/pump.lstm.json")]
    [InlineData("export ~/pump.lstm.json --onnx ~/pump.safetensors --force", "~/pump.safetensors")]
    public void Nothing_is_written_over(string line, string named)
    {
        Assert.Equal(0, tool.Line(Train + " --no-report --quiet"));
        if (!System.OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(tool.PathOf("link.safetensors"), "runs.csv"); // as it stands: from the link's folder
            Directory.CreateSymbolicLink(tool.PathOf("folder"), "data");
            Directory.CreateSymbolicLink(tool.PathOf("up"), tool.Folder);
        }
        else if (new[] { "link", "folder", "up/" }.Any(line.Contains))
        {
            Assert.Skip("Links are for administrators on Windows.");
        }
        tool.Line("new ~/kind.lstm.json --input 1 --task classification --output 2");
        tool.WriteKinds();
        var before = Contents();
        Assert.Equal(2, tool.Line(line));
        Assert.StartsWith($"lstm: {named} would be", tool.Errors);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void A_folder_of_data_takes_what_is_no_table()
    {
        Assert.Equal(0, tool.Line("train ~/pump.lstm.json --data ~/data --sequence-column run --target damaged --epochs 1 --out ~/data/pump.safetensors"));
        Directory.CreateDirectory(tool.PathOf("data/answers"));
        Assert.Equal(0, tool.Line("predict ~/pump.lstm.json --weights ~/data/pump.safetensors --data ~/data --out ~/data/answers/a.csv"));
    }

    [Fact]
    public void Of_a_network_that_learnt_from_folders_no_folder_takes_answers()
    {
        tool.WriteKinds();
        tool.Line("new ~/kind.lstm.json --input 1 --task classification --output 2");
        Assert.Equal(0, tool.Line("train ~/kind.lstm.json --data ~/kinds --class-folders --epochs 1 --no-report --quiet"));
        Assert.Equal(2, tool.Line("predict ~/kind.lstm.json --data ~/kinds --out ~/kinds/a/1.csv"));
        Assert.Contains("would be one of the tables of the folder that the data is read from", tool.Errors);
    }

    [Fact]
    public void Weights_go_to_a_file()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "There is no /dev/null.");
        Assert.Equal(1, tool.Line(Train + " --json --out /dev/null --checkpoint /dev/null --no-report"));
        Assert.Contains("/dev/null: is a pipe or a device; expected a file for the weights", tool.Errors);
        Assert.Equal("", tool.Output);
    }

    [Fact]
    public void Standard_output_can_be_named_as_a_file()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "There is no /dev/stdout.");
        using var process = new ToolProcess(tool, "emit ~/pump.lstm.json --out /dev/stdout");
        var (code, output, errors) = process.End();
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("class Pump", output);
        string log = tool.Write("log", "before\n");
        Assert.Null(ToolProcess.Run("sh", $"-c \"dotnet {typeof(LstmTool).Assembly.Location} emit {tool.PathOf("pump.lstm.json")} --out /dev/stdout >> {log}\""));
        Assert.StartsWith("before\n", File.ReadAllText(log));
        Assert.EndsWith(output, File.ReadAllText(log));
    }

    [Fact]
    public void A_report_that_cannot_be_written_does_not_hide_what_training_came_to()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && File.Exists("/dev/full"), "There is no /dev/full.");
        Assert.Equal(1, tool.Line(Train + " --report /dev/full"));
        Assert.Contains("lstm: /dev/full cannot be written: ", tool.Errors);
        Assert.Contains($"weights     {tool.PathOf("pump.safetensors")}", tool.Output);
        Assert.DoesNotContain("report ", tool.Output);
        Assert.Equal(1, tool.Line(Train + " --json --report /dev/full"));
        Assert.Equal("finished", tool.Lines[^1].GetProperty("event").GetString());
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_found_before_training()
    {
        string closed = Directory.CreateDirectory(tool.PathOf("closed")).FullName;
        if (ToolProcess.Run("mount", $"-t tmpfs -o ro tmpfs {closed}") is { } complaint)
        {
            Assert.Skip($"A disk that can only be read could not be had: mount said {complaint}");
        }
        try
        {
            Assert.Equal(1, tool.Line(Train + " --report ~/closed/report.html --json"));
            Assert.Equal("", tool.Output);
            Assert.StartsWith("lstm: ~/closed/report.html cannot be written: ", tool.Errors);
            Assert.DoesNotContain(".tmp", tool.Errors);
        }
        finally
        {
            ToolProcess.Run("umount", closed);
        }
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("train --help")]
    [InlineData("inspect ~/pump.lstm.json")]
    public void A_text_that_cannot_be_written_is_told(string line)
    {
        using var errors = new StringWriter();
        Assert.Equal(1, LstmTool.Run(line.Replace("~/", tool.Folder + Path.DirectorySeparatorChar).Split(' '), Trainer.Cli.Output.StandardWriter.Output(new FullWriter()), errors));
        Assert.Equal("lstm: standard output cannot be written: full\n", errors.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Messages_that_cannot_be_written_do_not_end_the_work()
    {
        using var output = new StringWriter();
        Assert.Equal(0, LstmTool.Run(["inspect", tool.PathOf("pump.lstm.json")], output, Trainer.Cli.Output.StandardWriter.Error(new FullWriter())));
        Assert.Equal(2, LstmTool.Run(["inspekt"], output, Trainer.Cli.Output.StandardWriter.Error(new FullWriter())));
    }

    [Fact]
    public void The_reports_command_can_be_given_again()
    {
        tool.WriteRuns("two words.csv");
        Assert.Equal(0, tool.Call("train", "~/pump.lstm.json", "--data", "~/two words.csv", "--sequence-column", "run", "--target", "damaged", "--epochs", "1"));
        Assert.Contains($"--data &#39;{tool.PathOf("two words.csv")}&#39; --sequence-column run", File.ReadAllText(tool.PathOf("pump.report.html")).Replace("'", "&#39;"));
    }

    private System.Collections.Generic.Dictionary<string, byte[]> Contents() =>
        Directory.EnumerateFiles(tool.Folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).ToDictionary(path => path, File.ReadAllBytes);

    private sealed class FullWriter : StringWriter
    {
        public override void Write(char value) => throw new IOException("full");

        public override void Write(string? value) => throw new IOException("full");

        public override void Write(char[] buffer, int index, int count) => throw new IOException("full");

        public override void Write(System.ReadOnlySpan<char> buffer) => throw new IOException("full");

        public override void WriteLine(string? value) => throw new IOException("full");
    }
}
