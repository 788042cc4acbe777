using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Lstm.Embedded;
using Lstm.Training.Weights;
using Xunit;

namespace IotDevice.Tests;

/// <summary>New weights while the program runs: taken between two steps, or refused while the old ones stay in use.</summary>
[Trait("Speed", "Slow")]
public sealed class WeightUpdateTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Good_ones_are_taken_with_the_memory_kept_and_bad_ones_refused()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "kill");
        string path = folder["cell.safetensors"];
        await File.WriteAllBytesAsync(path, Weights(scale: 1));
        using var device = new LiveDevice([.. Device.MemoryCell, "--input", "-", "--weights", path]);
        async Task Update(byte[] bytes, string answer)
        {
            await File.WriteAllBytesAsync(path, bytes);
            device.Signal("HUP");
            await device.Says(answer);
        }
        async Task Step(string sample, string y, int n)
        {
            await device.Send(sample);
            Assert.Equal($"{{\"n\":{n},\"y\":{y}}}", await device.Result());
        }

        await Step("3,1,1", "3", 1);
        await Update(Weights(scale: 2), "new weights from");
        await Step("4,1,1", "11", 2); // 3 + 2·4
        await Update(Weights(scale: 5)[..^4], "new weights refused, the old ones stay in use: ");
        await Step("1,1,1", "13", 3);
        await Update([.. Weights(scale: 5)[..^4], 0, 0, 0xC0, 0x7F], "new weights refused, the old ones stay in use: ");
        await Step("1,1,1", "15", 4);
        await Update(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Models", "memory-cell.safetensors"))[..100], "new weights refused");
        File.Delete(path);
        device.Signal("HUP");
        await device.Says("new weights refused");
        await Step("1,1,1", "17", 5);
        await Update(Weights(scale: 3), "new weights from");
        await Update(Weights(scale: 4), "new weights from"); // the one before it is never used
        await Step("1,1,1", "21", 6);

        device.EndInput();
        var outcome = (await device.End()).Ok();
        Assert.Matches(@"\n6 steps, 0 lines skipped; .*; 0 bytes allocated in the loop", outcome.Errors);
        Assert.DoesNotContain("xception", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_that_do_not_answer_with_the_memory_of_now_are_refused_at_the_first_sample()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "kill");
        string path = folder["cell.safetensors"];
        await File.WriteAllBytesAsync(path, Weights(scale: 1));
        using var device = new LiveDevice([.. Device.MemoryCell, "--input", "-", "--weights", path]);
        Assert.Equal("{\"n\":1,\"y\":3}\n", await device.Play(["3,1,1"], 1));
        await File.WriteAllBytesAsync(path, Weights(scale: 3e38f));
        device.Signal("HUP");
        await device.Says("new weights from"); // zeros they have an answer to
        Assert.Equal("{\"n\":2,\"y\":7}\n", await device.Play(["4,1,1"], 1)); // the old ones'
        await device.Says("new weights refused, the old ones stay in use: their result for sample 2 is not finite");
        Assert.Equal("{\"n\":3,\"y\":8}\n", await device.Play(["1,1,1"], 1));
        device.EndInput();
        Assert.Matches(@"\n3 steps, 0 lines skipped; .*; 0 bytes allocated in the loop", (await device.End()).Ok().Errors);
    }

    [Fact]
    public async Task New_weights_bring_their_ranges()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "kill");
        string path = folder["cell.safetensors"];
        await File.WriteAllBytesAsync(path, Weights(scale: 1, ranges: "-5:5,:,:"));
        using var device = new LiveDevice([.. Device.MemoryCell, "--input", "-", "--weights", path, "--range", "x2=-1:1"]);
        await device.Play(["6,1,1", "3,1,1"], 1);
        await device.Says("line 1: x1 is 6; expected -5 to 5; skipped");
        await File.WriteAllBytesAsync(path, Weights(scale: 1, ranges: "-9:9,:,:"));
        device.Signal("HUP");
        await device.Says("new weights from");
        Assert.Equal("{\"n\":2,\"y\":9}\n", await device.Play(["1,2,1", "6,1,1"], 1));
        await device.Says("line 3: x2 is 2; expected -1 to 1; skipped");
    }

    [Fact]
    public async Task Those_without_ranges_lift_none_and_say_so()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "kill");
        string path = folder["cell.safetensors"];
        await File.WriteAllBytesAsync(path, Weights(scale: 1, ranges: "-5:5,:,:"));
        using var device = new LiveDevice([.. Device.MemoryCell, "--input", "-", "--weights", path, "--metrics", "0"]);
        string address = (await device.Says("metrics: "))["metrics: ".Length..];
        await File.WriteAllBytesAsync(path, Weights(scale: 2));
        device.Signal("HUP");
        Assert.Equal($"new weights from {path}: in use from the next sample on; they carry no ranges of the inputs (lstm.ranges), so those in force stay, which --range changes", await device.Says("new weights from"));
        Assert.Equal("{\"n\":1,\"y\":6}\n", await device.Play(["6,1,1", "3,1,1"], 1));
        await device.Says("line 1: x1 is 6; expected -5 to 5; skipped");
        using var http = new System.Net.Http.HttpClient();
        Assert.Contains("\niotdevice_ranged_columns 1\n", await http.GetStringAsync(new Uri(address)), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(path, Weights(scale: 1, ranges: ":9,:,:"));
        device.Signal("HUP");
        Assert.DoesNotContain("ranges", await device.Says("new weights from"), StringComparison.Ordinal);
        Assert.Equal("{\"n\":2,\"y\":12}\n", await device.Play(["6,1,1"], 1));
    }

    [Fact]
    public async Task Without_ranges_at_the_start_the_built_in_ones_stay()
    {
        string path = folder["pump.safetensors"];
        byte[] builtIn = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Models", "pump.safetensors"));
        File.WriteAllBytes(path, WithoutMetadata(builtIn));
        const string Lines = "speed,flow,temperature,vibration\n9999,100,40,2\n1500,100,40,2\n";
        var outcome = (await Device.Run(System.Text.Encoding.UTF8.GetBytes(Lines), ["--input", "-", "--weights", path])).Ok();
        Assert.Contains($"\nweights from {path}; they carry no ranges of the inputs (lstm.ranges), so those in force stay, which --range changes\n", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("line 2: speed is 9999; expected -100 to 4500; skipped\n", outcome.Errors, StringComparison.Ordinal);
        Assert.Single(outcome.Lines);

        outcome = (await Device.Run(System.Text.Encoding.UTF8.GetBytes(Lines), ["--input", "-", "--weights", path, "--range", "speed=:"])).Ok();
        Assert.Equal(2, outcome.Lines.Length);
    }

    [Fact]
    public async Task Another_networks_weights_are_refused_too()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "kill");
        string path = folder["cell.safetensors"];
        await File.WriteAllBytesAsync(path, Weights(scale: 1));
        using var device = new LiveDevice([.. Device.MemoryCell, "--input", "-", "--weights", path]);
        Assert.Equal("{\"n\":1,\"y\":1}\n", await device.Play(["1,1,1"], 1));
        await File.WriteAllBytesAsync(path, Weights(scale: 1, specHash: PumpModel.SpecHash));
        device.Signal("HUP");
        Assert.Contains(PumpModel.SpecHash, await device.Says("refused"), StringComparison.Ordinal);
        Assert.Equal("{\"n\":2,\"y\":2}\n", await device.Play(["1,1,1"], 1));
    }

    [Fact]
    public async Task A_pipe_is_refused_at_the_start_and_later()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "mkfifo, kill");
        string path = folder["cell.safetensors"];
        using (var mkfifo = Process.Start("mkfifo", [folder["pipe"]]))
        {
            await mkfifo.WaitForExitAsync();
        }
        string problem = $"{path}: found an empty file, a pipe or a device; expected a readable safetensors file.";
        File.CreateSymbolicLink(path, folder["pipe"]);
        var outcome = await Device.Pipe(Lecture.Csv(), "--quiet", "--weights", path);
        Assert.Equal((1, problem + "\n"), (outcome.ExitCode, outcome.Errors));

        File.Delete(path);
        await File.WriteAllBytesAsync(path, Weights(scale: 1));
        using var device = new LiveDevice([.. Device.MemoryCell, "--input", "-", "--weights", path]);
        await device.Play(["1,1,1"], 1);
        File.Move(folder["pipe"], path, overwrite: true);
        device.Signal("HUP");
        Assert.Equal($"new weights refused, the old ones stay in use: {problem}", await device.Says("new weights"));
        Assert.Equal("{\"n\":2,\"y\":2}\n", await device.Play(["1,1,1"], 1));
    }

    [Fact]
    public async Task At_the_start_they_have_to_be_good()
    {
        string path = folder["cell.safetensors"];
        var outcome = await Device.Pipe(Lecture.Csv(), "--weights", path);
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(path, outcome.Errors, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(path, Weights(scale: 2));
        Assert.Equal(["0", "0", "0", "0", "0", "14", "0", "0", "12"], (await Device.Pipe(Lecture.Csv(), "--weights", path)).Ok().Results);
    }

    // The same tensors; nothing else is known of them.
    private static byte[] WithoutMetadata(byte[] file)
    {
        int length = (int)BitConverter.ToUInt64(file);
        var header = System.Text.Json.Nodes.JsonNode.Parse(file.AsSpan(8, length))!.AsObject();
        header.Remove("__metadata__");
        byte[] text = System.Text.Encoding.UTF8.GetBytes(header.ToJsonString());
        return [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. file[(8 + length)..]];
    }

    // The memory cell with a candidate that is so many times x1.
    private static byte[] Weights(float scale, string? specHash = null, string? ranges = null)
    {
        var writer = new WeightFileWriter(specHash ?? MemoryCellModel.SpecHash);
        if (ranges is not null)
        {
            writer.AddMetadata(InputRanges.MetadataKey, ranges);
        }
        writer.Add("weight_ih_l0", [0, 200, 0, 0, 200, 0, scale, 0, 0, 0, 0, 200], 4, 3);
        writer.Add("weight_hh_l0", [0, 0, 0, 0], 4, 1);
        writer.Add("bias_ih_l0", [-100, 100, 0, -100], 4);
        writer.Add("bias_hh_l0", [0, 0, 0, 0], 4);
        return writer.ToBytes();
    }
}
