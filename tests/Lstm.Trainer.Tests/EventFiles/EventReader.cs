using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Lstm.Trainer.Tests.EventFiles;

/// <summary>An event of a file.</summary>
internal sealed record ScalarEvent(double WallTime, long Step, string? Version, string? Tag, float Value);

/// <summary>
/// Reads event files by their published description alone, with none of the writer's code: TFRecords (length as uint64, masked CRC of it, data, masked CRC of it,
/// all little-endian; "Format details" in TensorFlow's guide to TFRecord) and the fields of event.proto and summary.proto.
/// </summary>
internal static class EventReader
{
    /// <summary>The events; a record that is cut short ends them, a wrong checksum is an error.</summary>
    public static List<ScalarEvent> Read(string path)
    {
        var events = new List<ScalarEvent>();
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        while (file.Length >= 16)
        {
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file);
            Check(file[..8], file[8..]);
            if (length + 16 > (ulong)file.Length)
            {
                break;
            }
            var data = file.Slice(12, (int)length);
            Check(data, file[(12 + (int)length)..]);
            events.Add(Event(data));
            file = file[(16 + (int)length)..];
        }
        return events;
    }

    /// <summary>CRC-32C bit by bit: reflected polynomial 0x82F63B78.</summary>
    public static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78u);
            }
        }
        return crc ^ 0xFFFFFFFF;
    }

    private static void Check(ReadOnlySpan<byte> data, ReadOnlySpan<byte> checksum)
    {
        uint crc = Crc(data), masked = ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
        if (BinaryPrimitives.ReadUInt32LittleEndian(checksum) != masked)
        {
            throw new InvalidDataException("A checksum is wrong.");
        }
    }

    private static ScalarEvent Event(ReadOnlySpan<byte> data)
    {
        var read = new ScalarEvent(0, 0, null, null, float.NaN);
        while (Field(ref data, out int field, out ulong number, out var bytes))
        {
            read = field switch
            {
                1 => read with { WallTime = BitConverter.UInt64BitsToDouble(number) },
                2 => read with { Step = (long)number },
                3 => read with { Version = Encoding.UTF8.GetString(bytes) },
                5 => Summary(read, bytes),
                _ => throw new InvalidDataException($"Field {field} of an event."),
            };
        }
        return read;
    }

    private static ScalarEvent Summary(ScalarEvent read, ReadOnlySpan<byte> summary)
    {
        while (Field(ref summary, out _, out _, out var value))
        {
            while (Field(ref value, out int field, out ulong number, out var bytes))
            {
                read = field == 1 ? read with { Tag = Encoding.UTF8.GetString(bytes) } : read with { Value = BitConverter.UInt32BitsToSingle((uint)number) };
            }
        }
        return read;
    }

    /// <summary>Takes a field off a protobuf message.</summary>
    private static bool Field(ref ReadOnlySpan<byte> message, out int field, out ulong number, out ReadOnlySpan<byte> bytes)
    {
        (field, number) = (0, 0);
        bytes = default;
        if (message.Length == 0)
        {
            return false;
        }
        ulong tag = Varint(ref message);
        field = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                number = Varint(ref message);
                break;
            case 1:
                number = BinaryPrimitives.ReadUInt64LittleEndian(message);
                message = message[8..];
                break;
            case 2:
                int length = (int)Varint(ref message);
                bytes = message[..length];
                message = message[length..];
                break;
            case 5:
                number = BinaryPrimitives.ReadUInt32LittleEndian(message);
                message = message[4..];
                break;
            default:
                throw new InvalidDataException("A wire type that no message has.");
        }
        return true;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> message)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[0];
            message = message[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
