using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Unicode;

namespace Lstm.Embedded;

/// <summary>
/// Reads the JSON header of a safetensors file,
/// <c>{"__metadata__": {"key": "value"}, "name": {"dtype": "F32", "shape": [4, 2], "data_offsets": [0, 32]}}</c>.
/// </summary>
internal ref struct WeightHeaderReader
{
    private const string MetadataName = "__metadata__";
    private readonly string file;
    private Utf8JsonReader json;
    private string? tensor;
    private int? digestAt;

    private WeightHeaderReader(ReadOnlySpan<byte> header, string file)
    {
        this.file = file;
        json = new Utf8JsonReader(header);
    }

    /// <summary>Reads a header and checks each tensor for itself.</summary>
    /// <exception cref="LstmWeightException">The header breaks the format.</exception>
    public static WeightHeader Read(ReadOnlySpan<byte> header, string file)
    {
        if (header.IsEmpty || header[0] != (byte)'{')
        {
            throw new LstmWeightException(file, null, "a header that does not begin with {", "a JSON object (is this a safetensors file?)");
        }
        if (!Utf8.IsValid(header))
        {
            throw new LstmWeightException(file, null, "a header that is not valid UTF-8", "a JSON object in UTF-8");
        }
        var reader = new WeightHeaderReader(header, file);
        try
        {
            return reader.ReadHeader();
        }
        catch (JsonException e)
        {
            string line = e.LineNumber > 0 ? $"line {e.LineNumber + 1}, " : "";
            throw new LstmWeightException(file, reader.tensor, $"a header that is not JSON from {line}byte {e.BytePositionInLine + 1} of it on", "a JSON object", e);
        }
    }

    private WeightHeader ReadHeader()
    {
        var tensors = new List<WeightTensor>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        json.Read();
        while (NextProperty(out string name))
        {
            if (!names.Add(name))
            {
                throw Refuse($"the name {WeightText.Quote(name)} twice in the header", "every name once");
            }
            if (name == MetadataName)
            {
                ReadMetadata(metadata);
            }
            else
            {
                tensor = name;
                tensors.Add(ReadTensor(name));
                tensor = null;
            }
        }
        json.Read(); // throws when anything but white space follows the object
        return new WeightHeader(tensors, metadata, digestAt);
    }

    private void ReadMetadata(Dictionary<string, string> metadata)
    {
        const string Expected = "an object that maps strings to strings, as the format has it";
        Require(JsonTokenType.StartObject, MetadataName, Expected);
        while (NextProperty(out string key))
        {
            Require(JsonTokenType.String, $"{MetadataName} key {WeightText.Quote(key)}", Expected);
            if (!metadata.TryAdd(key, Text()))
            {
                throw Refuse($"the {MetadataName} key {WeightText.Quote(key)} twice", "every key once");
            }
            if (key == WeightFile.DigestKey)
            {
                digestAt = Sha256.IsHex(json.ValueSpan)
                    ? (int)json.TokenStartIndex + 1 // behind the quote
                    : throw Refuse($"{WeightText.Quote(Text())} in the {MetadataName} key {WeightText.Quote(key)}", $"{Sha256.Digits} hexadecimal digits in lower case");
            }
        }
    }

    private WeightTensor ReadTensor(string name)
    {
        string? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        Require(JsonTokenType.StartObject, "entry", "an object with dtype, shape and data_offsets");
        while (NextProperty(out string field))
        {
            bool twice;
            switch (field)
            {
                case "dtype":
                    twice = type is not null;
                    Require(JsonTokenType.String, "dtype", "a string such as \"F32\"");
                    type = Text();
                    break;
                case "shape":
                    twice = shape is not null;
                    shape = ReadNumbers("shape");
                    break;
                case "data_offsets":
                    twice = offsets is not null;
                    offsets = ReadNumbers("data_offsets");
                    break;
                default:
                    throw Refuse($"the unknown field {WeightText.Quote(field)}", "dtype, shape and data_offsets only");
            }
            if (twice)
            {
                throw Refuse($"the field {field} twice", "every field once");
            }
        }
        if (type is null || shape is null || offsets is null)
        {
            string missing = type is null ? "dtype" : shape is null ? "shape" : "data_offsets";
            throw Refuse($"no {missing}", "dtype, shape and data_offsets");
        }
        return Check(name, type, shape, offsets);
    }

    private readonly WeightTensor Check(string name, string type, List<long> shape, List<long> offsets)
    {
        if (!WeightTensor.TryGetBits(type, out int bits))
        {
            throw Refuse($"the unknown dtype {WeightText.Quote(type)}", "F32, F16 or BF16");
        }
        if (offsets.Count != 2 || offsets[0] > offsets[1])
        {
            throw Refuse($"data_offsets {WeightText.Shape(offsets)}", "[begin, end] with begin no greater than end");
        }
        if (!WeightTensor.TryCount(shape, out long count) || count > long.MaxValue / bits)
        {
            throw Refuse($"the shape {WeightText.Shape(shape)}", "a number of elements that fits into 63 bits");
        }
        long found = offsets[1] - offsets[0];
        if (count * bits % 8 != 0 || found != count * bits / 8)
        {
            throw Refuse($"{found} bytes of data", $"{WeightText.Number(count * (bits / 8.0))} bytes for {type} of shape {WeightText.Shape(shape)}");
        }
        return new WeightTensor(name, type, shape, offsets[0], offsets[1]);
    }

    private List<long> ReadNumbers(string what)
    {
        var numbers = new List<long>();
        Require(JsonTokenType.StartArray, what, "an array of whole numbers");
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out long number) || number < 0)
            {
                throw Refuse($"something else than a whole number in {what}", "whole numbers from 0 to 2^63 - 1");
            }
            numbers.Add(number);
        }
        return numbers;
    }

    /// <summary>Moves to the next property of the current object; false at its end.</summary>
    private bool NextProperty(out string name)
    {
        json.Read();
        bool found = json.TokenType == JsonTokenType.PropertyName;
        name = found ? Text() : "";
        return found;
    }

    private void Require(JsonTokenType type, string what, string expected)
    {
        json.Read();
        if (json.TokenType != type)
        {
            throw Refuse($"{Name(json.TokenType)} as {what}", expected);
        }
    }

    private static string Name(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "nothing",
    };

    private readonly string Text()
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new LstmWeightException(file, tensor, "an escaped half of a surrogate pair in the header", "valid Unicode", e);
        }
    }

    private readonly LstmWeightException Refuse(string found, string expected) => new(file, tensor, found, expected);
}
