using System;
using System.IO;
using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Audio;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>WAVE files and pairs of them.</summary>
public sealed class WaveTests : DataFolder
{
    private static readonly DataOptions Inputs = new() { Path = "", InputsOnly = true };

    [Theory]
    [InlineData(1, 8, "80C0", 0f, 0.5f)]
    [InlineData(1, 16, "00400080", 0.5f, -1f)]
    [InlineData(1, 24, "000040000080", 0.5f, -1f)]
    [InlineData(1, 32, "0000004000000080", 0.5f, -1f)]
    [InlineData(3, 32, "0000003F00000040", 0.5f, 2f)] // above 1, and not clipped
    [InlineData(3, 64, "000000000000E03F0000000000000040", 0.5f, 2f)]
    public void Samples_of_every_kind(int tag, int bits, string bytes, float first, float second)
    {
        byte[] data = WaveBytes.Chunk("data", Convert.FromHexString(bytes));
        Assert.Equal([first, second], Read(WaveBytes.Of(WaveBytes.Format(tag, bits), data)).Train[0].Inputs);
        Assert.Equal([first, second], Read(WaveBytes.Of(WaveBytes.Extensible(tag, bits), data)).Train[0].Inputs);
    }

    [Fact]
    public void Channels_are_columns_and_the_rate_is_kept()
    {
        var data = Read(WaveBytes.Of(WaveBytes.Format(3, 32, channels: 2, rate: 44100), WaveBytes.Chunk("data", WaveBytes.Bytes(1, 2, 3, 4))));
        Assert.Equal(["channel1", "channel2"], data.InputNames);
        Assert.Equal([1f, 2f, 3f, 4f], data.Train[0].Inputs);
        Assert.Equal(new WaveFormat(44100), data.Format);
    }

    [Theory]
    [InlineData(0xFFFFFFFFu)] // never filled in
    [InlineData(4000u)] // the file was cut short
    [InlineData(10u)] // half a sample at the end
    public void Samples_are_those_that_are_there(uint length) =>
        Assert.Equal([1f, 2f], Read(WaveBytes.Of(WaveBytes.Format(3, 32), WaveBytes.Chunk("data", [.. WaveBytes.Bytes(1, 2), 0, 0], length))).Train[0].Inputs);

    [Fact]
    public void Other_chunks_are_passed_over() => Assert.Equal([1f, 2f], Read(WaveBytes.Of(
        WaveBytes.Chunk("LIST", [1, 2, 3]), WaveBytes.Format(3, 32), WaveBytes.Chunk("odd ", [1]), WaveBytes.Chunk("data", WaveBytes.Bytes(1, 2)), WaveBytes.Chunk("id3 ", [1, 2, 3, 4]))).Train[0].Inputs);

    [Fact]
    public void Large_files_are_RF64()
    {
        byte[] sizes = WaveBytes.Chunk("ds64", [.. BitConverter.GetBytes(100L), .. BitConverter.GetBytes(8L), .. BitConverter.GetBytes(2L), 0, 0, 0, 0]);
        byte[] file = WaveBytes.Of(sizes, WaveBytes.Format(3, 32), WaveBytes.Chunk("data", WaveBytes.Bytes(1, 2), 0xFFFFFFFF), WaveBytes.Chunk("tail", [1, 2, 3, 4]));
        "RF64"u8.CopyTo(file);
        Assert.Equal([1f, 2f], Read(file).Train[0].Inputs);
    }

    [Theory]
    [InlineData("BW64", "x.wav: cannot be read: it is a BW64 file, which hardly any program reads; save it as WAV or RF64")]
    [InlineData("RIFX", "x.wav: cannot be read: it does not begin as a WAVE file does (RIFF … WAVE)")]
    [InlineData("fLaC", "x.wav: this is compressed audio, which is not read here; convert it to WAV, e.g. ffmpeg -i x.mp3 x.wav")]
    public void Files_that_begin_otherwise(string begin, string message)
    {
        byte[] file = WaveBytes.Floats(48000, 1);
        System.Text.Encoding.ASCII.GetBytes(begin).CopyTo(file, 0);
        Assert.Equal(message, Complaint(() => Read(file)));
    }

