using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>Every number of units up to 80, and those around the powers of two beyond; what is beside the units goes around in circles.</summary>
public sealed class EverySize : NetworkFixture
{
    private static readonly int[] Units = [.. Enumerable.Range(1, 80), 96, 100, 127, 128, 129, 160, 255, 256];
    private static readonly int[] Inputs = [1, 2, 3, 4, 5, 7, 8, 9, 12, 17, 33];
    private static readonly ActivationKind[] OfDense = [ActivationKind.Identity, ActivationKind.Tanh, ActivationKind.Relu, ActivationKind.Sigmoid, ActivationKind.Softmax];

    internal override string Origin => "every size";

    // Measured: 1.3e-7, on every machine.
    internal override double Bound => 5e-7;

    internal override int Seed => 1;

    internal override IEnumerable<ModelSpec> Specs() => Units.Select(Spec);

    private static ModelSpec Spec(int units, int k)
    {
        List<LayerSpec> layers = [Lstm(0, units, k)];
        switch (k % 5)
        {
            case 1:
            case 3:
                layers.Add(new DenseLayerSpec("dense0.", 2 + (k % 19), Bias: k % 4 != 3, OfDense[k / 5 % OfDense.Length]));
                break;
            case 4:
                layers.Add(Lstm(1, Units[k * 7 % 40], k + 1));
                break;
        }
        return new ModelSpec(Inputs[k % Inputs.Length], new EquatableArray<LayerSpec>(layers));
    }

    private static LstmLayerSpec Lstm(int index, int units, int k) => new("", index, units, Peephole: k % 3 == 1, Bias: k % 4 != 2, LstmActivations.Standard);
}
