using System;
using System.IO;
using System.Threading.Tasks;
using Lstm.Embedded;
using Xunit;

namespace IotDevice.Tests;

/// <summary>The self-test passes here, and can fail.</summary>
public sealed class SelfTestTests
{
    [Fact]
    public async Task Every_body_of_this_processor_agrees()
    {
        var outcome = (await Device.Run("--selftest")).Ok();
        Assert.Equal("", outcome.Errors);
        Assert.EndsWith("self-test passed\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("pump, 2256 steps, Scalar: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("(the one that runs)", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("memory-cell, 9 steps, Scalar: ", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("DIFFERENT", outcome.Output, StringComparison.Ordinal);
    }

    /// <summary>After new weights or another recording the constant is another one: take it from this message.</summary>
    [Fact]
    public void The_constants_are_those_of_the_embedded_weights()
    {
        var report = new StringWriter();
        Assert.True(SelfTest.Run<PumpModel>(report) & SelfTest.Run<MemoryCellModel>(report), report.ToString());
    }

    [Fact]
    public void One_wrong_bit_is_found()
    {
        var report = new StringWriter();
        Assert.False(SelfTest.Run<WornOut>(report));
        Assert.Contains("Scalar: ", report.ToString(), StringComparison.Ordinal);
        Assert.Contains($"DIFFERENT, expected {MemoryCellModel.Golden:x8}", report.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{MemoryCellModel.Golden:x8} ok", report.ToString(), StringComparison.Ordinal); // the body that runs
    }

    // A processor whose scalar unit has lost the last bit of one result.
    private struct WornOut : IDeviceModel<WornOut>
    {
        private MemoryCellModel whole;
        private bool isWorn;

        public static string Name => "worn out";

        public static string Summary => "";

        public static string[] Columns => MemoryCellModel.Columns;

        public static int OutputSize => MemoryCellModel.OutputSize;

        public static string SpecHash => MemoryCellModel.SpecHash;

        public static int MemoryBytes => MemoryCellModel.MemoryBytes;

        public static uint Golden => MemoryCellModel.Golden;

        public static AlarmSettings? Alarm => null;

        public static Recording Record() => MemoryCellModel.Record();

        public readonly InputRanges Ranges => whole.Ranges;

        public readonly bool IsFinite => whole.IsFinite;

        public static WornOut Create() => new() { whole = MemoryCellModel.Create() };

        public static WornOut Load(string path) => new() { whole = MemoryCellModel.Load(path) };

        public void Step(ReadOnlySpan<float> sample, Span<float> result)
        {
            whole.Step(sample, result);
            result[0] = result[0] == 7 && isWorn ? MathF.BitIncrement(7) : result[0];
        }

        public readonly WornOut WithBody(InstructionSet body) => new() { whole = whole.WithBody(body), isWorn = body == InstructionSet.Scalar };

        public void TakeNetwork(WornOut other) => whole.TakeNetwork(other.whole);

        public readonly void SaveMemory(Span<byte> bytes) => whole.SaveMemory(bytes);

        public void LoadMemory(ReadOnlySpan<byte> bytes) => whole.LoadMemory(bytes);
    }
}
