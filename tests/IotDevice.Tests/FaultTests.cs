using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace IotDevice.Tests;

/// <summary>No sample, whatever its numbers, ends the answers and the alarm.</summary>
[Trait("Speed", "Slow")]
public sealed class FaultTests : IDisposable
{
    private const string Largest = "3.4028235e38";
    private const string Sound = "2900,100,50,2";
    private readonly Folder folder = new();

    // Without ranges: what the network makes of such numbers is then for the guard.
    private static readonly string[] Unbounded = ["--range", "speed=:", "--range", "flow=:", "--range", "temperature=:", "--range", "vibration=:"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Largest, "", "speed is 3.4028235E+38; expected -100 to 4500")]
    [InlineData("-" + Largest, "", "speed is -3.4028235E+38; expected -100 to 4500")]
    [InlineData(Largest, "--range speed=: --range flow=:", "temperature is 3.4028235E+38; expected -40 to 150")]
    [InlineData(Largest, "--range speed=:5000", "speed is 3.4028235E+38; expected at most 5000")]
    [InlineData("-" + Largest, "--range speed=-5:", "speed is -3.4028235E+38; expected at least -5")]
    [InlineData("-999", "", "speed is -999; expected -100 to 4500")]
    [InlineData("-999", "--range speed=-5000:5000", "flow is -999; expected -20 to 200")]
    public async Task A_sample_out_of_its_ranges_is_refused(string value, string options, string message)
    {
        string[] lines = [Line("2900", "100", "50", "2"), Line(value, value, value, value), Line("2900", "100", "50", "2")];
        foreach (string[] form in (string[][])[lines, [.. lines.Select(line => $"[{line}]")], [.. lines.Select(Object)]])
        {
            var outcome = (await Pump(form, [.. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--digits", "exact"])).Ok();
            Assert.Equal([$"line 2: {message}; skipped"], outcome.Faults);
            Assert.StartsWith("2 steps, 0 lines skipped, 1 sample out of range; step ", outcome.Summary, StringComparison.Ordinal);
            Assert.EndsWith("; 0 bytes allocated in the loop", outcome.Summary, StringComparison.Ordinal);
            Assert.Equal((await Pump([form[0], form[2]], "--digits", "exact")).Output, outcome.Output);
        }
    }

    [Fact]
    public async Task The_borders_are_within()
    {
        var outcome = (await Pump(["-100,-20,-40,0", "4500,200,150,100", "4500.001,200,150,100"])).Ok();
        Assert.Equal(2, outcome.Results.Length);
        Assert.Equal(["line 3: speed is 4500.001; expected -100 to 4500; skipped"], outcome.Faults);
    }

    [Theory]
    [InlineData("speed=5:1", "the low bound 5 is above the high bound 1, so that no sample would be in range; ")]
    [InlineData("speed=a:1", "the low bound \"a\" is not a number; ")]
    [InlineData("speed=nan:1", "the low bound \"nan\" is not a number; ")]
    [InlineData("speed=-inf:inf", "the low bound \"-inf\" is not a number; ")]
    [InlineData("speed=0:1e39", "the high bound 1e39 is beyond the largest number that a sample can be, 3.4028235E+38; ")]
    [InlineData("speed=-Infinity:1", "the low bound -Infinity is beyond the largest number that a sample can be, 3.4028235E+38; ")]
    [InlineData("speed=0:1:2", "the high bound \"1:2\" is not a number; ")]
    [InlineData("speed=0:1,flow=0:2", "one column for each --range, so give it again for another: ")]
    [InlineData("speed=1", "")]
    [InlineData("speed", "")]
    [InlineData("=1:2", "")]
    public async Task A_range_that_is_none(string range, string problem)
    {
        var outcome = await Device.Run("--range", range);
        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal($"--range {range}: {problem}expected COLUMN=LOW:HIGH, e.g. speed=0:3600; a side that is empty has no bound.\nTry --help.\n", outcome.Errors);
    }

    [Fact]
    public async Task Two_ranges_behind_one_option()
    {
        var outcome = await Device.Run("--range", "speed=0:1", "flow=0:2");
        Assert.Equal((2, "\"flow=0:2\" is not an option; each range needs its own: --range flow=0:2\nTry --help.\n"), (outcome.ExitCode, outcome.Errors));
    }

    [Fact]
    public async Task A_range_of_no_column()
    {
        var outcome = await Device.Run("--quiet", "--range", "sped=0:1");
        Assert.Equal((2, "--range sped: there is no such column; did you mean speed?\nTry --help.\n"), (outcome.ExitCode, outcome.Errors));
    }

    [Fact]
    public async Task What_makes_no_finite_answer_is_taken_back_and_the_alarm_stays()
    {
        string[] all = Encoding.UTF8.GetString(PumpModel.Record().Csv).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] recording = [all[0], .. all[^100..]]; // the alarm is raised, and stays
        string wild = string.Join(',', all[0].Split(',').Select(name => PumpModel.Columns.Contains(name) ? Largest : "0"));
        var whole = (await Pump(recording, [.. Unbounded, "--digits", "exact"])).Ok();
        Assert.EndsWith("\"alarm\":true}", whole.Lines[^1], StringComparison.Ordinal);

        var outcome = (await Pump([.. recording[..91], wild, .. recording[91..]], [.. Unbounded, "--digits", "exact"])).Ok();
        Assert.Equal("{\"n\":91,\"y\":null,\"alarm\":true,\"fault\":true}", outcome.Lines[90]);
        Assert.Equal(whole.Results, outcome.Results.Where((_, i) => i != 90));
        Assert.Contains("sample 91: fault, the network's result is not finite; its state goes back to the sample before, the alarm stays on\n", outcome.Errors, StringComparison.Ordinal);
        Assert.StartsWith("101 steps, 0 lines skipped, 1 fault; step ", outcome.Summary, StringComparison.Ordinal);
        Assert.EndsWith("; 0 bytes allocated in the loop", outcome.Summary, StringComparison.Ordinal);
        Assert.EndsWith("\"alarm\":true}", outcome.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_memory_that_is_infinite_is_taken_back_though_the_answer_is_finite()
    {
        // The output gate's zero hides the memory: 2^-40 of 3.4e38 twice is finite, their sum in the memory is not.
        string[] lines = [$"{Largest},1,1", $"{Largest},1,-1000", "0,0,1"];
        var outcome = (await Device.Pipe(string.Join('\n', lines), "--digits", "exact")).Ok();
        Assert.Equal([$"{float.MaxValue:R}", "null", $"{float.MaxValue:R}"], outcome.Results);
    }

    [Fact]
    public async Task Restarts_go_on_behind_it()
    {
        string[] options = [.. Unbounded, "--digits", "exact", "--state", folder["pump.state"], "--save-every", "1"];
        string[] lines = [Sound, Line(Largest, Largest, Largest, Largest)];
        (await Pump(lines, options)).Ok();
        var again = (await Pump([Sound], options)).Ok();
        string answer = (await Pump([Sound, Sound], "--digits", "exact")).Ok().Results[1];
        Assert.Equal($"{{\"n\":3,\"y\":{answer},\"alarm\":false}}\n", again.Output);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public async Task A_state_of_before_that_is_not_finite_is_refused(float value)
    {
        byte[] memory = new byte[PumpModel.MemoryBytes];
        MemoryMarshal.Write(memory.AsSpan(20), value);
        byte[] state = StateFormat.Write(new DeviceState(PumpModel.SpecHash, 7, default, default, memory));
        await File.WriteAllBytesAsync(folder["pump.state"], state);
        var outcome = await Pump([Sound], "--quiet", "--state", folder["pump.state"]);
        Assert.Equal((3, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal($"The state file {folder["pump.state"]} is rejected: its state contains a number that is not finite, so the network could never give a finite result again. Move it away to start fresh.\n", outcome.Errors);
        Assert.Equal(state, await File.ReadAllBytesAsync(folder["pump.state"]));
    }

    [Fact]
    public async Task Many_allocate_nothing_and_few_are_told()
    {
        string bad = Line(Largest, Largest, Largest, Largest);
        var refused = (await Pump([Sound, .. Enumerable.Repeat(bad, 999), Sound])).Ok();
        Assert.Equal(11, refused.Faults.Length); // the first ten and the hundredth
        Assert.Matches(@"^2 steps, 0 lines skipped, 999 samples out of range; 988 messages left out; step .*; 0 bytes allocated in the loop$", refused.Summary);
        var taken = (await Pump([Sound, .. Enumerable.Repeat(bad, 999), Sound], Unbounded)).Ok();
        Assert.Matches(@"^1001 steps, 0 lines skipped, 999 faults; 988 messages left out; step .*; 0 bytes allocated in the loop$", taken.Summary);
        Assert.Equal(999, taken.Lines.Count(line => line.EndsWith("\"y\":null,\"alarm\":false,\"fault\":true}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_metrics_count_them()
    {
        using var device = new LiveDevice("--input", "-", "--metrics", "0", "--range", "flow=:", "--range", "temperature=:", "--range", "vibration=:");
        var address = new Uri((await device.Says("metrics: "))["metrics: ".Length..]);
        using var client = new System.Net.Http.HttpClient { Timeout = Device.Patience };
        await device.Play([Sound, Line("2900", Largest, Largest, Largest), Line(Largest, "100", "50", "2"), "no,sample"], 2);
        await device.Says("line 4");
        string text = await client.GetStringAsync(address);
        foreach (string line in (string[])["iotdevice_samples_total 2", "iotdevice_bad_lines_total 1", "iotdevice_out_of_range_total 1", "iotdevice_ranged_columns 1", "iotdevice_faults_total 1", "iotdevice_fault_on 1"])
        {
            Assert.Contains($"\n{line}\n", text, StringComparison.Ordinal);
        }
        await device.Play([Sound], 1);
        await device.Send("again");
        await device.Says("line 6");
        Assert.Contains("\niotdevice_fault_on 0\n", await client.GetStringAsync(address), StringComparison.Ordinal);
    }

    private static string Line(string speed, string flow, string temperature, string vibration) => $"{speed},{flow},{temperature},{vibration}";

    private static string Object(string line) => string.Join(',', line.Split(',').Zip(PumpModel.Columns, (value, column) => $"\"{column}\":{value}")) is var members ? $"{{{members}}}" : "";

    private static Task<Outcome> Pump(string[] lines, params string[] options) => Device.Run(Encoding.UTF8.GetBytes(string.Join('\n', lines)), ["--input", "-", .. options]);
}
