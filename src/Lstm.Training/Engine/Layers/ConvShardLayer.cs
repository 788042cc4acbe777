using System;
using System.Diagnostics.CodeAnalysis;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>A causal convolution over time steps: for each step the steps it sees side by side, then as a dense layer.</summary>
internal sealed class ConvShardLayer : ShardLayer
{
    private const int Lanes = LaneKernels.Lanes;

    private readonly LaneKernels kernels;
    private readonly ConvLayerSpec spec;
    private readonly int channels;
    private readonly int history;
    private readonly MatrixColumns columns; // 1, and for each channel what its taps see
    private readonly LaneRows padded;       // what was before the first step, then x_t
    private readonly LaneRows seenGradient;

    /// <param name="kernels">The inner loops.</param>
    /// <param name="layout">Where the layer's weights stand.</param>
    /// <param name="steps">The most time steps at once.</param>
    [SetsRequiredMembers]
    public ConvShardLayer(LaneKernels kernels, LayerLayout layout, int steps)
    {
        this.kernels = kernels;
        spec = (ConvLayerSpec)layout.Spec;
        channels = layout.InputSize;
        history = checked((int)spec.History);
        columns = new MatrixColumns(kernels, layout.Part.Matrix, steps);
        padded = LaneRows.Allocate(checked(history + steps), channels);
        Input = padded with { Offset = padded.Offset + (history * padded.StepStride) };
        OutputGradient = LaneRows.Allocate(steps, spec.Filters);
        seenGradient = LaneRows.Allocate(1, checked(channels * spec.Kernel));
    }

    /// <inheritdoc/>
    public override void ResetState(ModelWeights weights)
    {
        for (int t = 0; t < history; t++)
        {
            padded.At(t).Clear();
        }
    }

    /// <inheritdoc/>
    public override void CarryState(int steps)
    {
        for (int t = 0; t < history; t++)
        {
            padded.At(steps + t).CopyTo(padded.At(t));
        }
    }

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window)
    {
        for (int t = 0; t < window.Steps; t++)
        {
            Gather(t, columns.Input.At(t));
            var output = Output.At(t);
            columns.Multiply(weights, t, output);
            kernels.ActivateAny(spec.Activation, output);
        }
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        for (int t = 0; t < window.Steps && InputGradient is { } below; t++)
        {
            below.At(t).Clear();
        }
        for (int t = 0; t < window.Steps; t++)
        {
            var sums = OutputGradient.At(t);
            kernels.ActivateAnyBackward(spec.Activation, Output.At(t), sums);
            if (InputGradient is { } below)
            {
                columns.ToInput(weights, sums, seenGradient.At(0));
                Scatter(seenGradient.At(0), t, below);
            }
        }
        columns.WriteGradient(OutputGradient, window.Steps, gradient);
    }

    /// <summary>What the output of a step sees, channel by channel, as the rows of the weight file have it.</summary>
    private void Gather(int t, Span<float> seen)
    {
        for (int tap = 0; tap < spec.Kernel; tap++)
        {
            var x = padded.At(t + (tap * spec.Dilation));
            for (int channel = 0; channel < channels; channel++)
            {
                x.Slice(channel * Lanes, Lanes).CopyTo(seen[(((channel * spec.Kernel) + tap) * Lanes)..]);
            }
        }
    }

    /// <summary>Adds the gradient of what the output of a step sees to the steps where it stands; before the first there is nothing to learn.</summary>
    private void Scatter(ReadOnlySpan<float> seen, int t, LaneRows below)
    {
        for (int tap = 0; tap < spec.Kernel; tap++)
        {
            int step = t + (tap * spec.Dilation) - history;
            for (int channel = 0; channel < channels && step >= 0; channel++)
            {
                kernels.Add(below.At(step).Slice(channel * Lanes, Lanes), seen.Slice(((channel * spec.Kernel) + tap) * Lanes, Lanes));
            }
        }
    }
}
