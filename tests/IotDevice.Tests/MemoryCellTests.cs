using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Lstm.Training.Weights;
using Xunit;

namespace IotDevice.Tests;

/// <summary>The memory cell computes what the lecture says, and its weights are the hand-set ones.</summary>
[Trait("Speed", "Slow")]
public sealed class MemoryCellTests
{
    [Fact]
    public async Task The_nine_rows_as_csv()
    {
        var outcome = (await Device.Pipe(Lecture.Csv())).Ok();
        Assert.Equal(Lecture.Results, outcome.Results);
        Assert.Equal("{\"n\":6,\"y\":7}", outcome.Lines[5]);
        Assert.StartsWith("9 steps, 0 lines skipped; step p50 ", outcome.Summary, StringComparison.Ordinal);
        Assert.EndsWith("; 0 bytes allocated in the loop", outcome.Summary, StringComparison.Ordinal);
        Assert.StartsWith("memory-cell, ", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_input_it_plays_them_too() => Assert.Equal(Lecture.Results, (await Device.Run(Device.MemoryCell)).Ok().Results);

    [Fact]
    public async Task A_file()
    {
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, Lecture.Csv());
        try
        {
            Assert.Equal(Lecture.Results, (await Device.Run([.. Device.MemoryCell, "--input", path])).Ok().Results);
            Assert.Equal(Lecture.Results, (await Device.Run([.. Device.MemoryCell, $"--input={path}", "--rate", "1000"])).Ok().Results);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Any_numbers_agree_with_plain_addition_in_double()
    {
        const int Samples = 20_000;
        var random = new Random(7);
        var rows = new string[Samples];
        double[] expected = new double[Samples];
        double sum = 0;
        for (int t = 0; t < Samples; t++)
        {
            int value = random.Next(-4000, 4000); // in eighths: sums are exact in a float too
            int add = random.Next(10) switch { < 5 => 0, 9 => -1, _ => 1 };
            int show = random.Next(2);
            sum = add < 0 ? 0 : sum + (add * value / 8.0);
            expected[t] = show * sum;
            rows[t] = FormattableString.Invariant($"{value / 8.0},{add},{show}");
        }
        double[] results = [.. (await Device.Pipe(Lecture.Csv(rows))).Ok().Results.Select(y => double.Parse(y, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(expected, results);
    }

    [Fact]
    public async Task Two_hundred_thousand_samples_allocate_nothing()
    {
        var random = new Random(8);
        var rows = Enumerable.Range(0, 200_000).Select(_ => FormattableString.Invariant($"{random.NextDouble()},{random.Next(-1, 2)},{random.NextDouble()}"));
        foreach (string digits in (string[])["6", "exact"])
        {
            var outcome = (await Device.Pipe(Lecture.Csv(rows), "--digits", digits)).Ok();
            Assert.StartsWith("200000 steps, 0 lines skipped; ", outcome.Summary, StringComparison.Ordinal);
            Assert.EndsWith("; 0 bytes allocated in the loop", outcome.Summary, StringComparison.Ordinal);
        }
    }

    /// <summary>The one place that says how memory-cell.safetensors is made: after a change here, copy the file that a failure names.</summary>
    [Fact]
    public void The_weight_file_holds_the_hand_set_numbers()
    {
        // Rows: input gate, forget gate, candidate, output gate. At ±100 and beyond a gate is 1 or 2^-40.
        var writer = new WeightFileWriter(MemoryCell.SpecHash);
        writer.Add("weight_ih_l0", [0, 200, 0, 0, 200, 0, 1, 0, 0, 0, 0, 200], 4, 3);
        writer.Add("weight_hh_l0", [0, 0, 0, 0], 4, 1);
        writer.Add("bias_ih_l0", [-100, 100, 0, -100], 4);
        writer.Add("bias_hh_l0", [0, 0, 0, 0], 4);
        string made = Path.Combine(AppContext.BaseDirectory, "memory-cell.safetensors");
        File.WriteAllBytes(made, writer.ToBytes());

        string kept = Path.Combine(AppContext.BaseDirectory, "Models", "memory-cell.safetensors");
        Assert.True(File.ReadAllBytes(kept).AsSpan().SequenceEqual(writer.ToBytes()), $"copy {made} to samples/IotDevice/Models");
    }
}
