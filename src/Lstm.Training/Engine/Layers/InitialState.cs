using System;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>The states that a recurrent layer begins with, where they are weights: into every lane, and their gradient out of all of them.</summary>
/// <param name="layout">Where the layer's weights stand.</param>
/// <param name="spec">The layer.</param>
internal sealed class InitialState(PartLayout layout, RecurrentLayerSpec spec)
{
    private const int Lanes = LaneKernels.Lanes;

    private readonly int hiddenStart = LayoutBuilder.PeepholeLength(spec);

    /// <summary>Begins a sequence: with h0 and c0, or zeros.</summary>
    public void Reset(ModelWeights weights, Span<float> hidden, Span<float> cell)
    {
        hidden.Clear();
        cell.Clear();
        if (spec.InitialState)
        {
            Spread(layout.Vector(weights.Parameters.Values, hiddenStart, hidden.Length / Lanes), hidden);
            Spread(layout.Vector(weights.Parameters.Values, hiddenStart + spec.StateSize, cell.Length / Lanes), cell);
        }
    }

    /// <summary>Writes the gradients of h0 and c0 from those of the states before the first step.</summary>
    public void Backward(ShardWindow window, ReadOnlySpan<float> hidden, ReadOnlySpan<float> cell, Span<float> gradient)
    {
        if (spec.InitialState)
        {
            Sum(window, hidden, layout.Vector(gradient, hiddenStart, hidden.Length / Lanes));
            Sum(window, cell, layout.Vector(gradient, hiddenStart + spec.StateSize, cell.Length / Lanes));
        }
    }

    private static void Spread(ReadOnlySpan<float> values, Span<float> lanes)
    {
        for (int i = 0; i < values.Length; i++)
        {
            lanes.Slice(i * Lanes, Lanes).Fill(Exponential.FlushTiny(values[i]));
        }
    }

    /// <summary>A window that continues from another begins with states that are no weights.</summary>
    private static void Sum(ShardWindow window, ReadOnlySpan<float> lanes, Span<float> sums)
    {
        if (window.Start == 0)
        {
            LaneSums.Write(lanes, sums);
        }
        else
        {
            sums.Clear();
        }
    }
}
