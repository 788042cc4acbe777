using System;
using System.Diagnostics.CodeAnalysis;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>One result of each sequence, at its end or over all of its time steps.</summary>
internal sealed class PoolShardLayer : ShardLayer
{
    private const int Lanes = LaneKernels.Lanes;

    private readonly PoolKind kind;
    private readonly int fromFirst; // values from here on end at the first time step

    /// <param name="kind">How.</param>
    /// <param name="before">The layer before, which says where a hidden state ends.</param>
    /// <param name="size">Values that come in.</param>
    /// <param name="steps">The most time steps of a sequence.</param>
    [SetsRequiredMembers]
    public PoolShardLayer(PoolKind kind, LayerSpec? before, int size, int steps)
    {
        this.kind = kind;
        fromFirst = kind != PoolKind.Final ? size : before switch
        {
            RecurrentLayerSpec { Direction: Direction.Bidirectional } recurrent => recurrent.StateSize,
            RecurrentLayerSpec { Direction: Direction.Reverse } => 0,
            _ => size,
        };
        Input = LaneRows.Allocate(steps, size);
        OutputGradient = LaneRows.Allocate(1, size);
    }

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window)
    {
        var result = Output.At(0);
        result.Clear();
        for (int t = 0; t < window.Steps; t++)
        {
            var x = Input.At(t);
            for (int lane = 0; lane < Lanes; lane++)
            {
                for (int i = 0; i < Input.Size && t < window.LengthOf(lane); i++)
                {
                    if (Counts(i, t, window.LengthOf(lane)))
                    {
                        result[(i * Lanes) + lane] += x[(i * Lanes) + lane];
                    }
                }
            }
        }
        for (int n = 0; n < result.Length && kind == PoolKind.Mean; n++)
        {
            result[n] = Exponential.FlushTiny(result[n] / Math.Max(1, window.LengthOf(n % Lanes)));
        }
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        var above = OutputGradient.At(0);
        for (int t = 0; t < window.Steps && InputGradient is { } below; t++)
        {
            var slopes = below.At(t);
            for (int n = 0; n < slopes.Length; n++)
            {
                int length = window.LengthOf(n % Lanes);
                bool counts = t < length && Counts(n / Lanes, t, length);
                slopes[n] = counts ? kind == PoolKind.Mean ? above[n] / length : above[n] : 0f;
            }
        }
    }

    private bool Counts(int value, int t, int length) => kind == PoolKind.Mean || t == (value < fromFirst ? length - 1 : 0);
}
