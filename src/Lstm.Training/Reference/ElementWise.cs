using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Functions;

namespace Lstm.Training.Reference;

/// <summary>What the equations of recurrent cells are made of: ∘, + and functions of each value.</summary>
internal static class ElementWise
{
    public static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (left, right) => left + right)];

    public static double[] Multiply(double[] a, double[] b) => [.. a.Zip(b, (left, right) => left * right)];

    /// <summary>1 − a.</summary>
    public static double[] OneMinus(double[] a) => Array.ConvertAll(a, value => 1 - value);

    /// <summary>Each value limited to [−limit, limit]; NaN stays.</summary>
    public static double[] Clamp(double[] a, float? limit) => limit is { } bound ? Array.ConvertAll(a, value => Math.Clamp(value, -bound, bound)) : a;

    /// <summary>A gate: its sums, clipped first where the layer says so, through its activation.</summary>
    public static double[] Activate(ActivationSpec activation, double[] sums, float? clip) => ActivationMath.ApplyAll(activation, Clamp(sums, clip));

    /// <summary>bias + M v.</summary>
    public static double[] Product(double[][] matrix, double[] v, double[]? bias = null) => [.. matrix.Select((row, unit) => TensorValues.AddProduct(bias is null ? 0 : bias[unit], row, v))];
}
