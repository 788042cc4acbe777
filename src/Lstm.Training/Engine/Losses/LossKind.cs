namespace Lstm.Training.Engine.Losses;

/// <summary>What training makes small. Means are over every target there is; those that are missing (NaN, class −1) do not count.</summary>
public enum LossKind
{
    /// <summary>The mean of e², e = y − target.</summary>
    MeanSquared,

    /// <summary>The mean of |e|.</summary>
    MeanAbsolute,

    /// <summary>The mean of e²/2 where |e| ≤ δ, of δ(|e| − δ/2) elsewhere.</summary>
    Huber,

    /// <summary>The mean of −ln y_class; the last layer is a dense one with softmax.</summary>
    CrossEntropy,

    /// <summary>The mean of −(target·ln y + (1 − target)·ln(1 − y)); the last layer is a dense one with sigmoid.</summary>
    BinaryCrossEntropy,

    /// <summary>Error-to-signal ratio: Σ e'² / Σ target'², where x'_t = x_t − a·x_{t-1} emphasises high frequencies (Wright et al. 2020).</summary>
    ErrorToSignal,

    /// <summary>The mean of max(τ e, (τ − 1) e), e = target − y, over each target's quantiles τ, of which each is an output (Koenker and Bassett 1978).</summary>
    Quantile,

    /// <summary>
    /// Of each output of a network that branches what its activation asks for: over a sigmoid the binary cross-entropy, over a softmax the cross-entropy
    /// (its targets are a number for each class, which sum to 1), elsewhere e². The mean over all targets of all outputs.
    /// </summary>
    Heads,
}
