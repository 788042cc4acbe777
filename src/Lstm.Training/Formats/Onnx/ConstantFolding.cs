using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Lstm.Training.Formats.Common;
using Lstm.Training.Functions;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Computes nodes whose inputs are all known: sizes, shapes and states that exporters compute in the graph.</summary>
internal sealed class ConstantFolding(ModelSource source, TensorDecoder decoder, OpsetRules opset)
{
    private static readonly HashSet<string> Known =
    [
        "Constant", "ConstantOfShape", "Identity", "Cast", "Shape", "Gather", "Slice", "Concat", "Squeeze", "Unsqueeze", "Reshape", "Transpose", "Expand", "Flatten",
        "Add", "Sub", "Mul", "Div", "Equal", "Where", "Neg", "Sqrt", "Reciprocal", "Range", "Min", "Max", "ReduceProd", "Split",
        "Size", "Not", "And", "Or", "Less", "LessOrEqual", "Greater", "GreaterOrEqual", "Pow", "Abs", "MatMul", "Gemm",
        .. ForeignActivations.OnnxOperators.Where(pair => !pair.Value.Function.OfWholeLayer).Select(pair => pair.Key), "Clip", "Exp",
    ];

    /// <summary>Whether a node of this type can be computed.</summary>
    public static bool Knows(string type) => Known.Contains(type);

    /// <summary>A tensor's values.</summary>
    public Constant Decode(OnnxTensor tensor) => decoder.Decode(tensor);

    /// <summary>Some rows or columns of a matrix.</summary>
    public Constant Slice(Constant matrix, int axis, long start, long count) => new ConstantArrays(source, Matrices).Slice(matrix, [start], [start + count], [axis], []);

    /// <summary>A node's outputs.</summary>
    /// <param name="node">The node.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="inputs">Its inputs; null for one that is left out.</param>
    public Constant[] Compute(OnnxNode node, NodeAttributes attributes, Constant?[] inputs)
    {
        bool fromTime = inputs.Any(input => input is { FromTime: true });
        var arrays = new ConstantArrays(source, node, fromTime);
        Constant[] results = node.Operator == "Split" ? arrays.Split(In(0), (int)attributes.Integer("axis", 0), node.Outputs.Count, Numbers("split", 1)) : [One()];
        return [.. results.Select(result => result with { FromTime = result.FromTime || fromTime })];

        Constant In(int index, bool optional = false) =>
            (index < inputs.Length ? inputs[index] : null) ?? (optional ? null! : throw source.Fault(node.Place, $"input {index} is missing", "it"));

        long[] Numbers(string name, int input) => opset.Numbers(node, attributes, inputs, name, input) ?? [];

        Constant One()
        {
            switch (node.Operator)
            {
                case "Constant":
                    return ConstantOf(node, attributes);
                case "ConstantOfShape":
                    var fill = attributes.Tensor("value") is { } tensor ? decoder.Decode(tensor, node.Place) : new Constant([1], [0], false);
                    return arrays.Fill(arrays.Shape(In(0)), fill);
                case "Identity":
                    return In(0);
                case "Cast":
                    bool whole = OnnxType.IsWhole((int)attributes.Integer("to", OnnxType.Float));
                    return (whole ? arrays.Each(In(0), Math.Truncate) : In(0)) with { IsWhole = whole };
                case "Shape":
                    return ConstantArrays.ShapeOf(In(0), attributes.Integer("start", 0), attributes.Integer("end", long.MaxValue));
                case "Gather":
                    return arrays.Gather(In(0), In(1), (int)attributes.Integer("axis", 0));
                case "Slice":
                    return arrays.Slice(In(0), Numbers("starts", 1), Numbers("ends", 2), Numbers("axes", 3), In(4, optional: true) is { } steps ? arrays.Shape(steps) : []);
                case "Concat":
                    return arrays.Concat([.. inputs.Select((_, k) => In(k))], (int)attributes.RequiredInteger("axis"));
                case "Squeeze":
                    return arrays.Squeeze(In(0), Numbers("axes", 1));
                case "Unsqueeze":
                    return arrays.Unsqueeze(In(0), Numbers("axes", 1));
                case "Reshape":
                    return arrays.Reshape(In(0), arrays.Shape(In(1)), attributes.Integer("allowzero", 0) != 0);
                case "Flatten":
                    int rank = In(0).Dims.Length;
                    long axis = attributes.Integer("axis", 1);
                    long rows = In(0).Dims.Take(axis == rank ? rank : arrays.Axis(axis, rank)).Aggregate(1L, (product, dim) => product * dim);
                    return arrays.Reshape(In(0), [rows, -1], false);
                case "Transpose":
                    return arrays.Transpose(In(0), attributes.Integers("perm"));
                case "Expand":
                    return arrays.Elementwise([In(0), arrays.Fill(arrays.Shape(In(1)), new Constant([1], [0], false))], (values) => values[0]) with { IsWhole = In(0).IsWhole };
                case "Where":
                    return arrays.Elementwise([In(0), In(1), In(2)], values => values[0] != 0 ? values[1] : values[2]) with { IsWhole = In(1).IsWhole };
                case "ReduceProd":
                    return Numbers("axes", 1) is [] or [0] && attributes.Integer("keepdims", 1) == 0 && In(0).Dims.Length == 1
                        ? In(0) with { Dims = [], Values = [In(0).Values.Aggregate(1.0, (product, value) => product * value)] }
                        : throw source.Fault(node.Place, "a product of constants over some axes", "one over all values of a vector, without keepdims");
                case "MatMul":
                    return arrays.Product(In(0), In(1), isTransposed: false);
                case "Gemm":
                    attributes.RequireInteger("transA", 0, "0");
                    float alpha = attributes.Float("alpha", 1), beta = attributes.Float("beta", 1);
                    var product = arrays.Product(In(0), In(1), attributes.Integer("transB", 0) != 0);
                    return In(2, optional: true) is { } added ? arrays.Elementwise([product, added], values => (alpha * values[0]) + (beta * values[1])) : arrays.Each(product, value => alpha * value);
                case "Clip":
                    double least = attributes.Float("min") ?? In(1, optional: true)?.Values.FirstOrDefault() ?? double.NegativeInfinity, most = attributes.Float("max") ?? In(2, optional: true)?.Values.FirstOrDefault() ?? double.PositiveInfinity;
                    return arrays.Each(In(0), value => Math.Min(Math.Max(value, least), most));
                case "Size":
                    return Constant.Of([In(0).Values.Length]) with { Dims = [] };
                case "Range":
                    return arrays.Range(In(0), In(1), In(2));
                default:
                    if (ForeignActivations.OnnxOperators.TryGetValue(node.Operator, out var function))
                    {
                        function = function with { Alpha = attributes.Float("alpha", function.Alpha), Beta = attributes.Float("beta", function.Beta) };
                        return arrays.Each(In(0), value => ActivationMath.Apply(function, value));
                    }
                    int wanted = node.Operator is "Neg" or "Sqrt" or "Reciprocal" or "Not" or "Abs" or "Exp" ? 1 : node.Operator is "Min" or "Max" ? inputs.Length : 2;
                    if (inputs.Length != wanted || wanted == 0)
                    {
                        throw source.Fault(node.Place, $"it has {inputs.Length} inputs", $"{Math.Max(1, wanted)}");
                    }
                    return arrays.Elementwise([.. inputs.Select((_, k) => In(k))], Function(node.Operator, inputs.All(input => input is { IsWhole: true })));
            }
        }
    }

