using System;
using System.Collections.Generic;
using System.Linq;
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
/// <param name="SpecHash">The spec that its weights were trained for, or null where it does not say.</param>
/// <param name="Tensors">What it holds.</param>
/// <remarks>The compiler hands no binary file to a generator, so the build copies the headers into a file of text: name, path and header of each weight file in a line.</remarks>
internal sealed record ReadWeights(string Name, string Path, bool IsWeights, string? SpecHash, EquatableArray<ListedTensor> Tensors)
{
    private const string FileName = "lstm.weights.txt";
    private const char Backslash = '\uE000'; // what the build writes for one
    private const string Metadata = "__metadata__";

    public static bool IsList(AdditionalText file) => System.IO.Path.GetFileName(file.Path) == FileName;

    public static EquatableArray<ReadWeights> Of(AdditionalText file, CancellationToken cancellation) => new(
        (file.GetText(cancellation)?.ToString() ?? "").Split('\n')
            .Select(line => line.TrimEnd('\r').Split(['|'], 3))
            .Where(parts => parts.Length == 3)
            .Select(parts => Of(parts[0], parts[1], parts[2].Replace(Backslash, '\\'))));

    private static ReadWeights Of(string name, string path, string header)
    {
        if (JsonReader.Read(header, new SpecErrors(header)) is not JsonObject list)
        {
            return new ReadWeights(name, path, IsWeights: false, null, new([]));
        }
        var tensors = list.Properties.Where(property => property.Name != Metadata).Select(property => new ListedTensor(property.Name, ShapeOf(property.Value)));
        var hash = Find(Find(list, Metadata), "lstm.spec") as JsonString; // WeightFile.SpecHashKey of the runtime
        return new ReadWeights(name, path, IsWeights: true, hash?.Value, new EquatableArray<ListedTensor>(tensors));
    }

    private static EquatableArray<string> ShapeOf(JsonValue tensor) =>
        new(Find(tensor, "shape") is JsonArray shape ? shape.Items.Select(item => (item as JsonNumber)?.Text ?? "?") : []);

    private static JsonValue? Find(JsonValue? value, string name) => (value as JsonObject)?.Properties.FirstOrDefault(property => property.Name == name)?.Value;
}
