using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using Lstm.Specification;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Pipeline;

/// <summary>A tensor as the header of a weight file lists it.</summary>
internal sealed record ListedTensor(string Name, EquatableArray<string> Shape);

/// <summary>What the header of an embedded weight file says.</summary>
/// <param name="Name">The name that the file is embedded under.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="IsWeights">Whether it has a header.</param>
/// <param name="Length">Its bytes, or null where nobody says.</param>
/// <param name="Needed">Bytes that it has at least: for the header, and up to the end of the last tensor.</param>
/// <param name="SpecHash">The spec that its weights were trained for, or null where it does not say.</param>
/// <param name="Tensors">What it holds.</param>
/// <remarks>The compiler hands no binary file to a generator, so the build copies the headers into a file of text: name, path, length and header of each weight file in a line.</remarks>
internal sealed record ReadWeights(string Name, string Path, bool IsWeights, long? Length, long Needed, string? SpecHash, EquatableArray<ListedTensor> Tensors)
{
    private const string FileName = "lstm.weights.txt";
    private const char Backslash = '\uE000'; // what the build writes for one
    private const int BytesOfLength = 8; // that of the header, which the file begins with
    private const string Metadata = "__metadata__";

    public static bool IsList(AdditionalText file) => System.IO.Path.GetFileName(file.Path) == FileName;

    public static EquatableArray<ReadWeights> Of(AdditionalText file, CancellationToken cancellation) => new(
        (file.GetText(cancellation)?.ToString() ?? "").Split('\n')
            .Select(line => line.TrimEnd('\r').Split(['|'], 4))
            .Where(parts => parts.Length == 4)
            .Select(parts => Of(parts[0], parts[1], long.TryParse(parts[2], out long length) ? length : null, parts[3].Replace(Backslash, '\\'))));

    private static ReadWeights Of(string name, string path, long? length, string header)
    {
        if (JsonReader.Read(header, new SpecErrors(header)) is not JsonObject list)
        {
            return new ReadWeights(name, path, IsWeights: false, length, 0, null, new([]));
        }
        long end = list.Properties.Where(property => property.Name != Metadata).Select(property => EndOf(property.Value)).DefaultIfEmpty(0).Max();
        var tensors = list.Properties.Where(property => property.Name != Metadata).Select(property => new ListedTensor(property.Name, ShapeOf(property.Value)));
        var hash = Find(Find(list, Metadata), "lstm.spec") as JsonString; // WeightFile.SpecHashKey of the runtime
        return new ReadWeights(name, path, IsWeights: true, length, BytesOfLength + Encoding.UTF8.GetByteCount(header) + end, hash?.Value, new EquatableArray<ListedTensor>(tensors));
    }

    private static EquatableArray<string> ShapeOf(JsonValue tensor) =>
        new(Find(tensor, "shape") is JsonArray shape ? shape.Items.Select(item => (item as JsonNumber)?.Text ?? "?") : []);

    private static long EndOf(JsonValue tensor) =>
        Find(tensor, "data_offsets") is JsonArray offsets && offsets.Items.Count == 2 && offsets.Items[1] is JsonNumber { Text: var text } && long.TryParse(text, out long end) ? end : 0;

    private static JsonValue? Find(JsonValue? value, string name) => (value as JsonObject)?.Properties.FirstOrDefault(property => property.Name == name)?.Value;
}
