using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Weights;

/// <summary>The digest of a weight file, with the hash that checks it held to the framework's.</summary>
public class DigestTests
{
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    [Fact]
    public void The_hash_is_SHA_256_at_every_length()
    {
        byte[] data = [.. Enumerable.Range(0, 300).Select(k => (byte)(k * 37))];
        for (int length = 1; length <= data.Length; length++)
        {
            string tensor = $$"""{"dtype":"U8","shape":[{{length}}],"data_offsets":[0,{{length}}]}""";
            string header = $"{{\"__metadata__\":{{\"lstm.digest\":\"{Zeros}\"}},\"t\":{tensor}}}";
            byte[] bytes = Signed(header, data[..length]);
            WeightFile.Parse(bytes, RawFile.Name);
            bytes[^1] ^= 0x10;
            Assert.Throws<LstmWeightException>(() => WeightFile.Parse(bytes, RawFile.Name));
        }
    }

    [Fact]
    public void A_file_with_its_digest_loads_and_keeps_it()
    {
        byte[] bytes = Signed("{\"__metadata__\":{\"a\":\"b\", \"lstm.digest\" : \"" + Zeros + "\"}}  ");
        var file = WeightFile.Parse(bytes, RawFile.Name);
        Assert.Equal("b", file.Metadata["a"]);
        Assert.NotEqual(Zeros, file.Metadata[WeightFile.DigestKey]);
        WeightFile.Parse(bytes, RawFile.Name); // the caller's bytes are as they were
    }

    [Fact]
    public void A_file_that_was_changed_is_refused()
    {
        byte[] bytes = Signed("{\"__metadata__\":{\"lstm.ranges\":\"0:1\",\"lstm.digest\":\"" + Zeros + "\"}}");
        bytes[bytes.AsSpan().IndexOf("0:1"u8)] = (byte)'1';
        Refused.By(() => WeightFile.Parse(bytes, RawFile.Name), null, "bytes whose digest is ", "damaged, or changed afterwards. Copy it again");
    }

    [Fact]
    public void A_file_that_should_have_a_digest_and_has_none_is_refused() =>
        Refused.By(() => RawFile.Parse("{\"__metadata__\":{\"lstm.digesu\":\"" + Zeros + "\",\"lstm.numerics\":\"2\"}}", 0), null, "\"lstm.numerics\" without \"lstm.digest\"", "take \"lstm.digest\" and \"lstm.numerics\" out if the change was meant");

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000A")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000\\u0030")]
    public void A_digest_that_is_none_is_refused(string digest) =>
        Refused.By(() => RawFile.Parse("{\"__metadata__\":{\"lstm.digest\":\"" + digest + "\"}}", 0), null, "\"lstm.digest\"", "64 hexadecimal digits in lower case");

    internal static byte[] Signed(string header, params byte[] data)
    {
        byte[] bytes = RawFile.Bytes(header, data);
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.AsSpan(bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Zeros))));
        return bytes;
    }
}
