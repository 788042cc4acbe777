using System;
using System.Linq;
using Lstm.Training.Formats.Onnx;

namespace Lstm.Training.Formats.TfLite;

/// <summary>
/// Convolutions over one axis, as Keras' Conv1D and DepthwiseConv1D become: of an image whose height is 1, or whose width is. That axis is taken off, and
/// channels go before what is convolved.
/// </summary>
internal static class ConvolutionTranslation
{
    // Fields of Conv2DOptions and DepthwiseConv2DOptions.
    private const int Padding = 0, StrideWidth = 1, StrideHeight = 2, PlainFunction = 3, PlainDilationWidth = 4, DepthwiseFunction = 4, DepthwiseDilationWidth = 5;

    /// <summary>CONV_2D and DEPTHWISE_CONV_2D; false where it is a convolution over two axes, which stays as it is.</summary>
    public static bool Add(GraphTranslation graph, TfLiteOperator op, Action<int, Action<string>> fused)
    {
        bool isDepthwise = op.Name == "DEPTHWISE_CONV_2D";
        if (graph.Shape(op.Input(0)) is not [_, var height, var width, var channels] || graph.Shape(op.Input(1)) is not [var most, var rows, var columns, var least] || op.Input(1) < 0 || op.Options is not { } options)
        {
            return false;
        }
        bool isWide = rows == 1 && height == 1, isHigh = columns == 1 && width == 1;
        int filters = isDepthwise ? least : most, groups = isDepthwise ? channels : 1, kernel = isWide ? columns : rows;
        if (!(isWide || isHigh) || channels < 1 || (isDepthwise ? most != 1 || filters % channels != 0 : least != channels))
        {
            return false;
        }
        int dilations = isDepthwise ? DepthwiseDilationWidth : PlainDilationWidth;
        long stride = options.Int(isWide ? StrideWidth : StrideHeight), dilation = options.Int(isWide ? dilations : dilations + 1, 1), extent = isWide ? width : height;
        // Padding SAME has half of what is missing on each side, VALID none.
        bool isSame = options.Byte(Padding) == 0 && stride > 0;
        long all = isSame ? Math.Max(0, ((((extent + stride - 1) / stride) - 1) * stride) + ((kernel - 1) * dilation) + 1 - extent) : 0;
        float[] values = LstmWeights.Values(graph, op, op.Input(1), checked(filters * kernel * (isDepthwise ? 1 : channels)));
        float[] weights = isDepthwise ? Common.Blocks.Transpose(values, kernel, filters) : [.. Enumerable.Range(0, filters).SelectMany(filter => Common.Blocks.Transpose(values[(filter * kernel * channels)..((filter + 1) * kernel * channels)], kernel, channels))];
        long axis = isWide ? 1 : 2;
        string taken = graph.Node(op, "Squeeze", [graph.Take(op.Input(0)), graph.Whole(op, axis)]);
        string turned = graph.Node(op, "Transpose", [taken], null, NodeAttribute.Wholes("perm", 0, 2, 1));
        string weight = graph.Floats(op, weights, filters, isDepthwise ? 1 : channels, kernel);
        string[] inputs = op.Input(2) < 0 ? [turned, weight] : [turned, weight, graph.Take(op.Input(2))];
        string convolved = graph.Node(op, "Conv", inputs, null, NodeAttribute.Wholes("strides", stride), NodeAttribute.Wholes("dilations", dilation), NodeAttribute.Of("group", (long)groups), NodeAttribute.Wholes("pads", all / 2, all - (all / 2)));
        string back = graph.Node(op, "Transpose", [convolved], null, NodeAttribute.Wholes("perm", 0, 2, 1));
        fused(op.Fused(isDepthwise ? DepthwiseFunction : PlainFunction), output => graph.Node(op, "Unsqueeze", [back, graph.Whole(op, axis)], output));
        return true;
    }
}
