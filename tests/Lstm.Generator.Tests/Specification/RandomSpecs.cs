using System;
using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Tests.Specification;

/// <summary>Networks of every kind that a spec file can describe.</summary>
/// <param name="seed">Which of them.</param>
/// <param name="largest">No size is larger, where given.</param>
/// <param name="mostLayers">How many layers a network has at most, 2 or more.</param>
/// <param name="everything">Whether of all layers and options (<see cref="RandomLayers"/>), or of LSTM, dense and scale layers alone.</param>
internal sealed class RandomSpecs(int seed, int largest = int.MaxValue, int mostLayers = 7, bool everything = false)
{
    private static readonly ActivationKind[] OfLstm = [ActivationKind.Sigmoid, ActivationKind.Tanh, ActivationKind.Identity, ActivationKind.Relu];

    private readonly Random random = new(seed);

    public ModelSpec Next()
    {
        ModelSpec model;
        do
        {
            model = everything ? Everything() : Plain();
        }
        while (SizeOracle.Stride(model) > SpecLimits.MaxStride || SizeCheck.Stack(model) is not null); // no file says these
        return model;
    }

    private ModelSpec Everything()
    {
        var all = new RandomLayers(random, largest);
        var list = all.Take(random.Next(1, mostLayers + 1));
        return new ModelSpec(all.InputSize, list, Budget(), Budget());
    }

    private ModelSpec Plain()
    {
        var layers = new List<LayerSpec>();
        var lstms = new Dictionary<string, int>();
        int denseLayers = 0;
        for (int left = random.Next(mostLayers - 1); left >= 0; left--)
        {
            layers.Add(random.Next(4) switch
            {
                0 => Dense(layers.Count, denseLayers++),
                1 => new ScaleLayerSpec($"scale \"{layers.Count}\" \\ \u007Fé".Replace("\u007F", "😀", StringComparison.Ordinal)),
                _ => Lstm(lstms),
            });
        }
        layers.Add(Lstm(lstms));
        return new ModelSpec(Size(SpecLimits.MaxInputSize), new EquatableArray<LayerSpec>(layers), Budget(), Budget());
    }

    private LstmLayerSpec Lstm(Dictionary<string, int> before)
    {
        string tensors = Pick("", "lstm.", "a/b.");
        before.TryGetValue(tensors, out int index);
        before[tensors] = index + 1;
        var activations = Flag() ? LstmActivations.Standard : new LstmActivations(Pick(OfLstm), Pick(OfLstm), Pick(OfLstm), Pick(OfLstm), Pick(OfLstm));
        return new LstmLayerSpec(tensors, index, Size(SpecLimits.MaxLayerSize), Flag(), Flag(), activations);
    }

    private DenseLayerSpec Dense(int layer, int denseLayers)
    {
        int size = Size(SpecLimits.MaxLayerSize);
        var activation = Flag() && size > 1 ? ActivationKind.Softmax : Pick(OfLstm);
        return new DenseLayerSpec(Flag() ? $"dense{denseLayers}." : $"linear{layer}.", size, Flag(), activation);
    }

    // Small ones mostly, so that every remainder of a panel occurs.
    private int Size(int max) => Math.Min(Flag() ? random.Next(1, 50) : random.Next(1, Math.Min(max, largest) + 1), largest);

    private long? Budget() => Flag() ? random.NextInt64(1, long.MaxValue) : null;

    private bool Flag() => random.Next(2) == 0;

    private T Pick<T>(params T[] items) => items[random.Next(items.Length)];
}
