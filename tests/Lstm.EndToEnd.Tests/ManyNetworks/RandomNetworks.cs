using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>Drawn networks, the same in every run. LSTM_SEED draws others, LSTM_NETWORKS more; tests/fuzz.sh does both.</summary>
public sealed class RandomNetworks : NetworkFixture
{
    private const int UsualCount = 40;
    private static readonly ActivationKind[] OfLstm = [.. Activations.ForLstm.Select(name => Activations.Named(name)!.Value)];
    private static readonly ActivationKind[] OfDense = [.. Activations.ForDense.Select(name => Activations.Named(name)!.Value)];
    private readonly int count = Number("LSTM_NETWORKS") ?? UsualCount;

    internal override string Origin => $"LSTM_SEED={Seed} LSTM_NETWORKS={count}";

    // Measured over 2,000 networks: 4.7e-7; with other activations, states up to 10, below 1.1e-5.
    internal override double Bound => 2e-6;

    internal override int Seed { get; } = Number("LSTM_SEED") ?? 1;

    internal override IEnumerable<ModelSpec> Specs()
    {
        var random = new Random(Seed);
        return Enumerable.Range(0, count).Select(_ => Spec(random)).ToList();
    }

    private static ModelSpec Spec(Random random)
    {
        int layerCount = random.Next(1, 5), lstm = random.Next(layerCount), lstms = 0, denses = 0;
        var layers = new List<LayerSpec>();
        for (int k = 0; k < layerCount; k++)
        {
            layers.Add((k == lstm ? 0 : random.Next(4)) switch
            {
                2 => Dense(random, denses++),
                3 => new ScaleLayerSpec($"scale{k}"),
                _ => Lstm(random, lstms++),
            });
        }
        return new ModelSpec(Size(random), new EquatableArray<LayerSpec>(layers));
    }

    private static LstmLayerSpec Lstm(Random random, int index)
    {
        ActivationKind Any() => OfLstm[random.Next(OfLstm.Length)];
        var activations = random.Next(2) == 0 ? LstmActivations.Standard : new LstmActivations(Any(), Any(), Any(), Any(), Any());
        return new LstmLayerSpec("", index, Size(random), random.Next(2) == 0, random.Next(4) != 0, activations);
    }

    private static DenseLayerSpec Dense(Random random, int index)
    {
        int size = Size(random);
        return new DenseLayerSpec($"dense{index}.", size, random.Next(4) != 0, OfDense[random.Next(OfDense.Length - (size == 1 ? 1 : 0))]);
    }

    // From 64 units on weights stream, several time steps or streams at once: one LSTM layer in five.
    private static int Size(Random random) => random.Next(1, random.Next(4) == 0 ? 141 : 71);

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int value) ? value : null;
}
