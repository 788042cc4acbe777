using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace IotDevice.Tests;

/// <summary>Whole runs: the same everywhere, plausible, and with and without a fault alike until it begins.</summary>
[Trait("Speed", "Slow")]
public sealed class PumpRunTests
{
    // After a change of the simulator this is another one, and the weights are to be learnt anew.
    private const string Golden = "2585D2EF5C5E7D8D3E47BF183B396DA127AC677D7793CA73620846CD64E26DC2";

    [Fact]
    public void A_seed_gives_the_same_bytes_everywhere()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        PumpCsv.WriteHeader(writer, withTarget: true);
        PumpCsv.WriteRun(writer, new PumpRun(seed: 1, number: 0, faulty: false), 0, withTarget: true);
        PumpCsv.WriteRun(writer, new PumpRun(seed: 1, number: 1, faulty: true), 1, withTarget: true);
        Assert.Equal(Golden, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(writer.ToString()))));
    }

    [Fact]
    public async Task The_command_writes_what_the_simulator_says()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        PumpCsv.WriteHeader(writer, withTarget: true);
        PumpCsv.WriteRun(writer, new PumpRun(7, 0, faulty: false), 0, withTarget: true);
        PumpCsv.WriteRun(writer, new PumpRun(7, 1, faulty: true), 1, withTarget: true);
        string[] arguments = ["simulate", "--runs", "2", "--seed", "7"];
        Assert.Equal(writer.ToString(), (await Device.Run(arguments)).Ok().Output);

        string path = Path.GetTempFileName();
        try
        {
            Assert.Equal("", (await Device.Run([.. arguments, "--output", path])).Ok().Output);
            Assert.Equal(writer.ToString(), await File.ReadAllTextAsync(path));
            Assert.False(File.Exists(path + ".part"));
        }
        finally
        {
            File.Delete(path);
        }
        var outcome = await Device.Run([.. arguments, "--output", Path.Combine(path, "no", "such.csv")]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("such.csv cannot be written: ", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_device_takes_what_is_measured_alone()
    {
        string csv = (await Device.Run("simulate", "--faults", "all", "--columns", "measured")).Ok().Output;
        Assert.StartsWith("run,hour,speed,flow,head,power,temperature,vibration\n", csv, StringComparison.Ordinal);
        var outcome = (await Device.Run(Encoding.UTF8.GetBytes(csv), ["--input", "-"])).Ok();
        Assert.Equal(csv.Count(c => c == '\n') - 1, outcome.Lines.Length);
        Assert.Empty(outcome.Faults);
    }

    [Fact]
    public void Until_the_fault_begins_a_run_is_as_without_it()
    {
        var sound = Samples(3, 5, faulty: false);
        var faulty = Samples(3, 5, faulty: true);
        int onset = faulty.FindIndex(sample => sample.Defect > 0);
        Assert.InRange(onset, 48 * 6, 480 * 6);
        Assert.Equal(sound[..onset], faulty[..onset]);
        Assert.True(faulty[^1].IsDamaged);
        Assert.InRange(faulty[^1].Defect, 0.9, 1);
    }

    [Fact]
    public void What_the_sensors_say_is_plausible()
    {
        var samples = Enumerable.Range(0, 10).SelectMany(run => Samples(4, run, faulty: false)).ToList();
        var running = samples.Where(sample => sample.Speed > 0).ToList();
        Assert.InRange(running.Count / (double)samples.Count, 0.8, 0.97);
        Assert.All(samples, sample => Assert.InRange(sample.Speed, 0, 2960));
        Assert.All(samples, sample => Assert.InRange(sample.Flow, 0, 120));
        Assert.All(samples, sample => Assert.InRange(sample.Power, 0, 25));
        Assert.All(samples, sample => Assert.InRange(sample.Temperature, 0, 95));
        Assert.InRange(running.Select(sample => sample.Vibration).Order().ElementAt(running.Count / 2), 0.8, 3);
        Assert.Contains(running, sample => sample.Vibration == 0); // a loose cable
        Assert.All(samples, sample => Assert.False(sample.IsDamaged));
    }

    private static List<PumpSample> Samples(ulong seed, int number, bool faulty)
    {
        var samples = new List<PumpSample>();
        var run = new PumpRun(seed, number, faulty);
        while (run.Next(out var sample))
        {
            samples.Add(sample);
        }
        return samples;
    }
}
