using System;
using System.Collections.Generic;
using Google.Protobuf;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Goes through the fields of a protocol buffer message.</summary>
internal static class Messages
{
    private const long MessageBytes = 512; // about what is made of a message, be it empty

    /// <summary>Reads all fields of a message; <paramref name="reader"/> says false to one that it does not know.</summary>
    /// <exception cref="ImportException">There is such a field, or the bytes are no message.</exception>
    public static void Read(ModelSource source, string place, byte[] bytes, Func<MessageField, bool> reader)
    {
        source.Budget.Take(source, place, bytes.Length + MessageBytes);
        try
        {
            var input = new CodedInputStream(bytes);
            for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
            {
                var field = new MessageField(source, place, input, tag);
                if (!reader(field) && !field.SkipIfEmpty())
                {
                    throw source.Fault(place, $"field {field.Number} of its message is not known here", "what ONNX 1.22 has for plain tensors and operators");
                }
            }
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or System.IO.InvalidDataException)
        {
            string problem = e is System.IO.InvalidDataException ? e.Message : "it is not a protocol buffer message, or is truncated";
            throw source.Fault(place, problem, "an ONNX file", e);
        }
    }
}

/// <summary>A field that is about to be read.</summary>
internal readonly struct MessageField(ModelSource source, string place, CodedInputStream input, uint tag)
{
    public int Number => WireFormat.GetTagFieldNumber(tag);

    public bool Text(out string value)
    {
        Require(WireFormat.WireType.LengthDelimited);
        value = input.ReadString();
        return true;
    }

    public bool Bytes(out byte[] value)
    {
        Require(WireFormat.WireType.LengthDelimited);
        value = input.ReadBytes().ToByteArray();
        return true;
    }

    public bool Integer(out long value)
    {
        Require(WireFormat.WireType.Varint);
        value = input.ReadInt64();
        return true;
    }

    public bool Float(out float value)
    {
        Require(WireFormat.WireType.Fixed32);
        value = input.ReadFloat();
        return true;
    }

    public bool Texts(List<string> values)
    {
        Text(out string value);
        values.Add(value);
        return true;
    }

    public bool Messages<T>(List<T> values, Func<byte[], T> read)
    {
        Bytes(out byte[] bytes);
        values.Add(read(bytes));
        return true;
    }

    /// <summary>Repeated numbers, packed or one by one.</summary>
    public bool Integers(List<long> values) => Repeated(WireFormat.WireType.Varint, stream => values.Add(stream.ReadInt64()));

    public bool Floats(List<double> values) => Repeated(WireFormat.WireType.Fixed32, stream => values.Add(stream.ReadFloat()));

    public bool Doubles(List<double> values) => Repeated(WireFormat.WireType.Fixed64, stream => values.Add(stream.ReadDouble()));

    /// <summary>Passes over the field, if it is one of those that change nothing.</summary>
    public bool SkipIf(params int[] harmless)
    {
        bool skips = Array.IndexOf(harmless, Number) >= 0;
        if (skips)
        {
            input.SkipLastField();
        }
        return skips;
    }

    /// <summary>Passes over the field, if it is one of those that an inference does not need, and says what it is.</summary>
    public bool PassOverIf(int number, string what)
    {
        if (Number == number)
        {
            source.PassedOver.Add($"{place}: {what} (field {number} of its message) is passed over; inference does not use it.");
        }
        return SkipIf(number);
    }

    /// <summary>Passes over a field that is not known but holds nothing, as writers of newer versions leave it.</summary>
    public bool SkipIfEmpty()
    {
        if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited || input.ReadBytes().Length > 0)
        {
            return false;
        }
        source.PassedOver.Add($"{place}: field {Number} of its message is not known here and passed over, as it is empty.");
        return true;
    }

    private bool Repeated(WireFormat.WireType type, Action<CodedInputStream> one)
    {
        if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited)
        {
            Require(type);
            one(input);
            return true;
        }
        var packed = new CodedInputStream(input.ReadBytes().ToByteArray());
        while (!packed.IsAtEnd)
        {
            one(packed);
        }
        return true;
    }

    private void Require(WireFormat.WireType type)
    {
        if (WireFormat.GetTagWireType(tag) != type)
        {
            throw new System.IO.InvalidDataException($"field {Number} is written as {WireFormat.GetTagWireType(tag)}, not as {type}");
        }
    }
}
