using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>The sum, product or concatenation of several outputs, which come in one behind the other.</summary>
internal sealed class JoinShardLayer : ShardLayer
{
    private readonly JoinLayerSpec spec;
    private readonly int size; // of what comes out

    /// <param name="spec">The layer.</param>
    /// <param name="inputSize">Values that come in, from all together.</param>
    /// <param name="steps">The most time steps at once.</param>
    [SetsRequiredMembers]
    public JoinShardLayer(JoinLayerSpec spec, int inputSize, int steps)
    {
        this.spec = spec;
        size = spec.OutputSize(inputSize);
        Input = LaneRows.Allocate(steps, inputSize);
        OutputGradient = LaneRows.Allocate(steps, size);
    }

    /// <inheritdoc/>
    public override void Forward(ModelWeights weights, ShardWindow window)
    {
        int values = size * LaneKernels.Lanes;
        for (int t = 0; t < window.Steps; t++)
        {
            ReadOnlySpan<float> taken = Input.At(t);
            var output = Output.At(t);
            taken[..values].CopyTo(output);
            for (int k = 1; k < spec.Count && spec.Kind != JoinKind.Concat; k++)
            {
                var other = taken.Slice(k * values, values);
                for (int i = 0; i < values; i++)
                {
                    output[i] = spec.Kind == JoinKind.Add ? output[i] + other[i] : output[i] * other[i];
                }
            }
            if (spec.Kind != JoinKind.Concat)
            {
                ref float first = ref MemoryMarshal.GetReference(output);
                Exponential.FlushTiny(ref first, ref first, (nuint)values);
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(ModelWeights weights, ShardWindow window, Span<float> gradient)
    {
        int values = size * LaneKernels.Lanes;
        for (int t = 0; t < window.Steps && InputGradient is { } below; t++)
        {
            ReadOnlySpan<float> slopes = OutputGradient.At(t), taken = Input.At(t);
            var down = below.At(t);
            for (int k = 0; k < down.Length / values; k++)
            {
                var part = down.Slice(k * values, values);
                slopes.CopyTo(part);
                for (int other = 0; other < spec.Count && spec.Kind == JoinKind.Multiply; other++)
                {
                    if (other != k)
                    {
                        Multiply(part, taken.Slice(other * values, values));
                    }
                }
            }
        }
    }

    private static void Multiply(Span<float> values, ReadOnlySpan<float> factors)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= factors[i];
        }
    }
}
