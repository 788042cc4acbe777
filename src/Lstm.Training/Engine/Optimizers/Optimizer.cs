using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.InteropServices;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Training.Engine.Optimizers;

/// <summary>Moves weights against their gradient. Elementwise and IEEE-exact: the same bits at every width of vector.</summary>
internal abstract class Optimizer
{
    private readonly NetworkParameters parameters;
    private readonly AlignedBuffer[] moments;

    protected Optimizer(NetworkParameters parameters, OptimizerOptions options, int moments)
    {
        this.parameters = parameters;
        Options = options;
        this.moments = new AlignedBuffer[moments];
        for (int i = 0; i < moments; i++)
        {
            this.moments[i] = new AlignedBuffer(parameters.Values.Length);
        }
    }

    /// <summary>Running means, each laid out as the parameters.</summary>
    public IReadOnlyList<AlignedBuffer> Moments => moments;

    /// <summary>Steps taken so far.</summary>
    public int Steps { get; set; }

    protected OptimizerOptions Options { get; }

    public static Optimizer Create(NetworkParameters parameters, OptimizerOptions options) => options.Kind switch
    {
        OptimizerKind.Adam or OptimizerKind.AdamW => new AdamOptimizer(parameters, options),
        OptimizerKind.Sgd => new MomentumOptimizer(parameters, options),
        OptimizerKind.RmsProp => new RmsPropOptimizer(parameters, options),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "There is no such optimiser."),
    };

    /// <summary>One step; <see cref="Steps"/> counts it.</summary>
    /// <param name="gradient">The gradient, laid out as the parameters.</param>
    /// <param name="rate">The learning rate.</param>
    public void Step(Span<float> gradient, float rate)
    {
        Steps++;
        Update(gradient, rate, 0, 1);
    }

    /// <summary>Moves some of the weights by the step that <see cref="Steps"/> says.</summary>
    /// <param name="gradient">The gradient, laid out as the parameters.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="piece">Which piece of each layer.</param>
    /// <param name="pieces">How many pieces make the whole.</param>
    public void Update(Span<float> gradient, float rate, int piece, int pieces)
    {
        foreach (var layer in parameters.Layers)
        {
            if (layer.IsTrained)
            {
                var part = Pieces.Part(layer.Length, piece, pieces);
                var range = (layer.Offset + part.Start.Value)..(layer.Offset + part.End.Value);
                Update(Vectors(parameters.Values, range), Vectors(gradient, range), rate, range);
            }
        }
    }

    /// <summary>Moves the weights of a range.</summary>
    protected abstract void Update(Span<Vector<float>> weights, ReadOnlySpan<Vector<float>> gradient, float rate, Range range);

    /// <summary>The part of a moment that belongs to a range of the weights.</summary>
    protected Span<Vector<float>> Moment(int index, Range range) => Vectors(moments[index].Span, range);

    private static Span<Vector<float>> Vectors(Span<float> values, Range range) => MemoryMarshal.Cast<float, Vector<float>>(values[range]);
}
