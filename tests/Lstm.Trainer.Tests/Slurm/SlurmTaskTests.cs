using Lstm.Trainer.Cli;
using Lstm.Training.Slurm;
using Xunit;

namespace Lstm.Trainer.Tests.Slurm;

/// <summary>What Slurm's commands say, and what is said to them.</summary>
public sealed class SlurmTaskTests
{
    [Theory]
    [InlineData("12|7|RUNNING|lstm-1a", 7, true, false)]
    [InlineData("12|7|PENDING|lstm-1a-2", 2007, true, false)]
    [InlineData("12|7|COMPLETING|lstm-1a", 7, true, false)]
    [InlineData("12|7|COMPLETED|lstm-1a", 7, false, false)]
    [InlineData("12|7|OUT_OF_MEMORY|lstm-1a", 7, false, true)]
    public void A_task_is_read(string line, int run, bool alive, bool failed)
    {
        var task = SlurmTask.Parse(line, "lstm-1a")!;
        Assert.Equal((run, alive, failed, "12_7"), (task.Run, task.IsAlive, task.HasFailed, task.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12|N/A|RUNNING|lstm-1a")]
    [InlineData("12|7|RUNNING|lstm-1ab")]
    [InlineData("12|7|RUNNING|lstm-1a-x")]
    public void Other_lines_are_none(string line) => Assert.Null(SlurmTask.Parse(line, "lstm-1a"));

    [Theory]
    [InlineData("FAILED", "0:9", "killed (signal 9), as happens when memory is short")]
    [InlineData("FAILED", "137:0", "killed (signal 9), as happens when memory is short")]
    [InlineData("FAILED", "0:11", "ended by signal 11")]
    [InlineData("FAILED", "1:0", "failed with exit code 1")]
    [InlineData("OUT_OF_MEMORY", "0:125", "out of memory")]
    [InlineData("CANCELLED by 1000", "0:15", "cancelled")]
    [InlineData("TIMEOUT", "0:15", "its time was up")]
    [InlineData("NODE_FAIL", "", "its node failed")]
    [InlineData("COMPLETED", "0:0", "ended without a result")]
    public void An_end_is_put_into_words(string state, string code, string words) => Assert.Equal(words, TaskEnd.Words(state, code));

    [Fact]
    public void Quotes_keep_words_together()
    {
        Assert.Equal(["--time=5", "--comment=a b", "it's", ""], ShellWord.Split("  --time=5 --comment='a b'\t\"it's\" ''"));
        Assert.Null(ShellWord.Split("--comment='a"));
        Assert.Equal(["it's", "$HOME", ""], ShellWord.Split($"{ShellWord.Of("it's").Replace("'\\''", "'\"'\"'", System.StringComparison.Ordinal)} {ShellWord.Of("$HOME")} {ShellWord.Of("")}"));
    }
}
