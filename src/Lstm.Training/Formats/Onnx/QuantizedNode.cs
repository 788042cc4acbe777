using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Formats.Onnx;

/// <summary>Integer weights, which become the floats that they stand for, and values rounded to integers, which are not rounded here.</summary>
internal static class QuantizedNode
{
    /// <summary>The operator of ONNX Runtime for an LSTM with integer weights.</summary>
    public const string Lstm = "com.microsoft.DynamicQuantizeLSTM";

    private const int WeightScale = 8, WeightZero = 9, RecurrentScale = 10, RecurrentZero = 11;

    public static Value[] Quantize(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        attributes.PassOver("axis", "saturate", "block_size", "output_dtype", "precision");
        if (inputs.FirstOrDefault() is not (Signal or Constant) || inputs.Length < 2 || inputs[1] is not Constant)
        {
            throw walk.Fault(node, $"it rounds {GraphWalk.Describe(inputs.FirstOrDefault())}", "what flows through the network, with a scale that is known");
        }
        walk.Builder.Note("What QuantizeLinear rounds to integers on its way through the network is not rounded here: answers differ by that rounding.");
        return [new Rounded(inputs[0]!)];
    }

    public static Value[] Dequantize(GraphWalk walk, OnnxNode node, NodeAttributes attributes, Value?[] inputs)
    {
        if (inputs.FirstOrDefault() is Rounded { Of: var value })
        {
            attributes.PassOver("axis", "block_size", "output_dtype");
            return [value];
        }
        if (inputs is not [Constant numbers, Constant scale, ..] || inputs.ElementAtOrDefault(2) is not (null or Constant))
        {
            throw walk.Fault(node, $"it takes {GraphWalk.Describe(inputs.FirstOrDefault())}", "integers that are known, with their scale and zero point, or what a QuantizeLinear made");
        }
        attributes.RequireInteger("block_size", 0, "0: a scale for all, or one for each place along an axis");
        attributes.PassOver("output_dtype");
        long axis = attributes.Integer("axis", 1);
        walk.Builder.Note($"{node.Place}: integer weights became the floats that they stand for.");
        return [new ConstantArrays(walk.Source, node).Dequantized(numbers, scale, inputs.ElementAtOrDefault(2) as Constant, axis)];
    }

    /// <summary>The same inputs as an LSTM has: weights as floats, a row for each gate's unit.</summary>
    public static Value?[] AsLstm(GraphWalk walk, OnnxNode node, Value?[] inputs)
    {
        var arrays = new ConstantArrays(walk.Source, node);
        walk.Builder.Note($"{node.Place}: its integer weights became the floats that they stand for. ONNX Runtime rounds its inputs and states to integers as well, by what their largest value is, which is not done here: answers differ by that rounding.");
        return [.. inputs.Take(WeightScale).Select((input, k) => k switch { 1 => Floats(1, WeightScale, WeightZero), 2 => Floats(2, RecurrentScale, RecurrentZero), _ => input })];

        // [directions, inputs, gates], with one scale for a direction or one for each column.
        Constant Floats(int weights, int scale, int zero)
        {
            if (inputs.ElementAtOrDefault(weights) is not Constant { Dims.Length: 3 } matrix || inputs.ElementAtOrDefault(scale) is not Constant factors || inputs.ElementAtOrDefault(zero) is not Constant zeros)
            {
                throw walk.Fault(node, "its weights, their scales or zero points are not constants", "integers [directions, inputs, 4·hidden] with scales and zero points");
            }
            long[] shape = [matrix.Dims[0], 1, factors.Values.Length == matrix.Dims[0] ? 1 : matrix.Dims[2]];
            var wide = arrays.Elementwise([matrix, arrays.Reshape(factors, shape, true), arrays.Reshape(zeros, shape, true)], values => values[1] * (values[0] - values[2]));
            return arrays.Transpose(wide with { IsWhole = false }, [0, 2, 1]);
        }
    }
}

/// <summary>What a QuantizeLinear makes of a value: the value, as it is not rounded here.</summary>
internal sealed record Rounded(Value Of) : Value;
