using System;
using System.Buffers.Binary;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Lstm.Embedded;
using Lstm.Training.Weights;
using Xunit;

namespace Lstm.Trainer.Tests.Weights;

/// <summary>The bytes that the writer makes.</summary>
public class WeightFileWriterTests
{
    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        var writer = new WeightFileWriter("7f3a");
        writer.Add("b", [1.5f, -2], 2, 1);
        writer.Add("a", [3]);
        byte[] bytes = writer.ToBytes();

        string digest = WeightFile.Parse(bytes, "digest").Metadata[WeightFile.DigestKey];
        string Header = $$$"""{"__metadata__":{"lstm.digest":"{{{digest}}}","lstm.numerics":"{{{Numerics.Version}}}","lstm.spec":"7f3a"},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2,1],"data_offsets":[4,12]}}""";
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(Header.PadRight((Header.Length + 7) / 8 * 8), Encoding.UTF8.GetString(bytes, 8, length));
        Assert.Equal([0, 0, 0x40, 0x40, 0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0], bytes[(8 + length)..]);
    }

    [Fact]
    public void An_empty_file_can_be_read()
    {
        var file = WeightFile.Parse(new WeightFileWriter().ToBytes(), "empty");
        Assert.Empty(file.TensorNames);
        Assert.Equal([WeightFile.DigestKey, Numerics.MetadataKey], file.Metadata.Keys);
    }

    [Fact]
    public void What_is_written_is_read_bit_by_bit()
    {
        var random = new Random(4);
        for (int round = 0; round < 50; round++)
        {
            var writer = new WeightFileWriter("hash");
            writer.AddMetadata("note \"ü\"\n😀", "value \\ \u0001 é");
            int count = random.Next(1, 12);
            var tensors = Enumerable.Range(0, count).Select(i => ($"layer{i}.\"ü\"", Shape: new[] { random.Next(0, 5), random.Next(1, 7) })).ToDictionary(t => t.Item1, t => (t.Shape, Values: Values(random, t.Shape[0] * t.Shape[1])));
            foreach (var (name, tensor) in tensors)
            {
                writer.Add(name, tensor.Values, tensor.Shape);
            }
            byte[] bytes = writer.ToBytes();
            Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(bytes) % 8);

            var file = WeightFile.Parse(bytes, "round trip");
            Assert.Equal(tensors.Keys.Order(StringComparer.Ordinal), file.TensorNames);
            Assert.Equal("hash", file.Metadata[WeightFile.SpecHashKey]);
            Assert.Equal("value \\ \u0001 é", file.Metadata["note \"ü\"\n😀"]);
            foreach (var (name, tensor) in tensors)
            {
                Assert.Equal(tensor.Values.Select(BitConverter.SingleToInt32Bits), file.Read(name, tensor.Shape).Select(BitConverter.SingleToInt32Bits));
            }
        }
    }

    [Fact]
    public void The_digest_is_the_files_SHA_256_with_its_own_digits_as_zeros()
    {
        var writer = new WeightFileWriter("hash");
        writer.AddMetadata("lstm", "\"lstm.digest\":\"");
        writer.Add("t", [1.5f, -2f, 3f], 3);
        byte[] bytes = writer.ToBytes();
        string digest = WeightFile.Parse(bytes, "digest").Metadata[WeightFile.DigestKey];
        byte[] zeros = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace(digest, new string('0', 64), StringComparison.Ordinal));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(zeros)), digest);
        Assert.Contains("computed from the file", Assert.Throws<ArgumentException>(() => writer.AddMetadata(WeightFile.DigestKey, digest)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hash")]
    [InlineData(null)]
    public void Any_change_of_any_bit_is_refused(string? specHash)
    {
        var writer = new WeightFileWriter(specHash);
        writer.AddMetadata(InputRanges.MetadataKey, "0:1");
        writer.Add("t", [1.5f, -2f, 3f], 3);
        byte[] bytes = writer.ToBytes();
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var refused = Record.Exception(() => WeightFile.Parse(bytes, "changed"));
            Assert.True(refused is LstmWeightException, $"bit {bit}: {refused}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
        bytes[^1] ^= 1;
        string says = Assert.Throws<LstmWeightException>(() => WeightFile.Parse(bytes, "pump.safetensors")).Message;
        Assert.Matches("^pump.safetensors: found bytes whose digest is [0-9a-f]{64}; expected [0-9a-f]{64}, .*damaged, or changed afterwards. Copy it again", says);
    }

    [Fact]
    public void The_order_of_adding_does_not_matter()
    {
        var one = new WeightFileWriter();
        one.Add("b", [1], 1);
        one.Add("a", [2, 3], 2);
        one.AddMetadata("y", "1");
        one.AddMetadata("x", "2");
        var other = new WeightFileWriter();
        other.AddMetadata("x", "2");
        other.Add("a", [2, 3], 2);
        other.AddMetadata("y", "1");
        other.Add("b", [1], 1);
        Assert.Equal(one.ToBytes(), other.ToBytes());
        Assert.Equal(one.ToBytes(), one.ToBytes());
    }

    [Fact]
    public void Values_and_shape_are_copied()
    {
        float[] values = [1, 2];
        int[] shape = [2, 1];
        var writer = new WeightFileWriter();
        writer.Add("t", values, shape);
        values[0] = 9;
        shape[0] = 7;
        Assert.Equal([1f, 2f], WeightFile.Parse(writer.ToBytes(), "copy").Read("t", 2, 1));
    }

    [Fact]
    public void What_could_not_be_read_again_is_refused_when_added()
    {
        var writer = new WeightFileWriter("hash");
        writer.Add("t", [1], 1);
        Assert.Contains("\"t\" already", Assert.Throws<ArgumentException>(() => writer.Add("t", [1], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("__metadata__", Assert.Throws<ArgumentException>(() => writer.Add("__metadata__", [1], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("shape [2, 3] does not take 5 values", Assert.Throws<ArgumentException>(() => writer.Add("u", new float[5], 2, 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => writer.Add("u", new float[5], int.MaxValue, int.MaxValue, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Add("u", [1], -1, -1));
        Assert.Contains("NaN as element 1", Assert.Throws<ArgumentException>(() => writer.Add("u", [1, float.NaN], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("as element 0", Assert.Throws<ArgumentException>(() => writer.Add("u", [float.PositiveInfinity], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("\"lstm.spec\" already", Assert.Throws<ArgumentException>(() => writer.AddMetadata("lstm.spec", "x")).Message, StringComparison.Ordinal);
        Assert.Equal(["t"], WeightFile.Parse(writer.ToBytes(), "after").TensorNames);
    }

    /// <summary>Finite floats of every kind: all exponents, denormals, both zeros.</summary>
    private static float[] Values(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))).Select(v => float.IsFinite(v) ? v : -0f)];
}
