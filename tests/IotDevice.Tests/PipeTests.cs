using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Xunit;

namespace IotDevice.Tests;

/// <summary>The program between two others.</summary>
[Trait("Speed", "Slow")]
public sealed class PipeTests
{
    [Fact]
    public async Task Each_result_comes_at_once()
    {
        using var process = Device.Start([.. Device.MemoryCell, "--input", "-"]);
        var input = process.StandardInput;
        await input.WriteAsync("x1,x2,x3\n");
        for (int n = 1; n <= 5; n++)
        {
            await input.WriteAsync("1,1,1\n");
            await input.FlushAsync();
            Assert.Equal($"{{\"n\":{n},\"y\":{n}}}", await process.StandardOutput.ReadLineAsync().WaitAsync(Device.Patience));
        }
        input.Close();
        await process.WaitForExitAsync().WaitAsync(Device.Patience);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task When_nobody_reads_any_more_it_ends_quietly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The console's stream hides it there.");
        using var process = Device.Start([.. Device.MemoryCell, "--input", "-"]);
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync("1,1,1\n");
        await process.StandardInput.FlushAsync();
        Assert.Equal("{\"n\":1,\"y\":1}", await process.StandardOutput.ReadLineAsync().WaitAsync(Device.Patience));
        process.StandardOutput.Close();
        await Assert.ThrowsAsync<IOException>(() => FeedForever(process).WaitAsync(Device.Patience));
        await process.WaitForExitAsync().WaitAsync(Device.Patience);
        Assert.Equal(0, process.ExitCode);
        Assert.DoesNotContain("xception", await errors, StringComparison.Ordinal);
        Assert.Matches(@"\d+ steps, 0 lines skipped; .*; 0 bytes allocated in the loop\n$", await errors);
    }

    [Fact]
    public async Task A_full_disk_is_named()
    {
        var outcome = await OnFullDisk(">");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("\n9 steps, ", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("\nThe results cannot be written: ", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pump_that_was_not_played_to_its_end_has_no_end_to_tell_of()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "a pipe that its reader closes");
        using var process = Device.Start();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadLineAsync().WaitAsync(Device.Patience);
        process.StandardOutput.Close();
        await process.WaitForExitAsync().WaitAsync(Device.Patience);
        Assert.DoesNotContain("the bearing failed", await errors, StringComparison.Ordinal);
        Assert.Contains("the bearing failed", (await Device.Run()).Ok().Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_is_written_to_and_not_replaced()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "mkfifo");
        using var folder = new Folder();
        await Process.Start("mkfifo", [folder["pipe"]]).WaitForExitAsync(TestContext.Current.CancellationToken);
        var reader = Task.Run(() => File.ReadAllText(folder["pipe"]), TestContext.Current.CancellationToken);
        (await Device.Run("simulate", "--runs", "1", "--output", folder["pipe"])).Ok();
        Assert.Equal((await Device.Run("simulate", "--runs", "1")).Ok().Output, await reader.WaitAsync(Device.Patience, TestContext.Current.CancellationToken));
        Assert.Equal(["pipe"], folder.Files);
    }

    [Fact]
    public async Task A_link_is_followed_and_not_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links are for administrators there.");
        using var folder = new Folder();
        File.CreateSymbolicLink(folder["runs"], folder["runs.csv"]);
        File.CreateSymbolicLink(folder["state"], folder["pump.state"]);
        (await Device.Run("simulate", "--runs", "1", "--output", folder["runs"])).Ok();
        (await Device.Pipe(Lecture.Csv(), "--state", folder["state"])).Ok();
        (await Device.Pipe(Lecture.Csv(), "--state", folder["state"])).Ok();
        Assert.Equal(["pump.state", "runs", "runs.csv", "state"], folder.Files);
        Assert.Equal((folder["runs.csv"], folder["pump.state"]), (new FileInfo(folder["runs"]).LinkTarget, new FileInfo(folder["state"]).LinkTarget));
    }

    [Fact]
    public async Task A_folder_is_no_place_for_the_state()
    {
        var outcome = await Device.Run("--input", "-", "--state", Path.GetTempPath());
        Assert.Equal((1, $"The state file {Path.GetTempPath()} is a folder; expected a file."), (outcome.ExitCode, outcome.Summary.TrimEnd()));
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/zero")]
    [InlineData("empty")]
    [InlineData("pipe")]
    public async Task Neither_is_what_has_no_bytes(string name)
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "mkfifo, /dev");
        using var folder = new Folder();
        File.WriteAllText(folder["empty"], "");
        await Process.Start("mkfifo", [folder["pipe"]]).WaitForExitAsync(TestContext.Current.CancellationToken);
        var outcome = await Device.Run("--input", "-", "--state", folder[name]);
        Assert.Equal((3, $"The state file {folder[name]} is rejected: it is empty, or a pipe or a device. Move it away to start fresh."), (outcome.ExitCode, outcome.Summary.TrimEnd()));
        Assert.Equal(["empty", "pipe"], folder.Files);
    }

    [Fact]
    public async Task Messages_that_cannot_be_written_do_not_end_it()
    {
        var outcome = await OnFullDisk("2>");
        Assert.Equal((0, 9), (outcome.ExitCode, outcome.Output.Split('\n').Length - 1));
    }

    [Fact]
    public async Task Results_and_messages_may_share_a_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh");
        Assert.SkipUnless(Environment.GetEnvironmentVariable("IOT_DEVICE") is null, "The shell runs the built program.");
        using var folder = new Folder();
        const string Script = "echo before > \"$1\"; dotnet \"$0\" --model memory-cell >> \"$1\" 2>&1; echo behind >> \"$1\"";
        using var shell = Process.Start("sh", ["-c", Script, Path.Combine(AppContext.BaseDirectory, "IotDevice.dll"), folder["log"]]);
        await shell.WaitForExitAsync().WaitAsync(Device.Patience);
        string[] lines = await File.ReadAllLinesAsync(folder["log"]);
        Assert.Equal(13, lines.Length); // before, the first line, nine results, the summary, behind
        Assert.Equal(("before", "{\"n\":9,\"y\":6}", "behind"), (lines[0], lines[10], lines[12]));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_it_with_the_summary(string signal)
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "kill");
        foreach (string[] arguments in (string[][])[["--input", "-"], ["--rate", "0.001"]]) // waiting for input, and sleeping
        {
            using var process = Device.Start([.. Device.MemoryCell, .. arguments]);
            var errors = process.StandardError.ReadToEndAsync();
            await process.StandardInput.WriteAsync("1,0,0\n");
            await process.StandardInput.FlushAsync();
            Assert.Equal("{\"n\":1,\"y\":0}", await process.StandardOutput.ReadLineAsync().WaitAsync(Device.Patience));
            using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
            await process.WaitForExitAsync().WaitAsync(Device.Patience);
            Assert.Equal(0, process.ExitCode);
            Assert.Matches(@"\n1 step, 0 lines skipped; .*; 0 bytes allocated in the loop\n$", await errors);
        }
    }

    /// <summary>The memory cell's recording; what goes to one of the two outputs finds no room.</summary>
    private static async Task<Outcome> OnFullDisk(string redirected)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "/dev/full");
        using var device = new LiveDevice(Device.StartRedirected(redirected, "/dev/full", Device.MemoryCell));
        return await device.End();
    }

    private static async Task FeedForever(Process process)
    {
        while (true)
        {
            await process.StandardInput.WriteAsync("1,0,1\n");
            await process.StandardInput.FlushAsync();
        }
    }
}
