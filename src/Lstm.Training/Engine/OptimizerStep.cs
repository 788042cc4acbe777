using System;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Optimizers;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine;

/// <summary>Clips a gradient and gives it to the optimiser, at the rate that the schedule says; then packs the weights anew.</summary>
internal sealed class OptimizerStep : IGradientStep
{
    private readonly ModelWeights model;
    private readonly Optimizer optimizer;
    private readonly TrainingOptions options;
    private readonly Xoshiro256 random;
    private readonly Action<int> update;
    private readonly Action<int> pack;
    private AlignedBuffer? gradient;
    private double factor;
    private int pieces;

    /// <param name="model">The weights.</param>
    /// <param name="optimizer">What moves them.</param>
    /// <param name="options">Clipping, schedule, rates.</param>
    /// <param name="random">Where dropout's seeds come from.</param>
    public OptimizerStep(ModelWeights model, Optimizer optimizer, TrainingOptions options, Xoshiro256 random)
    {
        this.model = model;
        this.optimizer = optimizer;
        this.options = options;
        this.random = random;
        update = piece => this.optimizer.Update(gradient!.Span, Rate, piece, pieces);
        pack = piece => this.model.Pack(piece, pieces);
    }

    /// <inheritdoc/>
    public ulong DropoutSeed => random.NextBits();

    /// <summary>The rate of the last step.</summary>
    public float Rate { get; private set; }

    /// <summary>Asks the schedule.</summary>
    public void BeginEpoch(EpochHistory history)
    {
        var schedule = options.Schedule;
        factor = schedule.Factor(history.Epochs.Count, options.Epochs, history.Plateaus(schedule.PlateauPatience));
    }

    /// <inheritdoc/>
    public void Take(AlignedBuffer gradient, ShardWorkers workers)
    {
        this.gradient = gradient;
        foreach (var layer in model.Parameters.Layers)
        {
            if (layer.IsFrozen)
            {
                gradient.Span.Slice(layer.Offset, layer.Length).Clear(); // no part of the length that is clipped
            }
        }
        if (options.ClipNorm is { } longest)
        {
            GradientNorm.Clip(gradient.Span, longest);
        }
        double rise = options.WarmUpSteps == 0 ? 1 : Math.Min(1.0, (optimizer.Steps + 1.0) / options.WarmUpSteps);
        Rate = (float)(options.Optimizer.LearningRate * factor * rise);
        optimizer.Steps++;
        pieces = Pieces.Count(model.Parameters.Values.Length, workers.Count);
        workers.Run(pieces, update);
        workers.Run(pieces, pack);
    }
}
