using Lstm.Training.Formats.Onnx;

namespace Lstm.Training.Formats.TfLite;

/// <summary>Attributes of nodes that are made here.</summary>
internal static class NodeAttribute
{
    public static OnnxAttribute Of(string name, float value) => new(name, 1, value, 0, "", null, [], [], []);

    public static OnnxAttribute Of(string name, long value) => new(name, 2, 0, value, "", null, [], [], []);

    public static OnnxAttribute Of(string name, string value) => new(name, 3, 0, 0, value, null, [], [], []);

    public static OnnxAttribute Of(string name, OnnxGraph value) => new(name, 5, 0, 0, "", null, [], [], []) { Graph = value };

    public static OnnxAttribute Floats(string name, params float[] values) => new(name, 6, 0, 0, "", null, values, [], []);

    public static OnnxAttribute Wholes(string name, params long[] values) => new(name, 7, 0, 0, "", null, [], values, []);

    public static OnnxAttribute Texts(string name, params string[] values) => new(name, 8, 0, 0, "", null, [], [], values);
}
