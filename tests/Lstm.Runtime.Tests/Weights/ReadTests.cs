using System;
using System.Buffers.Binary;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Weights;

/// <summary>What a sound file gives: names, metadata, and values of the three float types.</summary>
public class ReadTests
{
    [Fact]
    public void Names_metadata_shapes_and_values()
    {
        string header = """{"b":{"dtype":"F32","shape":[2,1],"data_offsets":[4,12]},"__metadata__":{"lstm.spec":"7f","ü":"é"},"a":{"shape":[],"data_offsets":[0,4],"dtype":"F32"},"z":{"dtype":"F32","shape":[0,3],"data_offsets":[4,4]}}   """;
        var file = WeightFile.Parse(RawFile.Bytes(header, RawFile.Floats(1.5f, -2, float.Epsilon)), "ok.safetensors");

        Assert.Equal("ok.safetensors", file.Name);
        Assert.Equal(["b", "a", "z"], file.TensorNames);
        Assert.Equal("7f", file.Metadata[WeightFile.SpecHashKey]);
        Assert.Equal("é", file.Metadata["ü"]);
        Assert.Equal([2L, 1L], file.ShapeOf("b"));
        Assert.Equal([-2, float.Epsilon], file.Read("b", 2, 1));
        Assert.Equal([1.5f], file.Read("a"));
        Assert.Equal([1.5f], file.ReadAll("a"));
        Assert.Empty(file.Read("z", 0, 3));
        Assert.True(file.Contains("a"));
        Assert.False(file.Contains("A"));
    }

    [Fact]
    public void The_bytes_given_may_change_afterwards()
    {
        byte[] bytes = RawFile.Of([new NamedTensor("t", [1], [3])]);
        var file = WeightFile.Parse(bytes, RawFile.Name);
        bytes.AsSpan().Clear();
        Assert.Equal([3f], file.Read("t", 1));
    }

    [Fact]
    public void Every_half_is_widened_exactly()
    {
        ushort[] bits = [.. Enumerable.Range(0, 65536).Select(i => (ushort)i).Where(i => Half.IsFinite(BitConverter.UInt16BitsToHalf(i)))];
        float[] values = RawFile.One("F16", $"[{bits.Length}]", LittleEndian(bits)).Read("t", bits.Length);
        for (int i = 0; i < bits.Length; i++)
        {
            int exponent = (bits[i] >> 10) & 31;
            int fraction = bits[i] & 1023;
            double magnitude = exponent == 0 ? fraction * Math.Pow(2, -24) : (1 + (fraction / 1024.0)) * Math.Pow(2, exponent - 15);
            Assert.Equal(magnitude, Math.Abs((double)values[i]));
            Assert.Equal(bits[i] >= 0x8000, float.IsNegative(values[i]));
        }
    }

    [Fact]
    public void Every_bfloat16_is_widened_exactly()
    {
        ushort[] bits = [.. Enumerable.Range(0, 65536).Select(i => (ushort)i).Where(i => (i & 0x7F80) != 0x7F80)];
        float[] values = RawFile.One("BF16", $"[{bits.Length}]", LittleEndian(bits)).Read("t", bits.Length);
        for (int i = 0; i < bits.Length; i++)
        {
            int exponent = (bits[i] >> 7) & 255;
            int fraction = bits[i] & 127;
            double magnitude = exponent == 0 ? fraction * Math.Pow(2, -133) : (1 + (fraction / 128.0)) * Math.Pow(2, exponent - 127);
            Assert.Equal(magnitude, Math.Abs((double)values[i]));
            Assert.Equal(bits[i] >= 0x8000, float.IsNegative(values[i]));
        }
    }

    [Theory]
    [InlineData("F64", 8)]
    [InlineData("I64", 8)]
    [InlineData("I32", 4)]
    [InlineData("I8", 1)]
    [InlineData("BOOL", 1)]
    [InlineData("F8_E4M3", 1)]
    public void Other_types_are_refused_when_read(string type, int size)
    {
        var file = RawFile.One(type, "[2]", new byte[2 * size]);
        Refused.By(() => file.Read("t", 2), "t", $"dtype {type}", "export the weights as F32");
    }

    [Theory]
    [InlineData(float.NaN, "NaN at [3, 17]")]
    [InlineData(float.PositiveInfinity, "Infinity at [3, 17]")]
    [InlineData(float.NegativeInfinity, "-Infinity at [3, 17]")]
    public void A_weight_that_is_not_finite_is_refused_with_its_index(float value, string found)
    {
        float[] values = new float[4 * 18];
        values[(3 * 18) + 17] = value;
        var single = RawFile.One("F32", "[4,18]", RawFile.Floats(values));
        Refused.By(() => single.Read("t", 4, 18), "t", found, "finite weights");
        Refused.By(() => single.ReadAll("t"), "t", found, "finite weights");
        var half = RawFile.One("F16", "[4,18]", LittleEndian([.. values.Select(v => BitConverter.HalfToUInt16Bits((Half)v))]));
        Refused.By(() => half.Read("t", 4, 18), "t", found, "finite weights");
        var brain = RawFile.One("BF16", "[4,18]", LittleEndian([.. values.Select(v => (ushort)(BitConverter.SingleToUInt32Bits(v) >> 16))]));
        Refused.By(() => brain.Read("t", 4, 18), "t", found, "finite weights");
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(6, 1)]
    public void Another_shape_is_refused(int rows, int columns)
    {
        var file = RawFile.One("F32", "[3,2]", new byte[24]);
        Refused.By(() => file.Read("t", rows, columns), "t", "shape [3, 2]", $"shape [{rows}, {columns}]");
        Refused.By(() => file.Read("t", 6), "t", "shape [3, 2]", "shape [6]");
    }

    [Fact]
    public void A_missing_tensor_is_refused_with_what_there_is()
    {
        var file = RawFile.One("F32", "[1]", new byte[4]);
        Refused.By(() => file.Read("u", 1), "u", "no such tensor", "one of \"t\"");
        Refused.By(() => file.ShapeOf("u"), "u", "no such tensor", "one of \"t\"");
    }

    private static byte[] LittleEndian(ushort[] values) => BitConverter.IsLittleEndian
        ? MemoryMarshal.AsBytes<ushort>(values).ToArray()
        : MemoryMarshal.AsBytes<ushort>([.. values.Select(BinaryPrimitives.ReverseEndianness)]).ToArray();
}
