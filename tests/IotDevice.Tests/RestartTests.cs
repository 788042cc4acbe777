using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace IotDevice.Tests;

/// <summary>The program continues after a restart as if there had been none.</summary>
[Trait("Speed", "Slow")]
public sealed class RestartTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    // A pump's last thousand samples, in which the alarm is raised, with the line that names the columns.
    private static (string Header, string[] Samples) Pump()
    {
        string[] lines = Encoding.UTF8.GetString(PumpModel.Record().Csv).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (lines[0], lines[^1000..]);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(682)] // four of the six samples that raise the alarm are before the restart
    [InlineData(700)] // the alarm is on
    public async Task Stopped_and_started_it_writes_the_same_bytes(int first)
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "kill");
        (string header, string[] lines) = Pump();
        string[] options = ["--input", "-", "--digits", "exact"];
        var whole = (await Device.Run(Encoding.UTF8.GetBytes(string.Join('\n', lines.Prepend(header))), options)).Ok();
        Assert.Equal(1000, whole.Lines.Length);
        Assert.Contains("\"alarm\":true", whole.Lines[^1], StringComparison.Ordinal);
        Assert.Contains("sample 684 (113.8 h): alarm raised", whole.Errors, StringComparison.Ordinal);

        options = [.. options, "--state", folder["pump.state"]];
        using var before = new LiveDevice(options);
        string output = await before.Play(lines.Take(first).Prepend(header), first);
        before.Signal("TERM");
        var outcome = (await before.End()).Ok();
        Assert.Equal("", outcome.Output);
        Assert.Contains("none yet, starting fresh", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(["pump.state"], folder.Files);

        var after = (await Device.Run(Encoding.UTF8.GetBytes(string.Join('\n', lines.Skip(first).Prepend(header))), options)).Ok();
        Assert.Contains($"continuing after sample {first}\n", after.Errors, StringComparison.Ordinal);
        Assert.Equal(whole.Output, output + after.Output);
        Assert.Equal(AlarmLine(whole), AlarmLine(after)); // "alarm raised at sample …", also where that was before the restart
    }

    [Fact]
    public async Task A_terminal_that_closes_saves_it_too()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "kill");
        string[] options = [.. Device.MemoryCell, "--input", "-", "--state", folder["cell.state"]];
        using var device = new LiveDevice(options);
        await device.Play(Lecture.Rows.Take(3).Prepend("x1,x2,x3"), 3);
        device.Signal("HUP");
        (await device.End()).Ok();
        Assert.Contains("continuing after sample 3\n", (await Device.Run([], options)).Ok().Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_that_nobody_reads_are_not_in_the_state()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "mkfifo, kill");
        string[] options = [.. Device.MemoryCell, "--input", "-", "--state", folder["cell.state"]];
        using var pipe = new StuckPipe(folder["results"]);
        await pipe.Fill(); // but for a page, which the first result begins
        using var device = new LiveDevice(Device.StartRedirected(">", folder["results"], options));
        await device.Send($"x1,x2,x3\n{Lecture.Rows[0]}\nno sample\n{Lecture.Rows[1]}\n{Lecture.Rows[2]}");
        await device.Says("line 3: "); // with that line, those behind it have been read
        device.Signal("TERM");
        Assert.Matches("\n2 steps, 1 line skipped; ", (await device.End()).Ok().Errors);
        Assert.Equal("{\"n\":1,\"y\":0}\n", await pipe.Written());

        var after = (await Device.Pipe(Lecture.Csv(Lecture.Rows[1..]), "--state", folder["cell.state"])).Ok();
        Assert.Contains("continuing after sample 1\n", after.Errors, StringComparison.Ordinal);
        Assert.Equal(Lecture.Results, new Outcome(0, "{\"n\":1,\"y\":0}\n" + after.Output, "").Results);
    }

    [Fact]
    public async Task Results_that_find_no_room_are_not_in_the_state()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "/dev/full");
        await File.WriteAllTextAsync(folder["samples.csv"], Lecture.Csv());
        string[] options = [.. Device.MemoryCell, "--input", folder["samples.csv"], "--state", folder["cell.state"]];
        using var device = new LiveDevice(Device.StartRedirected(">", "/dev/full", options));
        Assert.Equal(1, (await device.End()).ExitCode);
        var after = (await Device.Pipe(Lecture.Csv(), "--state", folder["cell.state"])).Ok();
        Assert.Equal(Lecture.Results, after.Results);
    }

    [Fact]
    public async Task Messages_that_nobody_reads_do_not_keep_it()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "mkfifo, kill");
        string[] options = [.. Device.MemoryCell, "--input", "-", "--state", folder["cell.state"]];
        using var pipe = new StuckPipe(folder["messages"]);
        using var device = new LiveDevice(Device.StartRedirected("2>", folder["messages"], options));
        await device.Play(["1,1,1"], 1); // the first messages are in the pipe's first page
        await pipe.Fill();
        await device.Play(["no sample", "2,1,1"], 0);
        device.Signal("TERM");
        (await device.End()).Ok();
        Assert.Contains("continuing after sample", (await Device.Run([], options)).Ok().Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_that_cannot_be_used_leaves_a_summary_and_the_state()
    {
        var outcome = await Device.Run(Encoding.UTF8.GetBytes("speed,flow\n1,2\n"), ["--input", "-", "--state", folder["pump.state"]]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("\n0 steps, ", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(["pump.state"], folder.Files);
    }

    [Fact]
    public async Task Also_after_the_end_of_its_input_and_with_saves_in_between()
    {
        string[] options = ["--save-every", "2", "--state", folder["cell.state"]];
        string output = "";
        foreach (var part in (IEnumerable<string>[])[Lecture.Rows.Take(3), Lecture.Rows.Skip(3).Take(4), Lecture.Rows.Skip(7)])
        {
            var outcome = (await Device.Pipe(Lecture.Csv(part), options)).Ok();
            Assert.Matches(@"; 0 bytes allocated in the loop \(and \d+ to save, connect and swap\)\n$", outcome.Errors);
            output += outcome.Output;
        }
        Assert.Equal(Lecture.Results, new Outcome(0, output, "").Results);
    }

    [Fact]
    public async Task With_saves_in_between_a_power_cut_costs_what_came_since()
    {
        string[] arguments = [.. Device.MemoryCell, "--input", "-", "--save-every", "2", "--state", folder["cell.state"]];
        using (var device = new LiveDevice(arguments))
        {
            await device.Play(["1,1,1", "2,1,1", "4,1,1"], 3);
        } // killed
        using var again = new LiveDevice(arguments);
        await again.Says("continuing after sample 2");
        Assert.Equal("{\"n\":3,\"y\":11}\n", await again.Play(["8,1,1"], 1));
    }

    [Fact]
    public async Task A_state_that_cannot_be_used_is_refused_and_stays()
    {
        string path = folder["a.state"];
        (await Device.Pipe(Lecture.Csv(), "--state", path)).Ok();
        byte[] good = await File.ReadAllBytesAsync(path);

        async Task Refused(byte[] bytes, string problem, params string[] arguments)
        {
            await File.WriteAllBytesAsync(path, bytes);
            var outcome = await Device.Run([], ["--quiet", "--input", "-", "--state", path, .. arguments]);
            Assert.Equal((3, ""), (outcome.ExitCode, outcome.Output));
            Assert.StartsWith($"The state file {path} is rejected: {problem}", outcome.Errors, StringComparison.Ordinal);
            Assert.EndsWith(". Move it away to start fresh.\n", outcome.Errors, StringComparison.Ordinal);
            Assert.Single(outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.Equal(bytes, await File.ReadAllBytesAsync(path));
        }
        await Refused([.. good[..100], (byte)(good[100] ^ 1), .. good[101..]], "it is damaged", Device.MemoryCell);
        await Refused(good[..60], "it is damaged", Device.MemoryCell);
        await Refused([1, 2, 3], "it is not a state file", Device.MemoryCell);
        await Refused(good, $"it belongs to another network, whose spec has the hash {MemoryCellModel.SpecHash}; expected {PumpModel.SpecHash}");
    }

    [Fact]
    public async Task Without_an_input_the_simulation_does_not_go_on_from_it()
    {
        string path = folder["cell.state"];
        (await Device.Pipe(Lecture.Csv(), "--state", path)).Ok();
        byte[] state = await File.ReadAllBytesAsync(path);
        var outcome = await Device.Run(Encoding.UTF8.GetBytes(Lecture.Csv()), [.. Device.MemoryCell, "--state", path]);
        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith($"--state {path} keeps what was seen of your samples, and without --input a simulation is played, ", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("Say --input - for samples on standard input, ", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(state, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_shows_at_the_start()
    {
        string path = folder["missing/a.state"];
        var outcome = await Device.Pipe(Lecture.Csv(), "--quiet", "--state", path);
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith($"The state cannot be saved in {path}: ", outcome.Errors, StringComparison.Ordinal);
        Assert.Single(outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string AlarmLine(Outcome outcome) => outcome.Errors.Split('\n').Last(line => line.StartsWith("alarm raised at", StringComparison.Ordinal));
}
