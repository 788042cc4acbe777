using System;
using System.Buffers.Binary;
using System.Text;

namespace IotDevice;

/// <summary>
/// The bytes of a state file. All numbers little-endian: "IOTSTATE", u32 version, 32 characters of the spec's hash, i64
/// samples, u32 alarm on, i32 samples in a row, four i64 of the alarm's history, i64 time of the last sample, i32 bytes of memory, the
/// memory, u32 CRC-32C of all before it. Version 1 has no time of the last sample; it is read too.
/// </summary>
internal static class StateFormat
{
    /// <summary>The version that is written. A change of the layout is another version.</summary>
    public const uint Version = 2;

    private const uint WithoutTime = 1;

    private const int HashLength = 32;
    private const int VersionAt = 8;
    private const int HashAt = 12;
    private const int SamplesAt = HashAt + HashLength;
    private const int AlarmAt = SamplesAt + 8;
    private const int HistoryAt = AlarmAt + 8;
    private const int TimeAt = HistoryAt + 32;
    private const int LengthAt = TimeAt + 8;
    private const int MemoryAt = LengthAt + 4;

    private static ReadOnlySpan<byte> Magic => "IOTSTATE"u8;

    /// <summary>Writes a state.</summary>
    public static byte[] Write(DeviceState state)
    {
        byte[] bytes = new byte[MemoryAt + state.Memory.Length + sizeof(uint)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(VersionAt), Version);
        Encoding.ASCII.GetBytes(state.SpecHash, bytes.AsSpan(HashAt, HashLength));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(SamplesAt), state.Samples);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(AlarmAt), state.Alarm.IsOn ? 1 : 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(AlarmAt + 4), state.Alarm.InARow);
        ReadOnlySpan<long> history = [state.Log.Raised, state.Log.First, state.Log.Last, state.Log.Cleared];
        for (int i = 0; i < history.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(HistoryAt + (8 * i)), history[i]);
        }
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(TimeAt), state.LastTime);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(LengthAt), state.Memory.Length);
        state.Memory.CopyTo(bytes.AsSpan(MemoryAt));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - sizeof(uint)), Crc.Of(bytes.AsSpan(0, bytes.Length - sizeof(uint))));
        return bytes;
    }

    /// <summary>Reads a state.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="specHash">The hash of the network that is to continue.</param>
    /// <param name="memoryBytes">The bytes of its memory.</param>
    /// <param name="problem">What is wrong with the file.</param>
    /// <returns>Null if something is.</returns>
    public static DeviceState? Read(ReadOnlySpan<byte> bytes, string specHash, int memoryBytes, out string problem)
    {
        problem = Problem(bytes, specHash, memoryBytes);
        if (problem.Length > 0)
        {
            return null;
        }
        var history = bytes[HistoryAt..];
        int less = Less(bytes);
        return new DeviceState(
            specHash,
            BinaryPrimitives.ReadInt64LittleEndian(bytes[SamplesAt..]),
            new AlarmMemory(BinaryPrimitives.ReadInt32LittleEndian(bytes[AlarmAt..]) != 0, BinaryPrimitives.ReadInt32LittleEndian(bytes[(AlarmAt + 4)..])),
            new AlarmHistory(
                BinaryPrimitives.ReadInt64LittleEndian(history),
                BinaryPrimitives.ReadInt64LittleEndian(history[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(history[16..]),
                BinaryPrimitives.ReadInt64LittleEndian(history[24..])),
            bytes.Slice(MemoryAt - less, memoryBytes).ToArray())
        {
            LastTime = less > 0 ? SampleClock.Unknown : BinaryPrimitives.ReadInt64LittleEndian(bytes[TimeAt..]),
        };
    }

    // Bytes that the layout of the file's version is shorter.
    private static int Less(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[VersionAt..]) == WithoutTime ? sizeof(long) : 0;

    // From what tells most to what tells least: a file of another program has no version, one of another version another sum.
    private static string Problem(ReadOnlySpan<byte> bytes, string specHash, int memoryBytes)
    {
        if (!bytes.StartsWith(Magic))
        {
            return "it is not a state file of this program";
        }
        if (bytes.Length < MemoryAt - sizeof(long) + sizeof(uint))
        {
            return $"it is damaged: {bytes.Length} bytes, too short for a state";
        }
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[VersionAt..]);
        if (version is not (WithoutTime or Version))
        {
            return $"it is of version {version}; expected {Version}";
        }
        uint sum = BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]);
        uint expected = Crc.Of(bytes[..^sizeof(uint)]);
        if (sum != expected)
        {
            return $"it is damaged: its checksum is {sum:x8}, that of its contents {expected:x8}";
        }
        string hash = Encoding.ASCII.GetString(bytes.Slice(HashAt, HashLength));
        if (hash != specHash)
        {
            return $"it belongs to another network, whose spec has the hash {hash}; expected {specHash}";
        }
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes[(LengthAt - Less(bytes))..]);
        return length == memoryBytes && bytes.Length == MemoryAt - Less(bytes) + length + sizeof(uint) ? "" : $"it holds {length} bytes of memory; expected {memoryBytes}";
    }
}
