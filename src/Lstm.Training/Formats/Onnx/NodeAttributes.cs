using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>The attributes of a node, asked for by name; whatever nobody asked for is refused at the end.</summary>
internal sealed class NodeAttributes(ModelSource source, OnnxNode node)
{
    private const int FloatType = 1, IntType = 2, StringType = 3, TensorType = 4, GraphType = 5, FloatsType = 6, IntsType = 7, StringsType = 8;

    private readonly HashSet<string> asked = [];

    public float Float(string name, float otherwise) => Find(name, FloatType, "a number")?.Float ?? otherwise;

    public float? Float(string name) => Find(name, FloatType, "a number")?.Float;

    public long Integer(string name, long otherwise) => Find(name, IntType, "a whole number")?.Integer ?? otherwise;

    /// <summary>An attribute that is 0 or 1.</summary>
    public bool Flag(string name) => Integer(name, 0) switch
    {
        0 => false,
        1 => true,
        var other => throw Fault(name, $"it is {other}", "0 or 1"),
    };

    public long RequiredInteger(string name) => Find(name, IntType, "a whole number")?.Integer ?? throw Fault(name, "it is missing", "a whole number");

    public string Text(string name, string otherwise) => Find(name, StringType, "a string")?.Text ?? otherwise;

    public OnnxTensor? Tensor(string name) => Find(name, TensorType, "a tensor")?.Tensor;

    public OnnxGraph RequiredGraph(string name) => Find(name, GraphType, "a graph")?.Graph ?? throw Fault(name, "it is missing", "a graph");

    public IReadOnlyList<float>? Floats(string name) => Find(name, FloatsType, "numbers")?.Floats;

    public IReadOnlyList<long>? Integers(string name) => Find(name, IntsType, "whole numbers")?.Integers;

    public IReadOnlyList<string>? Texts(string name) => Find(name, StringsType, "strings")?.Texts;

    /// <summary>Attributes that change nothing here, whatever they are.</summary>
    public void PassOver(params string[] names) => asked.UnionWith(names);

    /// <summary>Refuses an attribute that has another value than the one that can be represented.</summary>
    public void RequireInteger(string name, long only, string expected)
    {
        long value = Integer(name, only);
        if (value != only)
        {
            throw Fault(name, $"it is {value}", expected);
        }
    }

    /// <summary>Refuses what was not asked for.</summary>
    public void RequireAllKnown()
    {
        string? unknown = node.Attributes.Keys.FirstOrDefault(name => !asked.Contains(name));
        if (unknown is not null)
        {
            string known = string.Join(", ", asked.Order(StringComparer.Ordinal));
            throw Fault(unknown, "it is not known here", known.Length > 0 ? $"of the attributes only {known}" : "no attributes");
        }
    }

    public ImportException Fault(string name, string problem, string expected) => source.Fault($"{node.Place}, attribute {ModelSource.Quote(name)}", problem, expected);

    private OnnxAttribute? Find(string name, int type, string what)
    {
        asked.Add(name);
        if (!node.Attributes.TryGetValue(name, out var attribute))
        {
            return null;
        }
        return attribute.Type == type ? attribute : throw Fault(name, $"its type is {attribute.Type}", $"{what} (type {type})");
    }
}
