using System;
using System.IO;
using System.Linq;
using Lstm.Training.Records;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>lstm compare, the run records that it reads, and the links between reports.</summary>
[Trait("Speed", "Slow")]
public sealed class CompareTests : IDisposable
{
    private readonly ToolRun tool = new();

    public CompareTests()
    {
        Assert.Equal(0, tool.Line("new ~/net.lstm.json --input 1 --hidden 2"));
        tool.Write("x.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 40).Select(n => $"{n % 5},{(n + 1) % 5}\n")));
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Runs_are_shown_side_by_side()
    {
        Train("one", "--seed 1");
        Train("two", "--seed 2");
        Train("fast", "--learning-rate 0.1");
        Assert.Equal(0, tool.Line("compare ~/one.safetensors ~/two.run.json ~/fast.report.html --report ~/page.html"));
        string[] rows = tool.Output.Split('\n');
        Assert.Contains("one and 1 more seed", rows[0], StringComparison.Ordinal);
        Assert.Contains(rows, row => row.StartsWith("--learning-rate", StringComparison.Ordinal) && row.EndsWith("0.1", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.StartsWith("validation RMSE ", StringComparison.Ordinal) && row.Contains(" ± ", StringComparison.Ordinal));
        string page = File.ReadAllText(tool.PathOf("page.html"));
        Assert.All(["one", "two", "fast"], name => Assert.Contains($"href=\"./{name}.report.html\"", page, StringComparison.Ordinal));

        Assert.Equal(0, tool.Call("compare", "~/", "--json"));
        var runs = tool.Lines.Single().GetProperty("runs");
        Assert.Equal(2, runs.GetArrayLength());
        var validation = runs.EnumerateArray().Single(run => run.GetProperty("records").GetArrayLength() == 2).GetProperty("figures").GetProperty("validation").GetProperty("RMSE");
        double[] values = [.. validation.GetProperty("values").EnumerateArray().Select(value => value.GetDouble())];
        Assert.Equal(values.Average(), validation.GetProperty("mean").GetDouble(), 1e-12);
        Assert.Equal(12.7062 * Math.Abs(values[0] - values[1]) / 2, validation.GetProperty("halfWidth").GetDouble(), 1e-4);
    }

    [Fact]
    public void Many_runs_fit_a_terminal()
    {
        string[] names = [.. Enumerable.Range(1, 4).Select(run => $"a-rather-long-name-of-a-training-run-{run}")];
        for (int run = 0; run < names.Length; run++)
        {
            Train(names[run], $"--learning-rate 0.0{run + 1}");
        }
        Assert.Equal(0, tool.Line("compare ~/"));
        string[] lines = tool.Output.Split('\n');
        Assert.All(names, name => Assert.Contains(lines, line => line.Contains(name, StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.True(line.Length <= 120 || line.StartsWith("The same in all: network 1 in", StringComparison.Ordinal), line));
        Assert.Equal(2, lines.Count(line => line.StartsWith("--learning-rate", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("The same in all: ", StringComparison.Ordinal) && line.Contains("; parameters 35", StringComparison.Ordinal));
    }

    [Fact]
    public void A_report_links_the_runs_before_it()
    {
        Train("one", "--learning-rate 0.001");
        Train("two", "--learning-rate 0.1");
        string page = File.ReadAllText(tool.PathOf("two.report.html"));
        Assert.Contains("href=\"./one.report.html\"", page, StringComparison.Ordinal);
        Assert.Contains("--learning-rate 0.001 (now 0.1)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"previous\"", File.ReadAllText(tool.PathOf("one.report.html")), StringComparison.Ordinal);

        Train("two", "--learning-rate 0.2"); // in its place
        var record = RunRecord.Load(tool.PathOf("two.run.json"));
        Assert.Equal("--learning-rate 0.1 (now 0.2)", Assert.Single(record.Replaced).Differs);
        Assert.Contains("--learning-rate 0.1 (now 0.2)", File.ReadAllText(tool.PathOf("two.report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_run_is_refused_with_a_remedy()
    {
        Train("one", "");
        Assert.Equal(1, tool.Line("compare ~/nothing.safetensors"));
        Assert.Contains("~/nothing.safetensors: there is no such file; expected a weight file, run record or report", tool.Errors, StringComparison.Ordinal);
        File.Copy(tool.PathOf("one.safetensors"), tool.PathOf("copied.safetensors"));
        Assert.Equal(1, tool.Line("compare ~/copied.safetensors"));
        Assert.Contains("there is no run record ~/copied.run.json beside it", tool.Errors, StringComparison.Ordinal);
        Directory.CreateDirectory(tool.PathOf("empty"));
        Assert.Equal(1, tool.Line("compare ~/empty"));
        Assert.Contains("there is no run record (*.run.json) in this folder", tool.Errors, StringComparison.Ordinal);
        tool.Write("bad.run.json", "{");
        Assert.Equal(1, tool.Line("compare ~/bad.run.json"));
        Assert.Contains("~/bad.run.json is not a run record", tool.Errors, StringComparison.Ordinal);
        tool.Write("new.run.json", File.ReadAllText(tool.PathOf("one.run.json")).Replace("\"version\": 1", "\"version\": 9", StringComparison.Ordinal));
        Assert.Equal(1, tool.Line("compare ~/new.run.json"));
        Assert.Contains("its version is 9, expected 1", tool.Errors, StringComparison.Ordinal);
        Assert.Equal(2, tool.Line("compare ~/one.safetensors --report ~/one.report.html"));
        Assert.Contains("would be written over", tool.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_another_run_are_told()
    {
        Train("one", "");
        Train("two", "--seed 2");
        File.Copy(tool.PathOf("two.safetensors"), tool.PathOf("one.safetensors"), overwrite: true);
        Assert.Equal(0, tool.Line("compare ~/one.safetensors ~/two.safetensors"));
        Assert.Contains("note: ~/one.safetensors is not the weight file that ~/one.run.json was written with", tool.Errors, StringComparison.Ordinal);
    }

    private void Train(string name, string options) =>
        Assert.True(tool.Line($"train ~/net.lstm.json --data ~/x.csv --inputs a --target y --validation-share 0.2 --epochs 2 --quiet --out ~/{name}.safetensors {options}") == 0, tool.Errors);
}