    // For messages, where no node of the graph asks.
    private static OnnxNode Matrices { get; } = new(0, "", "Slice", [], [], new Dictionary<string, OnnxAttribute>());

    private Constant ConstantOf(OnnxNode node, NodeAttributes attributes)
    {
        if (attributes.Tensor("value") is { } tensor)
        {
            return decoder.Decode(tensor, node.Place);
        }
        if (attributes.Integers("value_ints") is { } integers)
        {
            return Constant.Of(integers);
        }
        if (attributes.Floats("value_floats") is { } floats)
        {
            return new Constant([floats.Count], [.. floats], false);
        }
        if (node.Attributes.ContainsKey("value_int"))
        {
            return new Constant([], [attributes.Integer("value_int", 0)], true);
        }
        return attributes.Float("value_float") is { } value
            ? new Constant([], [value], false)
            : throw source.Fault(node.Place, $"it has the value {string.Join(", ", node.Attributes.Keys)}", "value, value_int, value_ints, value_float or value_floats");
    }

    private static Func<double[], double> Function(string type, bool whole) => type switch
    {
        "Add" => v => v[0] + v[1],
        "Sub" => v => v[0] - v[1],
        "Mul" => v => v[0] * v[1],
        "Div" => whole ? v => Math.Truncate(v[0] / v[1]) : v => v[0] / v[1],
        "Equal" => v => v[0] == v[1] ? 1 : 0,
        "And" => v => v[0] != 0 && v[1] != 0 ? 1 : 0,
        "Or" => v => v[0] != 0 || v[1] != 0 ? 1 : 0,
        "Less" => v => v[0] < v[1] ? 1 : 0,
        "LessOrEqual" => v => v[0] <= v[1] ? 1 : 0,
        "Greater" => v => v[0] > v[1] ? 1 : 0,
        "GreaterOrEqual" => v => v[0] >= v[1] ? 1 : 0,
        "Not" => v => v[0] == 0 ? 1 : 0,
        "Pow" => v => Math.Pow(v[0], v[1]),
        "Abs" => v => Math.Abs(v[0]),
        "Exp" => v => Math.Exp(v[0]),
        "Neg" => v => -v[0],
        "Sqrt" => v => Math.Sqrt(v[0]),
        "Reciprocal" => v => 1 / v[0],
        "Min" => v => v.Min(),
        _ => v => v.Max(),
    };
}
