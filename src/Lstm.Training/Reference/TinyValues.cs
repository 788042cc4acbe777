using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Reference;

/// <summary>
/// What is too small to be kept, as docs/numerics.md defines it: below 2^-60 where a value comes into a network, is handed from
/// layer to layer or stays in a state; below 2^-100 where a scale layer stands at the network's border, since a value outside
/// of it may have any unit.
/// </summary>
internal static class TinyValues
{
    private const double Least = 7.888609052210118e-31; // 2^-100
    private const double Tiny = 8.673617379884035e-19; // 2^-60

    /// <summary>A sample as the network takes it.</summary>
    public static double[] OfSample(ModelSpec spec, double[] x) => [.. spec.Inputs.SelectMany((input, k) => Flush(x[input.Offset..(input.Offset + input.Size)], spec.IsScaled(k) ? Least : Tiny))];

    /// <summary>What the layer <paramref name="index"/> has computed, as it hands it on.</summary>
    public static double[] OfLayer(ModelSpec spec, int index, double[] y) => Flush(y, spec.IsOnlyResult(index) && spec.Layers[index] is ScaleLayerSpec ? Least : Tiny);

    /// <summary>A state as it is kept.</summary>
    public static double[] OfState(double[] state) => Flush(state, Tiny);

    private static double[] Flush(double[] values, double border) => Array.ConvertAll(values, value => Math.Abs(value) < border ? 0 : value);
}
