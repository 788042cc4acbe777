using System;
using System.IO;
using System.Linq;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>Training that is killed, interrupted or out of disk loses no more than the epoch at hand.</summary>
[Trait("Speed", "Slow")]
public sealed class InterruptionTests : IDisposable
{
    private const string Train = "train ~/pump.lstm.json --data ~/runs.csv --sequence-column run --target damaged --batch-size 4 --no-report --json";

    private readonly ToolRun tool = new();

    public InterruptionTests()
    {
        tool.WriteRuns();
        tool.Line("new ~/pump.lstm.json --input 2 --hidden 20 --task binary");
    }

    public void Dispose() => tool.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(" --positive-weight balanced --input-scaling robust --range a=0:50")]
    public void KilledInAnEpochAndResumedGivesTheSameBytes(string options)
    {
        using (var process = new ToolProcess(tool, Train + options + " --epochs 1000000"))
        {
            process.WaitForEpochs(3);
            process.Kill();
        }
        int done = EpochsInCheckpoint();
        Assert.True(done >= 3, $"{done} epochs in the checkpoint");
        Assert.False(File.Exists(tool.PathOf("pump.safetensors")));

        Assert.Equal(0, tool.Line($"{Train}{options} --epochs {done + 2} --resume"));
        Assert.Equal(done, tool.Lines[0].GetProperty("resumedAt").GetInt32());
        byte[] resumed = File.ReadAllBytes(tool.PathOf("pump.safetensors"));
        Assert.Equal(0, tool.Line($"{Train}{options} --epochs {done + 2} --out ~/whole.safetensors"));
        Assert.Equal(File.ReadAllBytes(tool.PathOf("whole.safetensors")), resumed);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void CtrlCKeepsTheBestEpochAndTheCheckpoint(string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no kill command to send the signal with.");
        }
        using var process = new ToolProcess(tool, Train + " --epochs 1000000");
        process.WaitForEpochs(2);
        process.Signal(signal);
        var (code, output, errors) = process.End();
        Assert.Equal(130, code);
        Assert.Contains("stopping; once more", errors);
        Assert.Contains("\"reason\":\"Cancelled\"", output);
        Assert.True(EpochsInCheckpoint() >= 2);
        Assert.Equal(0, tool.Line("evaluate ~/pump.lstm.json --data ~/runs.csv --json"));
    }

    [Theory]
    [InlineData("predict ~/pump.lstm.json --out ~/answers.csv --data ~/pipe.csv")]
    [InlineData("evaluate ~/pump.lstm.json --data ~/pipe.csv")]
    [InlineData("trace ~/pump.lstm.json --data ~/pipe.csv --out ~/answers.csv")]
    public void CtrlCEndsWhatUsesANetwork(string line)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no pipes of this kind, and no kill command.");
        }
        Assert.Equal(0, tool.Line(Train + " --epochs 1 --quiet"));
        Assert.Null(ToolProcess.Run("mkfifo", tool.PathOf("pipe.csv")));
        using var process = new ToolProcess(tool, line);
        using (var pipe = new FileStream(tool.PathOf("pipe.csv"), FileMode.Open, FileAccess.Write)) // waits until the tool reads
        {
            process.Signal("INT");
            process.WaitForErrors("stopping; once more");
            pipe.Write(File.ReadAllBytes(tool.PathOf("runs.csv")));
        }
        Assert.Equal(130, process.End().Code);
        Assert.False(File.Exists(tool.PathOf("answers.csv")));
    }

    [Fact]
    public void AFullDiskIsSaidAndTheLastCheckpointIsKept()
    {
        Assert.Equal(0, tool.Line(Train + " --epochs 1"));
        long pages = (new FileInfo(tool.PathOf("pump.checkpoint")).Length + 4095) / 4096;
        string small = Directory.CreateDirectory(tool.PathOf("small")).FullName;
        if (ToolProcess.Run("mount", $"-t tmpfs -o size={((2 * pages) - 1) * 4}k tmpfs {small}") is { } complaint) // one checkpoint, but not two
        {
            Assert.Skip($"A small disk could not be had: mount said {complaint}");
        }
        try
        {
            string line = Train + " --epochs 4 --checkpoint ~/small/pump.checkpoint";
            Assert.Equal(1, tool.Line(line));
            Assert.Contains("~/small/pump.checkpoint cannot be written", tool.Errors);
            Assert.Contains("space", tool.Errors, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("the file that was there is kept", tool.Errors);
            Assert.Equal(["pump.checkpoint"], Directory.EnumerateFiles(small).Select(Path.GetFileName));

            Assert.Null(ToolProcess.Run("mount", $"-o remount,size=1m {small}"));
            Assert.Equal(0, tool.Line(line + " --resume"));
            Assert.Equal(1, tool.Lines[0].GetProperty("resumedAt").GetInt32());
        }
        finally
        {
            ToolProcess.Run("umount", small);
        }
    }

    private int EpochsInCheckpoint() =>
        Embedded.WeightFile.Open(tool.PathOf("pump.checkpoint")).Metadata["training.epochs"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
}
