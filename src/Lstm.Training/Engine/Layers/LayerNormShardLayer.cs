using System;
using System.Diagnostics.CodeAnalysis;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>Layer normalisation of each time step.</summary>
internal sealed class LayerNormShardLayer : ShardLayer
{
    private readonly LaneKernels kernels;
    private readonly LayerLayout layout;
    private readonly LayerNormLayerSpec spec;
    private readonly LaneRows normalized;
    private readonly LaneRows deviations;
    private readonly float[] weightGradient; // of each lane
    private readonly float[] biasGradient;

    /// <param name="kernels">The inner loops.</param>
    /// <param name="layout">Where the factors and biases stand.</param>
    /// <param name="steps">The most time steps at once.</param>
    [SetsRequiredMembers]
    public LayerNormShardLayer(LaneKernels kernels, LayerLayout layout, int steps)
    {
        this.kernels = kernels;
        this.layout = layout;
        spec = (LayerNormLayerSpec)layout.Spec;
        Input = LaneRows.Allocate(steps, layout.InputSize);
        OutputGradient = LaneRows.Allocate(steps, layout.InputSize);
        normalized = LaneRows.Allocate(steps, layout.InputSize);
        deviations = LaneRows.Allocate(steps, 1);
        weightGradient = new float[layout.InputSize * LaneKernels.Lanes];
        biasGradient = new float[spec.Bias ? weightGradient.Length : 0];
    }

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window)
    {
        for (int t = 0; t < window.Steps; t++)
        {
            kernels.NormForward(spec.Epsilon, Weight(weights.Parameters.Values), Bias(weights.Parameters.Values), Input.At(t), normalized.At(t), deviations.At(t), Output.At(t));
        }
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        Array.Clear(weightGradient);
        Array.Clear(biasGradient);
        for (int t = 0; t < window.Steps; t++)
        {
            var above = OutputGradient.At(t);
            kernels.AddProducts(weightGradient, normalized.At(t), above);
            if (spec.Bias)
            {
                kernels.Add(biasGradient, above);
            }
            if (InputGradient is { } below)
            {
                kernels.NormBackward(Weight(weights.Parameters.Values), normalized.At(t), deviations.At(t), above, below.At(t));
            }
        }
        LaneSums.Write(weightGradient, Weight(gradient));
        LaneSums.Write(biasGradient, Bias(gradient));
    }

    private Span<float> Weight(Span<float> values) => layout.Part.Vector(values, 0, layout.InputSize);

    private Span<float> Bias(Span<float> values) => spec.Bias ? layout.Part.Vector(values, layout.InputSize, layout.InputSize) : [];
}
