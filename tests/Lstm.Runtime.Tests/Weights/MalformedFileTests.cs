using System;
using System.Buffers.Binary;
using System.Text;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Weights;

/// <summary>Everything that the safetensors format forbids.</summary>
public class MalformedFileTests
{
    [Theory]
    [InlineData(0, "an empty file")]
    [InlineData(1, "a file of 1 bytes")]
    [InlineData(7, "a file of 7 bytes")]
    public void A_file_too_short_for_its_header_length(int length, string found)
    {
        var exception = Refused.By(() => WeightFile.Parse(new byte[length], RawFile.Name), null, found, "8 bytes");
        Assert.Equal(RawFile.Name, exception.FileName);
    }

    [Theory]
    [InlineData(3, "a header of 3 bytes in a file of 10", "cut short")]
    [InlineData(100_000_000, "a header of 100000000 bytes in a file of 10", "cut short")]
    [InlineData(100_000_001, "a header of 100000001 bytes", "at most 100000000")]
    [InlineData(-1, "a header of 18446744073709551615 bytes", "is this a safetensors file?")]
    public void A_header_longer_than_the_file_or_the_limit(long headerLength, string found, string expected)
    {
        byte[] bytes = new byte[10];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, headerLength);
        Refused.By(() => WeightFile.Parse(bytes, RawFile.Name), null, found, expected);
    }

    [Theory]
    [InlineData("", "does not begin with {")]
    [InlineData("[]", "does not begin with {")]
    [InlineData(" {}", "does not begin with {")]
    [InlineData("{", "not JSON")]
    [InlineData("{}{}", "not JSON")]
    [InlineData("{} x", "not JSON")]
    [InlineData("{,}", "not JSON")]
    [InlineData("{\"a\"}", "not JSON")]
    [InlineData("{/**/}", "not JSON")]
    [InlineData("{\"\\ud800\":{}}", "half of a surrogate pair")]
    public void A_header_that_is_no_JSON_object(string header, string found) =>
        Refused.By(() => RawFile.Parse(header, 0), null, found, header.Contains("ud800", StringComparison.Ordinal) ? "valid Unicode" : "a JSON object");

    [Fact]
    public void A_header_in_another_encoding() =>
        Refused.By(() => WeightFile.Parse(RawFile.Bytes(Encoding.Latin1.GetBytes("{\"ü\":{}}"), []), RawFile.Name), null, "not valid UTF-8", "UTF-8");

    [Theory]
    [InlineData("""{"dtype":"F32","shape":[2]}""", "no data_offsets", "data_offsets")]
    [InlineData("""{"dtype":"F32","data_offsets":[0,8]}""", "no shape", "shape")]
    [InlineData("""{"shape":[2],"data_offsets":[0,8]}""", "no dtype", "dtype")]
    [InlineData("""{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}""", "the field dtype twice", "once")]
    [InlineData("""{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}""", "the field shape twice", "once")]
    [InlineData("""{"dtype":"F32","shape":[2],"data_offsets":[0,8],"data_offsets":[0,8]}""", "the field data_offsets twice", "once")]
    [InlineData("""{"dtype":"F32","shape":[2],"data_offsets":[0,8],"strides":[1]}""", "the unknown field \"strides\"", "dtype, shape and data_offsets")]
    [InlineData("""[]""", "an array as entry", "an object")]
    [InlineData("""{"dtype":1,"shape":[2],"data_offsets":[0,8]}""", "a number as dtype", "\"F32\"")]
    [InlineData("""{"dtype":"F33","shape":[2],"data_offsets":[0,8]}""", "the unknown dtype \"F33\"", "F32, F16 or BF16")]
    [InlineData("""{"dtype":"F32","shape":2,"data_offsets":[0,8]}""", "a number as shape", "an array")]
    [InlineData("""{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}""", "whole number in shape", "from 0")]
    [InlineData("""{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}""", "whole number in shape", "from 0")]
    [InlineData("""{"dtype":"F32","shape":[2e0],"data_offsets":[0,8]}""", "whole number in shape", "from 0")]
    [InlineData("""{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}""", "whole number in shape", "from 0")]
    [InlineData("""{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}""", "whole number in shape", "from 0")]
    [InlineData("""{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,8]}""", "whole number in shape", "2^63 - 1")]
    [InlineData("""{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}""", "the shape [4294967296, 4294967296]", "63 bits")]
    [InlineData("""{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}""", "the shape [4294967296, 4294967296, 0]", "63 bits")]
    [InlineData("""{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,8]}""", "the shape [4611686018427387904]", "63 bits")]
    [InlineData("""{"dtype":"F32","shape":[3],"data_offsets":[0,8]}""", "8 bytes of data", "12 bytes for F32 of shape [3]")]
    [InlineData("""{"dtype":"F16","shape":[2],"data_offsets":[0,8]}""", "8 bytes of data", "4 bytes for F16 of shape [2]")]
    [InlineData("""{"dtype":"F4","shape":[17],"data_offsets":[0,8]}""", "8 bytes of data", "8.5 bytes for F4 of shape [17]")]
    [InlineData("""{"dtype":"F32","shape":[2],"data_offsets":[8,0]}""", "data_offsets [8, 0]", "begin no greater than end")]
    [InlineData("""{"dtype":"F32","shape":[2],"data_offsets":[0]}""", "data_offsets [0]", "[begin, end]")]
    [InlineData("""{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}""", "data_offsets [0, 8, 8]", "[begin, end]")]
    [InlineData("""{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}""", "whole number in data_offsets", "from 0")]
    [InlineData("""{"dtype":"F32","shape":[2],"data_offsets":[8,16]}""", "data_offsets [8, 16]", "within the 8 bytes of data")]
    [InlineData("""{"dtype":"F32","shape":[3],"data_offsets":[0,12]}""", "data_offsets [0, 12]", "within the 8 bytes of data")]
    [InlineData("""{"dtype":"F32","shape":[1],"data_offsets":[4,8]}""", "a hole in the data from byte 0 to 4", "no holes")]
    public void An_entry_that_breaks_the_format(string entry, string found, string expected) =>
        Refused.By(() => RawFile.Parse($$"""{"lstm.w":{{entry}}}""", 8), "lstm.w", found, expected);

    [Fact]
    public void Overlapping_tensors() => Refused.By(
        () => RawFile.Parse("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12),
        "b", "data from byte 4, which overlaps the tensor that ends at 8", "data from byte 8");

    [Fact]
    public void A_hole_between_tensors() => Refused.By(
        () => RawFile.Parse("""{"b":{"dtype":"F32","shape":[2],"data_offsets":[12,20]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 20),
        "b", "a hole in the data from byte 8 to 12", "no holes");

    [Fact]
    public void Trailing_bytes() => Refused.By(
        () => RawFile.Parse("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 11), null, "3 trailing bytes", "8 bytes of data");

    [Fact]
    public void The_same_name_twice() => Refused.By(
        () => RawFile.Parse("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"\u0061":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", 0),
        null, "the name \"a\" twice", "every name once");

    [Theory]
    [InlineData("""{"__metadata__":null}""", "null as __metadata__", "strings to strings")]
    [InlineData("""{"__metadata__":["a"]}""", "an array as __metadata__", "strings to strings")]
    [InlineData("""{"__metadata__":{"epoch":3}}""", "a number as __metadata__ key \"epoch\"", "strings to strings")]
    [InlineData("""{"__metadata__":{"a":{"b":"c"}}}""", "an object as __metadata__ key \"a\"", "strings to strings")]
    [InlineData("""{"__metadata__":{"a":"","a":""}}""", "the __metadata__ key \"a\" twice", "every key once")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "the name \"__metadata__\" twice", "every name once")]
    public void Metadata_that_breaks_the_format(string header, string found, string expected) =>
        Refused.By(() => RawFile.Parse(header, 0), null, found, expected);

    [Fact]
    public void Names_do_not_break_a_log()
    {
        string name = "a\\n" + new string('b', 5000);
        var exception = Assert.Throws<LstmWeightException>(() => RawFile.Parse($$"""{"{{name}}":1}""", 0));
        Assert.DoesNotContain('\n', exception.Message);
        Assert.InRange(exception.Message.Length, 1, 300);
    }
}
