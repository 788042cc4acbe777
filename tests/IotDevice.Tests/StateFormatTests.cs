using System;
using System.Buffers.Binary;
using System.Text;
using Xunit;

namespace IotDevice.Tests;

/// <summary>The bytes of a state file: what is written comes back, and nothing else is taken for it.</summary>
public sealed class StateFormatTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef";

    private static readonly DeviceState State = new(Hash, 123_456_789_012, new AlarmMemory(true, 17), new AlarmHistory(3, 20, 400, 0), [1, 2, 3, 255, 0, 6, 7, 8]) { LastTime = 0x0102030405060708 };

    [Fact]
    public void What_is_written_comes_back()
    {
        var read = StateFormat.Read(StateFormat.Write(State), Hash, 8, out string problem)!;
        Assert.Equal("", problem);
        Assert.Equal(State.Memory, read.Memory);
        Assert.Equal(State, read with { Memory = State.Memory });
    }

    [Fact]
    public void The_bytes_are_those_of_version_2()
    {
        // A change here makes the files on devices unreadable: it needs a new version.
        Assert.Equal(
            "494F545354415445" + "02000000" + "3031323334353637383961626364656630313233343536373839616263646566" + "141A99BE1C000000" + "01000000" + "11000000" +
            "0300000000000000" + "1400000000000000" + "9001000000000000" + "0000000000000000" + "0807060504030201" + "08000000" + "010203FF00060708",
            Convert.ToHexString(StateFormat.Write(State))[..^8]);
    }

    /// <summary>A device that is updated goes on from the file it has; when its last sample was taken is not known.</summary>
    [Fact]
    public void Version_1_is_read()
    {
        byte[] bytes = Convert.FromHexString(
            "494F545354415445" + "01000000" + "3031323334353637383961626364656630313233343536373839616263646566" + "141A99BE1C000000" + "01000000" + "11000000" +
            "0300000000000000" + "1400000000000000" + "9001000000000000" + "0000000000000000" + "08000000" + "010203FF00060708" + "00000000");
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(^4..), Crc.Of(bytes.AsSpan(..^4)));
        var read = StateFormat.Read(bytes, Hash, 8, out string problem)!;
        Assert.Equal("", problem);
        Assert.Equal(State.Memory, read.Memory);
        Assert.Equal(State with { LastTime = SampleClock.Unknown }, read with { Memory = State.Memory });
    }

    [Fact]
    public void The_checksum_is_the_one_of_the_books() => Assert.Equal(0xE3069283, Crc.Of("123456789"u8)); // RFC 3720, Castagnoli: check value

    [Fact]
    public void Every_bit_counts()
    {
        byte[] bytes = StateFormat.Write(State);
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(StateFormat.Read(bytes, Hash, 8, out string problem));
            Assert.NotEqual("", problem);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Null(StateFormat.Read(bytes.AsSpan(0, length), Hash, 8, out _));
        }
    }

    [Fact]
    public void Messages_tell_what_it_is()
    {
        string Problem(byte[] bytes, string hash = Hash, int memory = 8)
        {
            Assert.Null(StateFormat.Read(bytes, hash, memory, out string problem));
            return problem;
        }
        byte[] good = StateFormat.Write(State);
        Assert.Equal("it is not a state file of this program", Problem([]));
        Assert.Equal("it is not a state file of this program", Problem(Encoding.ASCII.GetBytes("speed,flow\n1,2\n")));
        Assert.Equal("it is damaged: 50 bytes, too short for a state", Problem(good[..50]));
        byte[] later = [.. good];
        later[8] = 3;
        Assert.Equal("it is of version 3; expected 2", Problem(later));
        byte[] damaged = [.. good];
        damaged[^5] ^= 1;
        Assert.StartsWith("it is damaged: its checksum is ", Problem(damaged), StringComparison.Ordinal);
        string other = new('f', 32);
        Assert.Equal($"it belongs to another network, whose spec has the hash {Hash}; expected {other}", Problem(good, other));
        Assert.Equal("it holds 8 bytes of memory; expected 12", Problem(good, Hash, 12));
    }
}
