using Lstm.Trainer.Data;
using Lstm.Trainer.Training;

namespace Lstm.Trainer.Runs;

/// <summary>What somebody asks of a training run. What is null is chosen from the spec and the data.</summary>
/// <param name="SpecPath">The spec file.</param>
/// <param name="Data">The data and how to read it; its scalings are those of the next two.</param>
/// <param name="InputScaling">How inputs are brought to one scale.</param>
/// <param name="TargetScaling">How targets are.</param>
/// <param name="Loss">What is to become small.</param>
/// <param name="Training">How; its loss is that of <paramref name="Loss"/>.</param>
/// <param name="Files">Where the results go.</param>
/// <param name="Resume">Whether to go on from the checkpoint.</param>
/// <param name="TraceSequence">Whose gates the report shows: a sequence's name or a part of it; null for the first of the last part.</param>
/// <param name="CommandLine">For the report.</param>
public sealed record RunRequest(
    string SpecPath,
    DataOptions Data,
    Scaling? InputScaling,
    Scaling? TargetScaling,
    LossOptions? Loss,
    TrainingOptions Training,
    RunFiles Files,
    bool Resume,
    string? TraceSequence,
    string CommandLine)
{
    /// <summary>How much rare targets count; null for all the same.</summary>
    public TargetWeighting? Weighting { get; init; }

    /// <summary>Plausible ranges of inputs that somebody knows better than the training data shows.</summary>
    public RangeChoice Ranges { get; init; } = new([]);
}

/// <summary>Where the results of a training run go.</summary>
/// <param name="Weights">The weight file.</param>
/// <param name="Checkpoint">Written after every epoch.</param>
/// <param name="Report">The HTML page; null for none.</param>
public sealed record RunFiles(string Weights, string Checkpoint, string? Report);
