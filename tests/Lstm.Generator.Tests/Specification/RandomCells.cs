using System;
using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Generator.Tests.Specification;

/// <summary>The recurrent layers of one random network.</summary>
/// <param name="random">Which.</param>
/// <param name="size">Gives a size up to its argument.</param>
internal sealed class RandomCells(Random random, Func<int, int> size)
{
    private readonly Dictionary<string, int> before = [];
    private readonly RandomActivations activations = new(random);

    public RecurrentLayerSpec Next()
    {
        string tensors = new[] { "", "lstm.", "a/b." }[random.Next(3)];
        before.TryGetValue(tensors, out int index);
        before[tensors] = index + 1;
        int units = size(SpecLimits.MaxLayerSize);
        RecurrentLayerSpec layer = random.Next(6) switch
        {
            0 => new GruLayerSpec(tensors, index, units, Flag(), Flag() ? GruActivations.Standard : new(Any(), Any(), Any())) { ResetBefore = Flag() },
            1 => new RnnLayerSpec(tensors, index, units, Flag(), Any()),
            2 => new LtmStmLayerSpec(tensors, index, units, Flag(), Flag() ? LtmStmActivations.Standard : new(Any(), Any(), Any(), Any(), Any())),
            _ => Lstm(tensors, index, units),
        };
        return layer with { Direction = Flag() ? Direction.Forward : (Direction)random.Next(4), InitialState = Flag(), Clip = Limit() };
    }

    private LstmLayerSpec Lstm(string tensors, int index, int units)
    {
        bool coupled = Flag();
        var activations = Flag() ? LstmActivations.Standard : new(Any(), coupled ? ActivationKind.Sigmoid : Any(), Any(), Any(), Any());
        return new LstmLayerSpec(tensors, index, units, Flag(), Flag(), activations)
        {
            Coupled = coupled,
            CellClip = Limit(),
            Projection = units > 1 && Flag() ? random.Next(1, units) : null,
            LayerNorm = Flag(),
        };
    }

    private float? Limit() => Flag() ? null : Math.Abs(activations.Number()) is var limit and > 0 ? limit : float.Epsilon;

    private ActivationSpec Any() => activations.Next();

    private bool Flag() => random.Next(2) == 0;
}
