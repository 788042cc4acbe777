using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>Elementwise y = (x − o) ∘ s with constant factors, and offsets if the layer has any.</summary>
internal sealed class ScaleShardLayer : ShardLayer
{
    private const int Lanes = LaneKernels.Lanes;

    private readonly LayerLayout layout;
    private readonly bool hasOffset;
    private readonly bool isLast;

    /// <param name="layout">Where the factors stand.</param>
    /// <param name="steps">The most time steps at once.</param>
    /// <param name="isLast">Whether the network's result comes out.</param>
    [SetsRequiredMembers]
    public ScaleShardLayer(LayerLayout layout, int steps, bool isLast)
    {
        this.layout = layout;
        this.isLast = isLast;
        hasOffset = layout.Spec is ScaleLayerSpec { Offset: not null };
        Input = LaneRows.Allocate(steps, layout.InputSize);
        OutputGradient = LaneRows.Allocate(steps, layout.InputSize);
    }

    /// <inheritdoc/>
    public override void Take(Span<float> values) => Exponential.FlushLeast(ref MemoryMarshal.GetReference(values), ref MemoryMarshal.GetReference(values), (nuint)values.Length);

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window)
    {
        Scale(weights, window.Steps, Input, Output, hasOffset ? layout.Part.Vector(weights.Parameters.Values, layout.InputSize, layout.InputSize) : []);
        for (int t = 0; t < window.Steps; t++)
        {
            foreach (ref float value in Output.At(t))
            {
                value = isLast ? Exponential.FlushLeast(value) : Exponential.FlushTiny(value);
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        if (InputGradient is { } below)
        {
            Scale(weights, window.Steps, OutputGradient, below, []);
        }
    }

    private void Scale(ModelWeights weights, int steps, LaneRows from, LaneRows to, ReadOnlySpan<float> offsets)
    {
        var factors = layout.Part.Vector(weights.Parameters.Values, 0, layout.InputSize);
        for (int t = 0; t < steps; t++)
        {
            var source = from.At(t);
            var result = to.At(t);
            for (int i = 0; i < source.Length; i++)
            {
                float x = offsets.IsEmpty ? source[i] : source[i] - offsets[i / Lanes];
                result[i] = x * factors[i / Lanes];
            }
        }
    }
}
