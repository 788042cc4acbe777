using System;
using System.IO;
using System.Linq;
using Lstm.Trainer.Tests.Data;
using Lstm.Training.Data.Audio;
using ParquetSharp;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>Data of every format from training to answers.</summary>
[Trait("Speed", "Slow")]
public sealed class FormatTests : IDisposable
{
    private const string Settings = "--epochs 2 --no-report --quiet";
    private readonly ToolRun tool = new();

    public void Dispose() => tool.Dispose();

    [Theory]
    [InlineData("data.jsonl")]
    [InlineData("data.npz")]
    [InlineData("data.parquet")]
    public void The_same_numbers_give_the_same_network_and_the_same_answers(string name)
    {
        WriteSpec(2);
        float[] a = [.. Enumerable.Range(0, 60).Select(row => MathF.Round(256 * MathF.Sin(row)) / 256)], b = [.. a.Select(value => 2 - value)], y = [.. a.Select(value => value * 3)];
        tool.Write("data.csv", "a,b,y\n" + string.Concat(a.Select((_, row) => FormattableString.Invariant($"{(double)a[row]},{(double)b[row]},{(double)y[row]}\n"))));
        Write(name, a, b, y);
        byte[] expected = Train("data.csv"), found = Train(name);
        Assert.Equal(Answers("data.csv"), Answers(name)); // also with a card that was written for another format
        Assert.Equal(0, tool.Line($"evaluate ~/net.lstm.json --data ~/{name} --json"));
        Assert.Equal(expected[^256..], found[^256..]); // weights: the header says how the data was written
    }

    [Fact]
    public void Sound_to_sound()
    {
        WriteSpec(1);
        var random = new Random(1);
        float[] dry = [.. Enumerable.Range(0, 4000).Select(_ => random.NextSingle() - 0.5f)], wet = new float[4000];
        for (int i = 25; i < wet.Length; i++)
        {
            wet[i] = MathF.Tanh(4 * dry[i - 25]);
        }
        File.WriteAllBytes(tool.PathOf("dry.wav"), WaveBytes.Floats(44100, dry));
        File.WriteAllBytes(tool.PathOf("wet.wav"), WaveBytes.Floats(44100, wet));
        Assert.Equal(0, tool.Line($"train ~/net.lstm.json --input ~/dry.wav --target ~/wet.wav --bptt 200 --validation-share 0.2 --test-share 0.2 --epochs 2 --no-report"));
        Assert.Contains("~/wet.wav lags behind ~/dry.wav by 25 samples (0.57 ms); that is taken off (--latency 0 keeps it).", tool.Errors, StringComparison.Ordinal);
        Assert.Contains("ESR", tool.Output, StringComparison.Ordinal);
        Assert.Equal(0, tool.Line("evaluate ~/net.lstm.json --input ~/dry.wav --target ~/wet.wav --latency 25"));
        Assert.Contains("error-to-signal ratio", tool.Output, StringComparison.Ordinal);
        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --input ~/dry.wav --out ~/made.wav"));
        Assert.Equal(0, tool.Line("predict ~/net.lstm.json --input ~/dry.wav --out ~/made.csv"));
        var made = new WaveFile(() => File.OpenRead(tool.PathOf("made.wav")));
        Assert.Equal((44100, 1, 4000L, "32-bit float"), (made.SampleRate, made.Channels, made.Frames, made.Samples));
        using var samples = made.From(0);
        Assert.Equal(File.ReadLines(tool.PathOf("made.csv")).Skip(1).Select(line => float.Parse(line.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture)), Enumerable.Range(0, 4000).Select(_ => samples.NextFrame()[0]));
        Assert.Equal(2, tool.Line("train ~/net.lstm.json --input ~/dry.wav --target ~/wet.wav --latency soon"));
        Assert.Contains("--latency soon: expected a number of samples, or auto to measure it.", tool.Errors, StringComparison.Ordinal);
        Assert.Equal(1, tool.Line("evaluate ~/net.lstm.json --input ~/dry.wav"));
        Assert.Contains("expected the recording that is the target beside it (--target wet.wav)", tool.Errors, StringComparison.Ordinal);
    }

    private void WriteSpec(int inputs) => tool.Write("net.lstm.json", $$"""{ "input": {{inputs}}, "layers": [{ "type": "lstm", "hidden": 3 }, { "type": "dense", "size": 1 }] }""");

    private byte[] Train(string data)
    {
        Assert.Equal(0, tool.Line($"train ~/net.lstm.json --data ~/{data} --target y {Settings}"));
        return File.ReadAllBytes(tool.PathOf("net.safetensors"));
    }

    private string Answers(string data)
    {
        Assert.Equal(0, tool.Line($"predict ~/net.lstm.json --data ~/{data} --format {Path.GetExtension(data) switch { ".npz" => "numpy", var ending => ending[1..] }}"));
        return tool.Output.Replace(data, "data", StringComparison.Ordinal);
    }

    private void Write(string name, float[] a, float[] b, float[] y)
    {
        switch (Path.GetExtension(name))
        {
            case ".jsonl":
                tool.Write(name, string.Concat(a.Select((_, row) => FormattableString.Invariant($"{{\"a\":{(double)a[row]},\"b\":{(double)b[row]},\"y\":{(double)y[row]}}}\n"))));
                break;
            case ".npz":
                File.WriteAllBytes(tool.PathOf(name), NpyBytes.Archive([.. new[] { ("a", a), ("b", b), ("y", y) }.Select(array => (array.Item1, NpyBytes.Of("'<f4'", "(60,)", WaveBytes.Bytes(array.Item2))))]));
                break;
            default:
                using (var file = new ParquetFileWriter(tool.PathOf(name), [new Column<float>("a"), new Column<float>("b"), new Column<float>("y")]))
                {
                    using var group = file.AppendRowGroup();
                    foreach (float[] values in new[] { a, b, y })
                    {
                        group.NextColumn().LogicalWriter<float>().WriteBatch(values);
                    }
                    file.Close();
                }
                break;
        }
    }
}
