using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>Makes the layers of a network for one shard, in a row, each with its place to read from and to write to.</summary>
/// <param name="capacity">The most time steps in a window.</param>
/// <param name="tokens">Whether the input is tokens.</param>
/// <param name="dropout">The probability with which a recurrent layer's output is dropped on its way to the next one.</param>
/// <param name="loss">What is to become small: it may give the gradient of what the last activation takes.</param>
/// <param name="kernels">The inner loops.</param>
internal sealed class ShardLayers(int capacity, bool tokens, float dropout, LossFunction loss, LaneKernels kernels)
{
    private readonly List<PlacedLayer> made = [];
    private readonly List<int> ends = []; // by layer of the spec, the last of the layers made for it
    private int steps = capacity;

    /// <summary>The layers for what is laid out.</summary>
    public PlacedLayer[] Make(LayerLayout[] layouts)
    {
        foreach (var layout in layouts)
        {
            if (dropout > 0f && layout.Spec is RecurrentLayerSpec && layouts.Take(layout.Index).Any(before => before.Spec is RecurrentLayerSpec))
            {
                Add(new DropoutShardLayer(layout.InputSize, steps, dropout), trained: false);
            }
            Add(Make(layouts, layout, layout.Index == layouts.Length - 1, loss.ReachesSums), layout.IsTrained);
            ends.Add(made.Count - 1);
        }
        return [.. made];
    }

    /// <summary>The layers of a network that branches, each for itself: <see cref="ShardGraph"/> joins them.</summary>
    public PlacedLayer[] Make(LayerLayout[] layouts, ModelSpec spec)
    {
        foreach (var layout in layouts)
        {
            bool result = spec.IsOnlyResult(layout.Index);
            bool below = spec.TakenBy(layout.Index).Any(source => source >= 0 && made[source].IsTrainedUpToHere);
            made.Add(new PlacedLayer(Make(layouts, layout, result, loss.ReachesSumsOf(spec, layout.Index)), layout.IsTrained || below, IsPooled: false));
        }
        return [.. made];
    }

    private void Add(ShardLayer layer, bool trained)
    {
        if (made.Count > 0)
        {
            var below = made[^1];
            below.Layer.Output = layer.Input;
            layer.InputGradient = below.IsTrainedUpToHere ? below.Layer.OutputGradient : null;
            if (layer is DenseShardLayer { IsLast: true } dense && below.Layer is LstmShardLayer lstm)
            {
                lstm.IsBelowOutput = dense.LeavesOutEarlierSteps = true;
            }
        }
        bool pools = layer is PoolShardLayer;
        bool behind = made.Count > 0 && (made[^1].IsPooled || made[^1].Layer is PoolShardLayer);
        made.Add(new PlacedLayer(layer, trained || (made.Count > 0 && made[^1].IsTrainedUpToHere), behind));
        steps = pools || behind ? 1 : steps;
    }

    private ShardLayer Make(LayerLayout[] layouts, LayerLayout layout, bool last, bool reachesSums)
    {
        return layout.Spec switch
        {
            RecurrentLayerSpec recurrent => Recurrent(layout, recurrent),
            DenseLayerSpec => new DenseShardLayer(kernels, layout, steps, reachesSums && last, last),
            ScaleLayerSpec => new ScaleShardLayer(layout, steps, last),
            LayerNormLayerSpec => new LayerNormShardLayer(kernels, layout, steps),
            ActivationLayerSpec activation => new ActivationShardLayer(kernels, activation.Activation, layout.InputSize, steps, reachesSums && last),
            ResidualLayerSpec residual => Residual(residual, layout),
            EmbeddingLayerSpec => new EmbeddingShardLayer(layout, steps),
            ConvLayerSpec => new ConvShardLayer(kernels, layout, steps),
            JoinLayerSpec join => new JoinShardLayer(join, layout.InputSize, steps),
            PoolLayerSpec pool => new PoolShardLayer(pool.Kind, layout.Index > 0 ? layouts[layout.Index - 1].Spec : null, layout.InputSize, steps),
            _ => throw new ArgumentException($"No training of a layer of type {layout.Spec.GetType().Name}.", nameof(layout)),
        };
    }

    private ShardLayer Recurrent(LayerLayout layout, RecurrentLayerSpec spec) => spec.Direction switch
    {
        Direction.Forward => Unidirectional(layout, spec, 0),
        Direction.Bidirectional => new BidirectionalShardLayer(kernels, Unidirectional(layout, spec, 0), Unidirectional(layout, spec, 1), steps),
        var direction => new ReversedShardLayer(Unidirectional(layout, spec, 0), inTimeOrder: direction == Direction.Reverse, steps),
    };

    private ShardLayer Unidirectional(LayerLayout layout, RecurrentLayerSpec spec, int direction)
    {
        var part = layout.Parts[direction];
        return spec switch
        {
            LstmLayerSpec lstm => new LstmShardLayer(kernels, lstm, part, steps, tokens && layout.Index == 0 && spec.Direction == Direction.Forward),
            GruLayerSpec { ResetBefore: true } gru => new ResetBeforeGruShardLayer(kernels, gru, part, steps),
            GruLayerSpec gru => new GruShardLayer(kernels, gru, part, steps),
            RnnLayerSpec rnn => new RnnShardLayer(kernels, rnn, part, steps),
            LtmStmLayerSpec cell => new LtmStmShardLayer(kernels, cell, part, steps),
            _ => throw new ArgumentException($"No training of a layer of type {spec.GetType().Name}.", nameof(spec)),
        };
    }

    private ResidualShardLayer Residual(ResidualLayerSpec spec, LayerLayout layout)
    {
        // What comes out of a layer stands where the next one reads it.
        int next = spec.From == ResidualLayerSpec.Input ? 0 : ends[spec.From] + 1;
        var layer = new ResidualShardLayer(kernels, made[next].Layer.Input, layout.InputSize, steps);
        if (next > 0 && made[next - 1].IsTrainedUpToHere)
        {
            made[next].Joins.Add(layer);
        }
        return layer;
    }
}

/// <summary>A layer in its row.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="IsTrainedUpToHere">Whether it or a layer below has weights to learn.</param>
/// <param name="IsPooled">Whether it comes behind a pooling: there is one step for it.</param>
internal sealed record PlacedLayer(ShardLayer Layer, bool IsTrainedUpToHere, bool IsPooled)
{
    /// <summary>Residual layers that add what came into this layer: their gradient joins the one that this layer hands down.</summary>
    public List<ResidualShardLayer> Joins { get; } = [];
}
