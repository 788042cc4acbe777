using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>
/// Samples long enough, beside 64 units or more, for <c>Run</c> to sum the input's part of several time steps at once; behind
/// that layer, others that streams go through together or one by one.
/// </summary>
public sealed class LongSamples : NetworkFixture
{
    private static readonly int[] Units = [64, 65, 66, 67, 70, 72, 76, 77, 79, 80, 96, 99, 127, 128, 129, 160, 191, 255, 256];

    /// <summary>How much longer a sample is than the shortest that counts as long.</summary>
    private static readonly int[] Beyond = [0, 1, 5, 9, 16, 24, 40];

    internal override string Origin => "long samples";

    // Measured: 1.7e-7, on every machine.
    internal override double Bound => 5e-7;

    internal override int Seed => 2;

    internal override IEnumerable<ModelSpec> Specs() => Units.Select(Spec);

    private static ModelSpec Spec(int units, int k)
    {
        List<LayerSpec> layers = [Lstm(0, units, k)];
        switch (k % 5)
        {
            case 1:
                layers.Add(Lstm(1, 64 + k, k + 1));
                layers.Add(new DenseLayerSpec("dense0.", 3, Bias: true, ActivationKind.Tanh));
                break;
            case 2:
                layers.Add(new ScaleLayerSpec("scale0"));
                layers.Add(Lstm(1, 65 + k, k));
                break;
            case 3:
                layers.Add(Lstm(1, 20 + k, k));
                break;
            case 4:
                layers.Add(new DenseLayerSpec("dense0.", 17, Bias: false, ActivationKind.Identity));
                break;
        }
        int shortest = Math.Max(16, (units + 3) / 4);
        return new ModelSpec(shortest + Beyond[k % Beyond.Length], new EquatableArray<LayerSpec>(layers));
    }

    private static LstmLayerSpec Lstm(int index, int units, int k) => new("", index, units, Peephole: k % 3 == 1, Bias: k % 4 != 2, LstmActivations.Standard);
}
