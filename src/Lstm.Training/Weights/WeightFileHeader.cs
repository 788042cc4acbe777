using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;

namespace Lstm.Training.Weights;

/// <summary>A tensor to write.</summary>
/// <param name="Values">Row-major.</param>
/// <param name="Shape">Its dimensions.</param>
internal sealed record WeightFileEntry(float[] Values, int[] Shape);

/// <summary>Writes the JSON header of a safetensors file.</summary>
internal static class WeightFileHeader
{
    /// <summary>The one name in the header that is not a tensor's.</summary>
    public const string MetadataName = "__metadata__";

    private const int Longest = 100_000_000;
    private const int Alignment = 8;

    /// <summary>The header, padded with spaces so that the tensors begin at a multiple of 8 bytes.</summary>
    /// <exception cref="InvalidOperationException">It exceeds the format's 100 MB.</exception>
    public static byte[] Write(SortedDictionary<string, WeightFileEntry> tensors, SortedDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(MetadataName);
                foreach (var (key, value) in metadata)
                {
                    json.WriteString(key, value);
                }
                json.WriteEndObject();
            }
            WriteTensors(json, tensors);
            json.WriteEndObject();
        }
        int padding = -buffer.WrittenCount & (Alignment - 1);
        buffer.GetSpan(Alignment)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenCount <= Longest
            ? buffer.WrittenSpan.ToArray()
            : throw new InvalidOperationException($"The weight file's header would take {buffer.WrittenCount} bytes; the format allows {Longest}.");
    }

    private static void WriteTensors(Utf8JsonWriter json, SortedDictionary<string, WeightFileEntry> tensors)
    {
        long offset = 0;
        foreach (var (name, tensor) in tensors)
        {
            json.WriteStartObject(name);
            json.WriteString("dtype", "F32");
            WriteNumbers(json, "shape", Array.ConvertAll(tensor.Shape, d => (long)d));
            long end = offset + ((long)tensor.Values.Length * sizeof(float));
            WriteNumbers(json, "data_offsets", [offset, end]);
            json.WriteEndObject();
            offset = end;
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }
        json.WriteEndArray();
    }
}
