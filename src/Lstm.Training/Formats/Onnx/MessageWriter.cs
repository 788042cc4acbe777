using System;
using System.Collections.Generic;
using System.IO;
using Google.Protobuf;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Writes the fields of one protocol buffer message.</summary>
internal sealed class MessageWriter
{
    private readonly List<Action<CodedOutputStream>> fields = [];

    public MessageWriter Integer(int field, long value) => Field(field, WireFormat.WireType.Varint, output => output.WriteInt64(value));

    public MessageWriter Float(int field, float value) => Field(field, WireFormat.WireType.Fixed32, output => output.WriteFloat(value));

    public MessageWriter Text(int field, string value) => Field(field, WireFormat.WireType.LengthDelimited, output => output.WriteString(value));

    public MessageWriter Bytes(int field, byte[] value) => Field(field, WireFormat.WireType.LengthDelimited, output => output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value)));

    public MessageWriter Message(int field, MessageWriter value) => Bytes(field, value.ToArray());

    public MessageWriter Each<T>(T[] items, Action<MessageWriter, T> write)
    {
        foreach (var item in items)
        {
            write(this, item);
        }
        return this;
    }

    public byte[] ToArray()
    {
        using var bytes = new MemoryStream();
        using var output = new CodedOutputStream(bytes);
        foreach (var field in fields)
        {
            field(output);
        }
        output.Flush();
        return bytes.ToArray();
    }

    private MessageWriter Field(int field, WireFormat.WireType type, Action<CodedOutputStream> write)
    {
        fields.Add(output =>
        {
            output.WriteTag(field, type);
            write(output);
        });
        return this;
    }
}
