using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Describes an ONNX file, whatever is in it: fields that are not told are passed over (onnx.proto).</summary>
internal static class OnnxDescription
{
    private static readonly string[] Types = ["undefined", "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "float64", "uint32", "uint64", "complex64", "complex128", "bfloat16"];

    /// <summary>Adds what the file holds.</summary>
    public static void Describe(FileDescription description, ModelSource source)
    {
        byte[]? graph = null;
        Read(source, source.Bytes, field => field.Number switch
        {
            1 => field.Integer(out long ir) && Fact(description, "IR version", Number(ir)),
            2 => field.Text(out string producer) && Fact(description, "producer", Wording.Shorten(producer)),
            3 => field.Text(out string version) && Fact(description, "producer's version", Wording.Shorten(version)),
            7 => field.Bytes(out graph),
            8 => field.Bytes(out byte[] opset) && Opset(description, source, opset),
            _ => field.SkipIf(field.Number),
        });
        if (graph is not null)
        {
            Graph(description, source, graph);
        }
    }

    private static void Graph(FileDescription description, ModelSource source, byte[] bytes)
    {
        var operators = new Dictionary<string, int>();
        List<string> inputs = [], outputs = [];
        Read(source, bytes, field => field.Number switch
        {
            1 => field.Bytes(out byte[] node) && Node(operators, source, node),
            5 => field.Bytes(out byte[] tensor) && Tensor(description, source, tensor),
            11 => field.Bytes(out byte[] input) && Name(inputs, source, input),
            12 => field.Bytes(out byte[] output) && Name(outputs, source, output),
            _ => field.SkipIf(field.Number),
        });
        string[] constants = [.. description.Tensors.Select(tensor => tensor.Name)];
        description.Fact("inputs", Wording.List(inputs.Except(constants)));
        description.Fact("outputs", Wording.List(outputs));
        description.Layers.AddRange(operators.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => pair.Value == 1 ? pair.Key : $"{pair.Key}, {Number(pair.Value)} times"));
    }

    private static bool Opset(FileDescription description, ModelSource source, byte[] bytes)
    {
        string domain = "";
        long version = 0;
        Read(source, bytes, field => field.Number switch
        {
            1 => field.Text(out domain),
            2 => field.Integer(out version),
            _ => field.SkipIf(field.Number),
        });
        return Fact(description, domain.Length == 0 ? "operators" : $"operators of {Wording.Shorten(domain)}", "version " + Number(version));
    }

    private static bool Node(Dictionary<string, int> operators, ModelSource source, byte[] bytes)
    {
        string type = "", domain = "";
        Read(source, bytes, field => field.Number switch
        {
            4 => field.Text(out type),
            7 => field.Text(out domain),
            _ => field.SkipIf(field.Number),
        });
        string name = Wording.Shorten(domain is "" or "ai.onnx" ? type : $"{domain}.{type}");
        operators[name] = operators.GetValueOrDefault(name) + 1;
        return true;
    }

    private static bool Tensor(FileDescription description, ModelSource source, byte[] bytes)
    {
        string name = "";
        long type = 0;
        List<long> shape = [];
        Read(source, bytes, field => field.Number switch
        {
            1 => field.Integers(shape),
            2 => field.Integer(out type),
            8 => field.Text(out name),
            _ => field.SkipIf(field.Number),
        });
        description.Tensors.Add(new(name, type >= 0 && type < Types.Length ? Types[type] : $"type {Number(type)}", shape));
        return true;
    }

    private static bool Name(List<string> names, ModelSource source, byte[] bytes)
    {
        string name = "";
        Read(source, bytes, field => field.Number == 1 ? field.Text(out name) : field.SkipIf(field.Number));
        names.Add(name);
        return true;
    }

    private static void Read(ModelSource source, byte[] bytes, System.Func<MessageField, bool> reader) => Messages.Read(source, "the file", bytes, reader);

    private static bool Fact(FileDescription description, string name, string value)
    {
        description.Fact(name, value);
        return true;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
