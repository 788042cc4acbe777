using System;

namespace Lstm.Training.Engine.Optimizers;

/// <summary>How the learning rate changes from epoch to epoch: a factor of the optimiser's rate.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>The factor for an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="epochs">How many there are to be.</param>
    /// <param name="plateaus">How often the best loss has not improved for as long as <see cref="PlateauPatience"/>.</param>
    public abstract double Factor(int epoch, int epochs, int plateaus);

    /// <summary>Epochs without a better loss that make a plateau; the most there are where the schedule does not look at the loss.</summary>
    public virtual int PlateauPatience => int.MaxValue;
}

/// <summary>The same rate throughout.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double Factor(int epoch, int epochs, int plateaus) => 1;
}

/// <summary>Times <paramref name="Decay"/> after every so many epochs.</summary>
/// <param name="Every">Epochs from one change to the next.</param>
/// <param name="Decay">What the rate is multiplied by.</param>
public sealed record StepSchedule(int Every, double Decay) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double Factor(int epoch, int epochs, int plateaus) => Math.Pow(Decay, epoch / Every);
}

/// <summary>Half a cosine from 1 down to <paramref name="Final"/> (Loshchilov and Hutter, "SGDR", 2017, without restarts).</summary>
/// <param name="Final">The factor at the end.</param>
public sealed record CosineSchedule(double Final = 0) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double Factor(int epoch, int epochs, int plateaus) => Final + ((1 - Final) * (1 + Math.Cos(Math.PI * epoch / epochs)) / 2);
}

/// <summary>Times <paramref name="Decay"/> whenever the best loss has not improved for so many epochs.</summary>
/// <param name="Patience">How many.</param>
/// <param name="Decay">What the rate is multiplied by.</param>
/// <param name="Smallest">The factor never falls below this.</param>
public sealed record PlateauSchedule(int Patience = 10, double Decay = 0.1, double Smallest = 1e-4) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override int PlateauPatience => Patience;

    /// <inheritdoc/>
    public override double Factor(int epoch, int epochs, int plateaus) => Math.Max(Smallest, Math.Pow(Decay, plateaus));
}
