using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>A fully connected layer, forward and backward.</summary>
internal sealed class DenseShardLayer : ShardLayer
{
    private readonly LaneKernels kernels;
    private readonly MatrixLayout layout;
    private readonly ActivationSpec activation;
    private readonly bool lossReachesSums;
    private readonly WeightGradient weightGradient;
    private readonly LaneRows columns; // 1 and x_t, and zeros up to a panel
    private readonly LaneRows terms;   // without the zeros: what the matrix is multiplied with

    /// <param name="kernels">The inner loops.</param>
    /// <param name="layer">Where the layer's weights stand.</param>
    /// <param name="steps">The most time steps at once.</param>
    /// <param name="lossReachesSums">Whether <see cref="ShardLayer.OutputGradient"/> holds the gradient of the sums already, the activation's slope included.</param>
    /// <param name="isLast">Whether what comes out is the network's output.</param>
    [SetsRequiredMembers]
    public DenseShardLayer(LaneKernels kernels, LayerLayout layer, int steps, bool lossReachesSums, bool isLast)
    {
        IsLast = isLast;
        this.kernels = kernels;
        layout = layer.Part.Matrix;
        this.lossReachesSums = lossReachesSums;
        activation = ((DenseLayerSpec)layer.Spec).Activation;
        columns = LaneRows.Allocate(steps, layout.RowStride);
        terms = columns.Part(0, layout.Columns);
        Input = columns.Part(layout.InputColumn, layer.InputSize);
        OutputGradient = LaneRows.Allocate(steps, layout.Rows);
        weightGradient = new WeightGradient(kernels, layout, columns, terms);
        if (layout.HasBias)
        {
            for (int t = 0; t < steps; t++)
            {
                columns.Part(0, 1).At(t).Fill(1f);
            }
        }
    }

    /// <summary>Whether the layer below knows that before <see cref="ShardWindow.FirstOutput"/> there is no gradient for it, so that none is written.</summary>
    public bool LeavesOutEarlierSteps { get; set; }

    /// <summary>Whether what comes out is the network's output.</summary>
    public bool IsLast { get; }

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window)
    {
        int start = IsLast ? window.FirstOutput : 0;
        StepProducts.Multiply(kernels, weights.Of(layout).Forward, terms, Output, window.Steps, start);
        for (int t = start; t < window.Steps; t++)
        {
            kernels.ActivateAny(activation, Output.At(t));
        }
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        int start = FirstThatCounts(window.Steps);
        for (int t = start; t < window.Steps && !lossReachesSums; t++)
        {
            kernels.ActivateAnyBackward(activation, Output.At(t), OutputGradient.At(t));
        }
        if (InputGradient is { } below)
        {
            for (int t = LeavesOutEarlierSteps ? window.FirstOutput : 0; t < start; t++)
            {
                below.At(t).Clear();
            }
            StepProducts.Multiply(kernels, weights.Of(layout).ToInput, OutputGradient, below, window.Steps, start);
        }
        weightGradient.Compute(OutputGradient, window.Steps, gradient, start);
    }

    /// <summary>The first time step that has a gradient: where sequences have one target, at their end, none before it has.</summary>
    private int FirstThatCounts(int steps)
    {
        int t = 0;
        while (t < steps && !MemoryMarshal.Cast<float, int>(OutputGradient.At(t)).ContainsAnyExcept(0)) // as whole numbers, many are compared at once
        {
            t++;
        }
        return t;
    }
}