    [Fact]
    public void Files_that_are_spoilt()
    {
        byte[] data = WaveBytes.Chunk("data", WaveBytes.Bytes(1, 2));
        Assert.StartsWith("x.wav: cannot be read: its samples are ALaw of 8 bits", Complaint(() => Read(WaveBytes.Of(WaveBytes.Format(6, 8), data))), StringComparison.Ordinal);
        Assert.StartsWith("x.wav: cannot be read: its format contradicts itself: 0 channels", Complaint(() => Read(WaveBytes.Of(WaveBytes.Format(3, 32, channels: 0), data))), StringComparison.Ordinal);
        Assert.StartsWith("x.wav: cannot be read: it does not say how its samples are written", Complaint(() => Read(WaveBytes.Of(data))), StringComparison.Ordinal);
        Assert.StartsWith("x.wav: cannot be read: it holds no samples", Complaint(() => Read(WaveBytes.Of(WaveBytes.Format(3, 32)))), StringComparison.Ordinal);
        Assert.Equal("x.wav: there is no sample in it", Complaint(() => Read(WaveBytes.Floats(48000))));
        Assert.StartsWith("x.wav, sample 2, column 1 \"sample\": the input is missing", Complaint(() => Read(WaveBytes.Floats(48000, 1, float.NaN))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_for_another_rate() => Assert.Equal(
        "x.wav: it has 48000 samples a second, and the network was trained on 44100; resample it, e.g. sox x.wav -r 44100 out.wav",
        Complaint(() => Read(WaveBytes.Floats(48000, 1), Inputs with { Format = new WaveFormat(44100) })));

    [Theory]
    [InlineData(2, new[] { 1f, 2f }, new[] { 30f, 40f })]
    [InlineData(-1, new[] { 2f, 3f, 4f }, new[] { 10f, 20f, 30f })]
    [InlineData(0, new[] { 1f, 2f, 3f, 4f }, new[] { 10f, 20f, 30f, 40f })]
    public void A_stated_latency_is_taken_off(int latency, float[] inputs, float[] targets)
    {
        var data = Pair([1, 2, 3, 4], [10, 20, 30, 40], latency);
        Assert.Equal(inputs, data.Train[0].Inputs);
        Assert.Equal(targets, data.Train[0].Targets);
        Assert.Equal(["sample"], data.InputNames);
        Assert.Equal(["target"], data.TargetNames);
        Assert.Empty(data.Warnings);
    }

    [Theory]
    [InlineData(37)]
    [InlineData(-12)]
    [InlineData(0)]
    public void A_latency_is_measured_and_told(int latency)
    {
        float[] played = Noise(3000), recorded = new float[3000];
        for (int i = 0; i < recorded.Length; i++) // a device that distorts, turns the sign and filters a little
        {
            recorded[i] = i - latency is >= 1 and < 3000 ? -MathF.Tanh((3 * played[i - latency]) + played[i - latency - 1]) : 0;
        }
        var data = Pair(played, recorded, null);
        Assert.Equal(3000 - Math.Abs(latency), data.Train[0].Length);
        Assert.Equal(recorded[Math.Max(0, latency) + 5], data.Train[0].Targets[5]);
        string said = latency == 0 ? "wet.wav does not lag behind dry.wav." : $"wet.wav {(latency > 0 ? "lags behind" : "is ahead of")} dry.wav by {Math.Abs(latency)} samples";
        Assert.Contains(said, string.Join('\n', data.Warnings).Replace(At("") + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_never_makes_a_latency_too_long() // the network would have to look ahead
    {
        float[] played = Noise(20_000), recorded = new float[20_000];
        float one = 0, two = 0;
        for (int i = 100; i < recorded.Length; i++)
        {
            one += 0.3f * (played[i - 100] - one);
            recorded[i] = two += 0.3f * (one - two);
        }
        Assert.InRange(Latency.Of(played, recorded, 5000)!.Value, 97, 100);
        Assert.Null(Latency.Of(played, Noise(20_000, seed: 2), 5000));
    }

    [Fact]
    public void Files_that_do_not_go_together()
    {
        Assert.EndsWith("wet.wav: it has 44100 samples a second, dry.wav has 48000; a pair has one rate, e.g. after sox wet.wav -r 48000 out.wav", Complaint(() => Pair([1, 2], [1, 2], 0, rate: 44100)), StringComparison.Ordinal);
        Assert.Equal(["wet.wav is 1 samples shorter than dry.wav; what only one of them has is left out."], Pair([1, 2, 3], [1, 2], 0).Warnings.Select(warning => warning.Replace(At("") + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)));
        Write("dry.wav", WaveBytes.Of(WaveBytes.Format(1, 16), WaveBytes.Chunk("data", [0, 64, 0, 64])));
        Assert.Contains("has samples of 32-bit float, ", Assert.Single(DataSet.Read(PairOptions(0)).Warnings, warning => warning.Contains("dithered", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("A WAVE file as target is for a WAVE file as input (--input dry.wav --target wet.wav).", Complaint(() => Raw("x.csv", "a\n1\n", options => options with { Target = new WaveTarget("wet.wav") })));
        Assert.Equal("dry.wav: there is no sample in it that both files have", Complaint(() => Pair([1, 2], [1, 2], 7)));
    }

    private static float[] Noise(int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    private DataSet Pair(float[] dry, float[] wet, int? latency, int rate = 48000)
    {
        Write("dry.wav", WaveBytes.Floats(48000, dry));
        Write("wet.wav", WaveBytes.Floats(rate, wet));
        return DataSet.Read(PairOptions(latency));
    }

    private DataOptions PairOptions(int? latency) => new() { Path = At("dry.wav"), Target = new WaveTarget(At("wet.wav"), latency), InputScaling = Scaling.None, TargetScaling = Scaling.None };

    private DataSet Read(byte[] bytes, DataOptions? options = null) => DataSet.Read((options ?? Inputs) with { Path = Write("x.wav", bytes) });
}
