using System;
using System.Diagnostics.CodeAnalysis;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>A row of a table for each token.</summary>
internal sealed class EmbeddingShardLayer : ShardLayer
{
    private const int Lanes = LaneKernels.Lanes;

    private readonly PartLayout part;
    private readonly int size;

    /// <param name="layout">Where the table stands.</param>
    /// <param name="steps">The most time steps at once.</param>
    [SetsRequiredMembers]
    public EmbeddingShardLayer(LayerLayout layout, int steps)
    {
        part = layout.Part;
        size = ((EmbeddingLayerSpec)layout.Spec).Size;
        Input = LaneRows.Allocate(steps, 1);
        OutputGradient = LaneRows.Allocate(steps, size);
    }

    /// <inheritdoc/>
    public override TokenInput TokenInput => TokenInput.Number;

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window)
    {
        var table = part.Vectors(weights.Parameters.Values);
        for (int t = 0; t < window.Steps; t++)
        {
            var tokens = Input.At(t);
            var output = Output.At(t);
            for (int lane = 0; lane < Lanes; lane++)
            {
                var row = table.Slice((int)tokens[lane] * size, size);
                for (int i = 0; i < row.Length; i++)
                {
                    output[(i * Lanes) + lane] = Exponential.FlushTiny(row[i]);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        var table = part.Vectors(gradient);
        table.Clear();
        for (int t = 0; t < window.Steps; t++)
        {
            var tokens = Input.At(t);
            var above = OutputGradient.At(t);
            for (int lane = 0; lane < Lanes; lane++)
            {
                var row = table.Slice((int)tokens[lane] * size, size);
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] += above[(i * Lanes) + lane];
                }
            }
        }
    }
}
