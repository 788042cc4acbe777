using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.TfLite;

// The part of TensorFlow Lite's schema.fbs (version 3, Apache-2.0) that is read; TfLiteReader has the numbers of the fields.

/// <summary>A file: the graph that is run, those of its branches and loops, and which program wrote it.</summary>
internal sealed record TfLiteModel(IReadOnlyList<TfLiteGraph> Graphs, string Description);

/// <summary>Operators in an order in which each comes behind what it takes.</summary>
internal sealed record TfLiteGraph(IReadOnlyList<TfLiteTensor> Tensors, IReadOnlyList<int> Inputs, IReadOnlyList<int> Outputs, IReadOnlyList<TfLiteOperator> Operators);

/// <summary>A value: a constant where it has data.</summary>
/// <param name="Name">Its name, which need not be its alone.</param>
/// <param name="Type">TensorType.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Signature">Its dimensions with −1 for those that are open.</param>
internal sealed record TfLiteTensor(string Name, int Type, IReadOnlyList<int> Shape, IReadOnlyList<int> Signature)
{
    /// <summary>Where its values are in the file; null where it is no constant.</summary>
    public (long At, long Count)? Data { get; init; }

    /// <summary>What integers stand for: (q − zero)·scale, for each place along an axis, or for all.</summary>
    public float[] Scales { get; init; } = [];

    public long[] Zeros { get; init; } = [];

    public int QuantizedAxis { get; init; }

    /// <summary>Whether it keeps its value from one run to the next, as states do.</summary>
    public bool IsVariable { get; init; }
}

/// <summary>An operator.</summary>
/// <param name="Number">Its place in its graph.</param>
/// <param name="Name">What the schema calls it; of one of TensorFlow's own its name there.</param>
/// <param name="Inputs">Numbers of tensors; −1 for one that is left out.</param>
/// <param name="Outputs">Numbers of tensors.</param>
/// <param name="Options">What else it is told; null for nothing.</param>
internal sealed record TfLiteOperator(int Number, string Name, IReadOnlyList<int> Inputs, IReadOnlyList<int> Outputs, FlatTable? Options)
{
    public string Place => $"operator {Number} ({ModelSource.Quote(Name).Trim('"')})";

    public int Input(int index) => index < Inputs.Count ? Inputs[index] : -1;

    /// <summary>A function that is applied to what it makes (ActivationFunctionType).</summary>
    public int Fused(int field) => Options?.Byte(field) ?? 0;
}

/// <summary>TensorType.</summary>
internal static class TfLiteType
{
    public const int Float32 = 0, Float16 = 1, Int32 = 2, UInt8 = 3, Int64 = 4, Bool = 6, Int16 = 7, Int8 = 9, Float64 = 10;

    private static readonly string[] Names = ["float32", "float16", "int32", "uint8", "int64", "string", "bool", "int16", "complex64", "int8", "float64", "complex128", "uint64", "resource", "variant", "uint32", "uint16", "int4", "bfloat16", "int2", "uint4"];

    public static string NameOf(int type) => type < Names.Length ? Names[type] : $"type {type}";

    /// <summary>Bytes of a value; 0 for types that are not read.</summary>
    public static int SizeOf(int type) => type switch { Float32 or Int32 => 4, Float16 or Int16 => 2, UInt8 or Bool or Int8 => 1, Int64 or Float64 => 8, _ => 0 };

    /// <summary>The shape for messages.</summary>
    public static string Text(IEnumerable<int> shape) => $"[{string.Join(", ", shape.Take(8))}]";
}
