using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace Lstm.Benchmarks;

/// <summary>Writes the fields of one protocol buffer message, as far as an ONNX file needs them.</summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0;
    private const int LengthDelimited = 2;
    private const int FourBytes = 5;

    private readonly List<byte> bytes = [];

    public ProtobufWriter Integer(int field, long value)
    {
        Number((field << 3) | Varint);
        Number(value);
        return this;
    }

    public ProtobufWriter Float(int field, float value)
    {
        Number((field << 3) | FourBytes);
        bytes.AddRange(BitConverter.GetBytes(value));
        return this;
    }

    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtobufWriter Message(int field, ProtobufWriter value) => Bytes(field, CollectionsMarshal.AsSpan(value.bytes));

    public ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Number((field << 3) | LengthDelimited);
        Number(value.Length);
        bytes.AddRange(value);
        return this;
    }

    public byte[] ToArray() => [.. bytes];

    /// <summary>Seven bits at a time, the lowest first; the eighth says that more follow.</summary>
    private void Number(long value)
    {
        ulong rest = (ulong)value;
        for (; rest > 0x7F; rest >>= 7)
        {
            bytes.Add((byte)(rest | 0x80));
        }
        bytes.Add((byte)rest);
    }
}
