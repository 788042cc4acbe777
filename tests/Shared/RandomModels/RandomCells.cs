using System;
using System.Collections.Generic;
using Lstm.Specification;

namespace Lstm.Shared.RandomModels;

/// <summary>Draws recurrent layers with all their options.</summary>
/// <param name="random">Where from.</param>
/// <param name="streaming">Whether all go forward.</param>
internal sealed class RandomCells(Random random, bool streaming)
{
    private readonly Dictionary<string, int> byPrefix = [];

    public RecurrentLayerSpec Next()
    {
        string prefix = random.Next(3) == 0 ? "cells." : "";
        byPrefix.TryGetValue(prefix, out int index);
        byPrefix[prefix] = index + 1;
        int hidden = Size();
        bool bias = OneIn(4, otherwise: true);
        RecurrentLayerSpec layer = random.Next(5) switch
        {
            0 => new GruLayerSpec(prefix, index, hidden, bias, RandomActivations.Gru(random)) { ResetBefore = OneIn(2) },
            1 => new RnnLayerSpec(prefix, index, hidden, bias, random.Next(2) == 0 ? ActivationKind.Tanh : RandomActivations.Gate(random)),
            2 => new LtmStmLayerSpec(prefix, index, hidden, bias, RandomActivations.LtmStm(random)),
            _ => Lstm(prefix, index, hidden, bias),
        };
        return layer with
        {
            Direction = streaming || OneIn(2) ? Direction.Forward : (Direction)random.Next(4),
            InitialState = OneIn(3),
            Clip = Limit(),
        };
    }

    public int Size() => random.Next(1, 71);

    private LstmLayerSpec Lstm(string prefix, int index, int hidden, bool bias)
    {
        bool coupled = OneIn(4);
        return new LstmLayerSpec(prefix, index, hidden, Peephole: OneIn(2), bias, RandomActivations.Lstm(random, coupled))
        {
            Coupled = coupled,
            CellClip = Limit(),
            Projection = hidden > 1 && OneIn(4) ? random.Next(1, hidden) : null,
            LayerNorm = OneIn(4),
        };
    }

    private float? Limit() => OneIn(4) ? (float)Math.Round(0.2 + (2 * random.NextDouble()), 3) : null;

    private bool OneIn(int count, bool otherwise = false) => (random.Next(count) == 0) != otherwise;
}
