using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Ranks;
using Lstm.Training.Models;

namespace Lstm.Training.Runs;

/// <summary>What somebody asks of a training run. What is null is chosen from the spec and the data.</summary>
public sealed record RunRequest
{
    /// <summary>The spec file.</summary>
    public required string SpecPath { get; init; }

    /// <summary>The data and how to read it; its scalings are those of the next two.</summary>
    public required DataOptions Data { get; init; }

    /// <summary>How inputs are brought to one scale.</summary>
    public Scaling? InputScaling { get; init; }

    /// <summary>How targets are.</summary>
    public Scaling? TargetScaling { get; init; }

    /// <summary>What is to become small.</summary>
    public LossOptions? Loss { get; init; }

    /// <summary>γ of the focal loss, over classes or over yes and no, whichever the loss is; 0 for none.</summary>
    public int Focus { get; init; }

    /// <summary>How; its loss is that of <see cref="Loss"/>.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Which of the options of <see cref="Training"/> are chosen from spec and data instead.</summary>
    public PlannedOptions Planned { get; init; }

    /// <summary>How training sequences are cut; null to leave them whole, or to choose.</summary>
    public WarmedWindows? TrainingWindows { get; init; }

    /// <summary>Where the results go.</summary>
    public required RunFiles Files { get; init; }

    /// <summary>
    /// Bytes that the data's numbers take in memory at most; what is beyond goes to temporary files, which nobody has to remove. Null for half of the memory there
    /// is, shared by all ranks.
    /// </summary>
    public long? MostInMemory { get; init; }

    /// <summary>Where those files go; null for the checkpoint's folder.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Whether to resume from the checkpoint.</summary>
    public bool Resume { get; init; }

    /// <summary>Whose gates the report shows: a sequence's name or a part of it; null for the first of the last part.</summary>
    public string? TraceSequence { get; init; }

    /// <summary>For the report: what the run was started by.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>Whether the network is measured at the end and its weights, record and report are written; else there is the checkpoint alone.</summary>
    public bool Measures { get; init; } = true;

    /// <summary>The weights to start from; null for random ones.</summary>
    public FineTuning? FineTuning { get; init; }

    /// <summary>By what thresholds are chosen on the validation part after training; null for none.</summary>
    public ThresholdChoice? Threshold { get; init; }

    /// <summary>Whether the spec must be an anomaly detector's.</summary>
    public bool WantsDetector { get; init; }

    /// <summary>Of a detector, the time steps that its score is smoothed over, 1 for none; null for the usual.</summary>
    public int? Smoothing { get; init; }

    /// <summary>Whether probabilities are calibrated on the validation part after training, by temperature.</summary>
    public bool Calibrates { get; init; }

    /// <summary>How much rare targets count; null for all the same.</summary>
    public TargetWeighting? Weighting { get; init; }

    /// <summary>How much each output of a network with several counts; null for all the same.</summary>
    public OutputWeighting? OutputWeighting { get; init; }

    /// <summary>The processes that train together; null for this one alone. The first of them writes the results and is told how it goes.</summary>
    public IRanks? Ranks { get; init; }

    /// <summary>Plausible ranges of inputs that somebody knows better than the training data shows.</summary>
    public RangeChoice Ranges { get; init; } = new([]);
}

/// <summary>Where the results of a training run go.</summary>
/// <param name="Weights">The weight file.</param>
/// <param name="Checkpoint">Written after every epoch.</param>
/// <param name="Report">The HTML page; null for none.</param>
public sealed record RunFiles(string Weights, string Checkpoint, string? Report)
{
    /// <summary>What the run was and came to, for <c>lstm compare</c> and later reports; beside the weights.</summary>
    public string Record => ModelFiles.Record(Weights);

    /// <summary>Beside the spec, by its name, without a report.</summary>
    public static RunFiles Beside(string spec) => new(ModelFiles.Weights(spec), ModelFiles.Checkpoint(ModelFiles.Weights(spec)), Report: null);
}
