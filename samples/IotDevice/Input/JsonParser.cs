using System;
using System.Text.Json;

namespace IotDevice;

/// <summary>Samples as JSON: an object with the model's columns among its properties, or an array in the model's order.</summary>
/// <param name="names">The columns, in UTF-8.</param>
/// <param name="times">The names by which the time is known.</param>
internal sealed class JsonParser(byte[][] names, byte[][] times) : SampleParser
{
    public override bool TryParse(ReadOnlySpan<byte> line, Span<float> sample, out LineFault fault)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        var json = new Utf8JsonReader(line);
        ForgetTime();
        try
        {
            json.Read();
            bool read = json.TokenType switch
            {
                JsonTokenType.StartObject => TryObject(ref json, line, sample, out fault),
                JsonTokenType.StartArray => TryArray(ref json, line, sample, out fault),
                _ => Fail(new LineFault { Kind = FaultKind.NotSample }, out fault),
            };
            while (json.Read())
            {
                // to the end: what follows the sample, or is still wrong within it, makes the line no JSON
            }
            return read;
        }
        catch (JsonException e)
        {
            BytesForFaults += GC.GetAllocatedBytesForCurrentThread() - allocated;
            return Fail(new LineFault { Kind = FaultKind.NotJson, Found = (int)(e.BytePositionInLine ?? 0) + 1 }, out fault);
        }
    }

    private bool TryObject(ref Utf8JsonReader json, ReadOnlySpan<byte> line, Span<float> sample, out LineFault fault)
    {
        sample.Fill(float.NaN); // marks what has not been seen: a number that is read is finite
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int column = IndexOf(names, ref json);
            bool isTime = column < 0 && IndexOf(times, ref json) >= 0;
            json.Read();
            if (isTime && json.TokenType is JsonTokenType.String or JsonTokenType.Number && !TryTime(json.ValueSpan))
            {
                return Fail(LineFault.At(FaultKind.NotTime, line, json.ValueSpan), out fault);
            }
            if (column < 0)
            {
                json.Skip();
                continue;
            }
            if (!float.IsNaN(sample[column]))
            {
                return Fail(new LineFault { Kind = FaultKind.Twice, Column = column }, out fault);
            }
            if (!TryNumber(ref json, line, column, out sample[column], out fault))
            {
                return false;
            }
        }

        for (int column = 0; column < sample.Length; column++)
        {
            if (float.IsNaN(sample[column]))
            {
                return Fail(new LineFault { Kind = FaultKind.Missing, Column = column }, out fault);
            }
        }
        fault = default;
        return true;
    }

    private static bool TryArray(ref Utf8JsonReader json, ReadOnlySpan<byte> line, Span<float> sample, out LineFault fault)
    {
        fault = default;
        bool faulty = false;
        int elements = 0;
        for (; json.Read() && json.TokenType != JsonTokenType.EndArray; elements++)
        {
            if (elements < sample.Length && !faulty)
            {
                faulty = !TryNumber(ref json, line, elements, out sample[elements], out fault);
            }
            json.Skip();
        }
        return elements == sample.Length
            ? !faulty
            : Fail(new LineFault { Kind = FaultKind.Count, Found = elements, Expected = sample.Length }, out fault);
    }

    private static bool TryNumber(ref Utf8JsonReader json, ReadOnlySpan<byte> line, int column, out float value, out LineFault fault)
    {
        value = float.NaN;
        bool number = json.TokenType == JsonTokenType.Number && json.TryGetSingle(out value);
        if (number && float.IsFinite(value))
        {
            fault = default;
            return true;
        }
        var text = line.Slice((int)json.TokenStartIndex, (int)(json.BytesConsumed - json.TokenStartIndex));
        return Fail(LineFault.At(number ? FaultKind.NotFinite : FaultKind.NotNumber, line, text, column), out fault);
    }

    private static int IndexOf(byte[][] names, ref Utf8JsonReader json)
    {
        for (int index = 0; index < names.Length; index++)
        {
            if (json.ValueTextEquals(names[index]))
            {
                return index;
            }
        }
        return -1;
    }

    private static bool Fail(LineFault cause, out LineFault fault)
    {
        fault = cause;
        return false;
    }
}
