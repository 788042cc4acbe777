using Lstm.Training.Engine.Kernels;

namespace Lstm.Training.Engine;

/// <summary>What is done with a gradient.</summary>
internal interface IGradientStep
{
    /// <summary>What the dropout of the next window is drawn from.</summary>
    ulong DropoutSeed { get; }

    /// <summary>Uses the gradient, which may be changed.</summary>
    /// <param name="gradient">The gradient, laid out as the parameters.</param>
    /// <param name="workers">Threads that may help.</param>
    void Take(AlignedBuffer gradient, ShardWorkers workers);
}
