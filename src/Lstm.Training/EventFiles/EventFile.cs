using System;
using System.Buffers.Binary;
using System.IO;
using System.Numerics;
using Google.Protobuf;

namespace Lstm.Training.EventFiles;

/// <summary>
/// A file of scalars that TensorBoard reads while it grows: TFRecords (length, masked CRC-32C of the length, data, masked CRC-32C of the data; tensorflow/core/lib/io/record_writer.h)
/// that each hold an Event message (tensorflow/core/util/event.proto). Each record is flushed; one that was cut short by a crash is passed over by readers.
/// </summary>
internal sealed class EventFile : IDisposable
{
    /// <summary>What TensorBoard knows its files by.</summary>
    public const string Prefix = "events.out.tfevents.";

    private const string Version = "brain.Event:2"; // what every file begins with

    private readonly FileStream file;

    /// <summary>Begins a new file, named after the time in seconds as TensorBoard orders files, this machine and this process.</summary>
    /// <param name="folder">Where it is; made if it is not there.</param>
    /// <exception cref="IOException">It cannot be written; the message names it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public EventFile(string folder)
    {
        Directory.CreateDirectory(folder);
        file = Create(folder);
        WriteEvent(0, output =>
        {
            output.WriteTag(3, WireFormat.WireType.LengthDelimited);
            output.WriteString(Version);
        });
    }

    /// <summary>Whether a folder has such files.</summary>
    public static bool AreIn(string folder) => Directory.Exists(folder) && Directory.GetFiles(folder, Prefix + "*").Length > 0;

    /// <summary>Adds a value; what is not a number is left out.</summary>
    /// <param name="tag">The chart that it is in.</param>
    /// <param name="value">The value.</param>
    /// <param name="step">Where on the horizontal axis.</param>
    public void Add(string tag, double value, long step)
    {
        if (double.IsNaN(value))
        {
            return;
        }
        byte[] scalar = Message(output =>
        {
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteString(tag);
            output.WriteTag(2, WireFormat.WireType.Fixed32);
            output.WriteFloat((float)value);
        });
        byte[] summary = Message(output => WriteBytes(output, 1, scalar));
        WriteEvent(step, output => WriteBytes(output, 5, summary));
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>The checksum of a record: CRC-32C, rotated and offset so that a checksum of data with checksums in it is a good one.</summary>
    internal static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc = BitOperations.Crc32C(crc, value);
        }
        return BitOperations.RotateRight(~crc, 15) + 0xA282EAD8;
    }

    private static FileStream Create(string folder)
    {
        for (int number = 0; ; number++)
        {
            string path = Path.Combine(folder, FormattableString.Invariant($"{Prefix}{DateTimeOffset.UtcNow.ToUnixTimeSeconds():0000000000}.{Environment.MachineName}.{Environment.ProcessId}.{number}"));
            try
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (IOException) when (File.Exists(path))
            {
            }
        }
    }

    private void WriteEvent(long step, Action<CodedOutputStream> content)
    {
        byte[] data = Message(output =>
        {
            output.WriteTag(1, WireFormat.WireType.Fixed64);
            output.WriteDouble(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0); // seconds since 1970
            output.WriteTag(2, WireFormat.WireType.Varint);
            output.WriteInt64(step);
            content(output);
        });
        byte[] record = new byte[8 + 4 + data.Length + 4];
        BinaryPrimitives.WriteInt64LittleEndian(record, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), MaskedCrc(record.AsSpan(0, 8)));
        data.CopyTo(record, 12);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + data.Length), MaskedCrc(data));
        try
        {
            file.Write(record);
            file.Flush();
        }
        catch (IOException exception)
        {
            throw new IOException($"{file.Name} cannot be written: {exception.Message}", exception);
        }
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(output);
        }
        return bytes.ToArray();
    }

    private static void WriteBytes(CodedOutputStream output, int field, byte[] message)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(message));
    }
}
