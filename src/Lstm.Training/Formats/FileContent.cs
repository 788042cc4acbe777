using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Hdf5;
using Lstm.Training.Formats.PyTorch;
using Lstm.Training.Formats.RnNoise;
using Lstm.Training.Formats.TfLite;

namespace Lstm.Training.Formats;

/// <summary>What a file is by its content, whatever it is called.</summary>
internal static class FileContent
{
    private static readonly string[] JsonEndings = [".json", ".nam", ".aidax"];

    /// <summary>The ending that files of this content have, where the content tells; otherwise the file's own, in small letters.</summary>
    public static string Ending(ModelSource source)
    {
        string ending = Path.GetExtension(source.Path).ToLowerInvariant();
        ReadOnlySpan<byte> bytes = source.Bytes;
        return bytes switch
        {
            _ when Hdf5File.IsOne(bytes) => ".h5",
            _ when TfLiteImporter.IsOne(bytes) => ".tflite",
            _ when IsZip(bytes) => Archived(source) ?? ending,
            _ when LegacyCheckpoint.IsOne(bytes) => ".pt",
            _ when IsSafetensors(bytes) => ".safetensors",
            _ when RnNoiseImporter.IsOne(bytes) => RnNoiseImporter.Ending,
            _ when TorchSharpFile.IsOne(source) => ".dat",
            _ when IsJson(bytes) && !JsonEndings.Contains(ending) => ".json",
            _ => ending,
        };
    }

    /// <summary>Whether bytes begin as a zip archive does.</summary>
    public static bool IsZip(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8);

    /// <summary>The names in a zip archive; none where it is damaged.</summary>
    public static string[] Names(ModelSource source)
    {
        try
        {
            using var archive = new ImportArchive(source, "a zip archive");
            return [.. archive.Names];
        }
        catch (ImportException)
        {
            return [];
        }
    }

    private static string? Archived(ModelSource source)
    {
        string[] names = Names(source);
        return names.Any(name => name == "data.pkl" || name.EndsWith("/data.pkl", StringComparison.Ordinal)) ? ".pt"
            : names.Contains("config.json") && names.Any(name => name is "metadata.json" or "model.weights.h5") ? ".keras" : null;
    }

    /// <summary>Whether bytes begin with the length of a header in JSON that lies within them.</summary>
    public static bool IsSafetensors(ReadOnlySpan<byte> bytes) => bytes.Length > 9 && bytes[8] == (byte)'{' && BinaryPrimitives.ReadUInt64LittleEndian(bytes) is var length && length >= 2 && length <= (ulong)(bytes.Length - 8);

    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        var text = bytes[(bytes.StartsWith("\uFEFF"u8) ? 3 : 0)..].TrimStart(" \t\r\n"u8);
        return text.Length > 0 && text[0] == (byte)'{';
    }
}
