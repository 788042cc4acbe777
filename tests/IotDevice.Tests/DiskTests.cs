using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace IotDevice.Tests;

/// <summary>A disk that is full or read-only keeps no device from watching; a file that another device has does.</summary>
[Trait("Speed", "Slow")]
public sealed class DiskTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("full", "No space left on device")]
    [InlineData("read-only", "Read-only file system")]
    public async Task It_starts_all_the_same_and_goes_on_from_a_good_state(string disk, string problem)
    {
        using var small = new SmallDisk();
        (await Device.Pipe("1,1,1\n2,1,1\n", "--state", small["a.state"])).Ok();
        if (disk == "full")
        {
            small.Fill();
        }
        else
        {
            small.MakeReadOnly();
        }
        var outcome = await Device.Pipe("4,1,1\n", "--state", small["a.state"]);
        Assert.Equal("{\"n\":3,\"y\":7}\n", outcome.Output);
        Assert.Contains($"The state cannot be saved in {small["a.state"]}: {problem}; continuing, and trying again at the next save\n", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("continuing after sample 2\n", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(1, outcome.ExitCode); // at the end nothing could be kept
        outcome = await Device.Pipe("1,1,1\n", "--state", small["b.state"]);
        Assert.Equal("{\"n\":1,\"y\":1}\n", outcome.Output);
        Assert.Contains("none yet, starting fresh\n", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_room_again_it_saves_again()
    {
        using var small = new SmallDisk();
        small.Fill();
        using var device = new LiveDevice([.. Device.MemoryCell, "--input", "-", "--state", small["a.state"], "--save-every", "1"]);
        await device.Says("continuing, and trying again at the next save");
        await device.Play(["1,1,1"], 1);
        Assert.Contains(": No space left on device; continuing", await device.Says("cannot be saved"), StringComparison.Ordinal);
        small.Empty();
        await device.Play(["2,1,1"], 1);
        device.EndInput();
        (await device.End()).Ok();
        Assert.Equal("{\"n\":3,\"y\":7}\n", (await Device.Pipe("4,1,1\n", "--state", small["a.state"])).Ok().Output);
    }

    [Fact]
    public void What_the_system_says_is_told_apart()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "its numbers");
        foreach ((int error, bool mayPass) in (List<(int, bool)>)[(28, true), (30, true), (122, true), (2, false), (13, false), (5, false)]) // ENOSPC, EROFS, EDQUOT; ENOENT, EACCES, EIO
        {
            Assert.Equal(mayPass, FileProblem.IsFullOrReadOnly(new IOException("", error)));
        }
        Assert.False(FileProblem.IsFullOrReadOnly(new UnauthorizedAccessException("", new IOException("", 13))));
        Assert.Equal("Permission denied", FileProblem.Reason(new UnauthorizedAccessException("Access to '/a' is denied.", new IOException("", 13))));
        Assert.Equal("Disk quota exceeded", FileProblem.Reason(new IOException("at '/a'", 122)));
    }

    [Fact]
    public async Task The_path_is_said_once()
    {
        string path = folder["missing/a.state"];
        Assert.Equal($"The state cannot be saved in {path}: No such file or directory\n", (await Device.Pipe("", "--quiet", "--state", path)).Errors);
    }

    [Fact]
    public async Task A_second_device_on_the_same_state_is_refused()
    {
        string[] arguments = [.. Device.MemoryCell, "--input", "-", "--state", folder["a.state"], "--save-every", "1"];
        using var first = new LiveDevice(arguments);
        await first.Says("starting fresh");
        string refused = $"The state file {folder["a.state"]} is in use by another device; expected one for each. End that one, or give this one another --state.\n";
        Assert.Equal((1, "", refused), Told(await Device.Pipe("5,1,1\n", "--quiet", "--state", folder["a.state"])));
        await first.Play(["1,1,1", "2,1,1"], 2); // saved again, in another file under the same name
        File.CreateSymbolicLink(folder["link"], folder["a.state"]);
        var second = await Device.Pipe("5,1,1\n", "--quiet", "--state", folder["link"]);
        Assert.Equal((1, "", refused), Told(second));
        Assert.Equal("{\"n\":1,\"y\":5}\n", (await Device.Pipe("5,1,1\n", "--state", folder["b.state"])).Ok().Output); // one beside it has its own
        first.EndInput();
        (await first.End()).Ok();
        Assert.Equal("{\"n\":3,\"y\":7}\n", (await Device.Pipe("4,1,1\n", "--state", folder["a.state"])).Ok().Output);
        Assert.Equal(["a.state", "b.state", "link"], folder.Files);
    }

    [Fact]
    public async Task One_that_was_killed_is_in_nobodys_way()
    {
        string[] arguments = [.. Device.MemoryCell, "--input", "-", "--state", folder["a.state"], "--save-every", "1"];
        using (var first = new LiveDevice(arguments))
        {
            await first.Play(["1,1,1"], 1);
            await first.Send("no sample");
            await first.Says("line 2"); // what came before it is saved
        } // killed
        Assert.Equal("{\"n\":2,\"y\":3}\n", (await Device.Pipe("2,1,1\n", "--state", folder["a.state"])).Ok().Output);
    }

    [Fact]
    public void Of_two_that_begin_at_once_the_later_one_is_refused()
    {
        using StateFile first = new(folder["a.state"]), second = new(folder["a.state"]);
        Assert.Null(first.Read(MemoryCellModel.SpecHash, MemoryCellModel.MemoryBytes));
        Assert.Null(second.Read(MemoryCellModel.SpecHash, MemoryCellModel.MemoryBytes));
        var state = new DeviceState(MemoryCellModel.SpecHash, 1, default, default, new byte[MemoryCellModel.MemoryBytes]);
        first.Write(state);
        Assert.Contains("is in use by another device", Assert.Throws<IOException>(() => second.Write(state)).Message, StringComparison.Ordinal);
        first.Write(state);
        Assert.Contains("is in use by another device", Assert.Throws<IOException>(() => second.Read(MemoryCellModel.SpecHash, MemoryCellModel.MemoryBytes)).Message, StringComparison.Ordinal);
        first.Dispose();
        Assert.NotNull(second.Read(MemoryCellModel.SpecHash, MemoryCellModel.MemoryBytes));
        Assert.Equal(["a.state"], folder.Files);
    }

    private static (int ExitCode, string Output, string Errors) Told(Outcome outcome) => (outcome.ExitCode, outcome.Output, outcome.Errors);
}
