using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>lstm search --slurm, with scripts in the place of Slurm's commands; tests/slurm.sh has the real ones.</summary>
[Trait("Speed", "Slow")]
public sealed class SlurmSearchTests : IDisposable
{
    private const string Common = "search ~/net.lstm.json --data ~/x.csv --inputs a --target y --bptt 10 --epochs 2 --try units=2,3 --json";
    private const string Plain = Common + " --validation-share 0.2";

    private readonly ToolRun tool = new();
    private readonly FakeSlurm slurm = new();

    public SlurmSearchTests()
    {
        Assert.Equal(0, tool.Line("new ~/net.lstm.json --input 1 --hidden 4"));
        tool.Write("x.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 90).Select(n => $"{n % 5},{(n + 1) % 5}\n")));
    }

    public void Dispose()
    {
        slurm.Dispose();
        tool.Dispose();
    }

    [Theory]
    [InlineData(Plain + " --seeds 2", 1)]
    [InlineData(Common + " --test-share 0.2 --folds 2 --halving 2", 3)] // two rungs, and the best on all folds
    public void Table_and_weights_are_those_of_this_machine(string line, int arrays)
    {
        Assert.Equal(0, tool.Line(line + " --out ~/here.lstm.json --folder ~/here"));
        string here = tool.Lines[^1].GetProperty("trials").GetRawText();
        var (code, output, errors) = Run(line + " --out ~/there.lstm.json --folder ~/there --slurm --slurm-options --partition=p --parallel 3");
        Assert.True(code == 0, errors);
        Assert.Equal(here, Finished(output).GetProperty("trials").GetRawText());
        Assert.Equal(File.ReadAllBytes(tool.PathOf("here.safetensors")), File.ReadAllBytes(tool.PathOf("there.safetensors")));
        Assert.Equal(arrays, slurm.Submitted.Length);
        Assert.All(slurm.Submitted, words => Assert.Matches(@"--array=[0-9,]+%3 .* --partition=p ", words));
    }

    [Fact]
    public void A_task_that_has_not_left_the_queue_is_not_taken_for_the_one_of_the_next_rung()
    {
        slurm.Linger();
        var (code, _, errors) = Run(Plain + " --halving 2 --slurm");
        Assert.True(code == 0, errors);
        Assert.Equal(2, slurm.Submitted.Length);
    }

    [Fact]
    public void A_task_that_was_killed_is_named_and_submitted_again()
    {
        slurm.Kill(2);
        var (code, _, errors) = Run(Plain + " --slurm");
        Assert.Equal(1, code);
        Assert.Contains("1 run has ended without a result", errors, StringComparison.Ordinal);
        Assert.Contains("trial 2 (units 3), seed 1: killed (signal 9), as happens when memory is short (job 1_2, log " + tool.PathOf("net.search/slurm/1_2.log"), errors, StringComparison.Ordinal);
        Assert.Contains("--resume submits them again", errors, StringComparison.Ordinal);
        (code, _, errors) = Run(Plain + " --slurm --resume");
        Assert.True(code == 0, errors);
        Assert.Contains("--array=2 ", slurm.Submitted[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_in_the_queue_is_not_submitted_again()
    {
        slurm.Hold();
        using (var first = new ToolProcess(tool, Plain + " --slurm", slurm.Variable))
        {
            first.WaitForOutput("\"event\":\"submitted\"");
            first.Signal("INT");
            var (stopped, _, said) = first.End();
            Assert.Equal(130, stopped);
            Assert.Contains("0 running and 2 waiting continue without this process. --resume waits for them again", said, StringComparison.Ordinal);
            Assert.Contains("scancel 1", said, StringComparison.Ordinal);
        }
        using var second = new ToolProcess(tool, Plain + " --slurm --resume", slurm.Variable);
        second.WaitForOutput("\"jobs\":[],\"runs\":0,\"before\":2");
        slurm.LetGo();
        var (code, _, errors) = second.End();
        Assert.True(code == 0, errors);
        Assert.Single(slurm.Submitted);
    }

    [Fact]
    public void A_task_takes_no_part_in_another_search()
    {
        Assert.Equal(0, tool.Line(Plain));
        Assert.Equal(1, tool.Line(Plain + " --seed 2 --slurm-run 0 --slurm-epochs 2"));
        Assert.Contains("holds another search: --seed was not given and is 2", tool.Errors, StringComparison.Ordinal);
        Assert.Equal(1, tool.Line(Plain + " --folder ~/none --slurm-run 0 --slurm-epochs 2"));
        Assert.Contains("~/none: is not there on", tool.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Slurm_it_is_said_what_to_do()
    {
        using var none = new FakeSlurm(installed: false);
        using var process = new ToolProcess(tool, Plain + " --slurm", none.Variable);
        var (code, _, errors) = process.End();
        Assert.Equal(1, code);
        Assert.Contains("squeue: cannot be run", errors, StringComparison.Ordinal);
        Assert.Contains("leave --slurm out to train on this machine", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--slurm-options", "--time=5", "--slurm-options is for --slurm.")]
    [InlineData("--slurm", "--slurm-options=--time=5 -a 1-3", "--slurm-options: -a is chosen by the search; leave it out.")]
    [InlineData("--slurm", "--slurm-options=--job-name=x", "--slurm-options: --job-name=x is chosen by the search; leave it out.")]
    [InlineData("--slurm", "--slurm-options=--comment='x", "--slurm-options: a quote is not closed.")]
    public void What_sbatch_cannot_be_told_is_refused(string one, string two, string message)
    {
        Assert.Equal(2, tool.Call([.. Plain.Split(' '), one, two]));
        Assert.Contains(message, tool.Errors, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Errors) Run(string line)
    {
        using var process = new ToolProcess(tool, line, slurm.Variable);
        return process.End();
    }

    private static JsonElement Finished(string output) => JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]).RootElement;
}
