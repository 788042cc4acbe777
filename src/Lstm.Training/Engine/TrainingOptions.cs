using System;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Optimizers;

namespace Lstm.Training.Engine;

/// <summary>How a network is trained. Everything here but the number of threads decides the resulting bits.</summary>
public sealed record TrainingOptions
{
    /// <summary>What is to become small.</summary>
    public LossOptions Loss { get; init; } = new(LossKind.MeanSquared);

    /// <summary>How weights follow their gradient.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>How the learning rate changes.</summary>
    public LearningRateSchedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>Steps of the optimiser over which the learning rate rises from zero; 0 for none.</summary>
    public int WarmUpSteps { get; init; }

    /// <summary>Passes over the training sequences.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>
    /// Whether each epoch draws its training sequences so that each class comes up as often as any other, with those of rare classes several times and
    /// some of frequent ones left out, in place of taking each once. The class of a sequence is the rarest that occurs in it.
    /// </summary>
    public bool BalancesSampling { get; init; }

    /// <summary>Sequences that go into one step of the optimiser; best a multiple of 16.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// Time steps over which the error is propagated back: longer sequences are cut into windows of this length, each with a
    /// step of the optimiser, and the states are carried from one to the next. 0 for whole sequences.
    /// </summary>
    public int Window { get; init; }

    /// <summary>The longest gradient (2-norm over all weights); longer ones are shortened. Null for no limit.</summary>
    public float? ClipNorm { get; init; } = 1f;

    /// <summary>The probability with which a recurrent layer's output is dropped on its way to the next one.</summary>
    public float Dropout { get; init; }

    /// <summary>The first bias of forget gates; null to draw it like the other weights.</summary>
    public float? ForgetBias { get; init; } = 1f;

    /// <summary>Epochs without a better loss after which training stops; null for never.</summary>
    public int? Patience { get; init; }

    /// <summary>By how much a loss must be smaller to be better.</summary>
    public double MinImprovement { get; init; }

    /// <summary>What everything random starts from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads that share the work of a step; the result is the same with any number.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentException">One of them does not; the message says which.</exception>
    internal void Check()
    {
        Require(Optimizer.LearningRate > 0f && float.IsFinite(Optimizer.LearningRate), nameof(Optimizer.LearningRate), Optimizer.LearningRate, "above 0");
        Require(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Require(Window >= 0, nameof(Window), Window, "at least 1, or 0 for whole sequences");
        Require(WarmUpSteps >= 0, nameof(WarmUpSteps), WarmUpSteps, "at least 0");
        Require(ClipNorm is null or > 0f, nameof(ClipNorm), ClipNorm, "above 0, or null for no limit");
        Require(Dropout is >= 0f and < 1f, nameof(Dropout), Dropout, "at least 0 and below 1");
        Require(Patience is null or >= 1, nameof(Patience), Patience, "at least 1, or null for never");
        Require(Threads >= 1, nameof(Threads), Threads, "at least 1");
    }

    private static void Require(bool condition, string name, object? value, string expected)
    {
        if (!condition)
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} is {value}; it must be {expected}."));
        }
    }
}
