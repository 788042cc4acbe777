using System;
using System.IO;
using Google.Protobuf;

namespace Lstm.Trainer.Export.Onnx;

/// <summary>Writes the fields of one protocol buffer message.</summary>
internal sealed class MessageWriter
{
    private readonly MemoryStream bytes = new();
    private readonly CodedOutputStream output;

    public MessageWriter() => output = new CodedOutputStream(bytes);

    public MessageWriter Integer(int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
        return this;
    }

    public MessageWriter Float(int field, float value)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed32);
        output.WriteFloat(value);
        return this;
    }

    public MessageWriter Text(int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
        return this;
    }

    public MessageWriter Bytes(int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
        return this;
    }

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
        output.Flush();
        return bytes.ToArray();
    }
}
