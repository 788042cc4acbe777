using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Models;

/// <summary>What a weight file tells about itself: what goes in, what comes out, and how its data was read.</summary>
/// <param name="Task">What kind of answer it gives.</param>
/// <param name="Inputs">The columns that go in; empty for tokens.</param>
/// <param name="Outputs">What comes out: columns, or classes.</param>
/// <param name="Tokens">The tokens of a text by their indices; empty where inputs are numbers.</param>
/// <param name="HasUnknownToken">Whether the first token stands for those that are not known.</param>
/// <param name="Loss">What training made small.</param>
/// <param name="Data">How its data was read, without the paths.</param>
public sealed record ModelCard(
    TaskKind Task,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<string> Tokens,
    bool HasUnknownToken,
    string Loss,
    DataOptions Data)
{
    /// <summary>How inputs were brought to one scale in training; null in cards that do not say.</summary>
    public Scaling? InputScaling { get; init; }

    /// <summary>Likewise for targets.</summary>
    public Scaling? TargetScaling { get; init; }

    /// <summary>The scale of each input in training, which is folded into the first layer's weights, or stands in the layer that scales inputs; null where inputs had their own units.</summary>
    public ColumnScales? InputScales { get; init; }

    /// <summary>The scale of each target in training, which is folded into the last layer's weights; null where targets had their own units.</summary>
    public ColumnScales? TargetScales { get; init; }

    /// <summary>The thresholds that were chosen, with what they came to; null where none was.</summary>
    public IReadOnlyList<OperatingPoint>? OperatingPoints { get; init; }

    /// <summary>Of a detector, what its score is scaled by, and its threshold; null otherwise.</summary>
    public AnomalyScale? Anomaly { get; init; }

    /// <summary>How probabilities were calibrated; null where they were not.</summary>
    public CalibrationResult? Calibration { get; init; }

    /// <summary>The weights that training started from; null for random ones.</summary>
    public WeightsOrigin? Origin { get; init; }

    /// <summary>What naive forecasts of its targets are made from; null in cards that do not say.</summary>
    public TargetStatistics? Targets { get; init; }

    /// <summary>Which data it learnt from; null in cards that do not say.</summary>
    public TrainingSource? LearntFrom { get; init; }

    /// <summary>How the network was trained, as options of lstm train; null where none of them was chosen from the data.</summary>
    public string? Training { get; init; }

    /// <summary>The metadata key under which a weight file carries its card.</summary>
    public const string Key = "lstm.card";

    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, // a cap that is none
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The classes it tells apart; empty where it gives numbers.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Classes => Task is TaskKind.Classification or TaskKind.NextToken ? Outputs : [];

    /// <summary>The card of a network that learns from <paramref name="data"/>.</summary>
    public static ModelCard Of(TaskKind task, DataSet data, DataOptions options, string loss)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var kept = options with
        {
            Path = "",
            ValidationPath = null,
            TestPath = null,
            Split = null,
            Format = data.Format,
            Inputs = data.Vocabulary is null ? data.InputColumns : null,
            Categorical = data.Categorical,
            Time = data.Time,
            InputScaling = Scaling.None,
            TargetScaling = Scaling.None,
            Target = options.Target switch
            {
                RemainingStepsTarget remaining => remaining with { TestEndsPath = null },
                WaveTarget wave => wave with { Path = "" },
                LabelFileTarget => new FolderTarget(),
                // By name, also where they were given by number: other data may have its columns in another order.
                NumberTarget => new NumberTarget(data.TargetNames),
                ClassTarget => new ClassTarget(data.TargetNames[0]),
                var other => other,
            },
        };
        return new ModelCard(task, data.InputNames, data.OutputNames, data.Vocabulary?.Tokens ?? [], data.Vocabulary?.HasUnknown ?? false, loss, kept)
        {
            InputScaling = data.InputScaling is null ? Scaling.None : options.InputScaling,
            TargetScaling = data.TargetScaling is null ? Scaling.None : options.TargetScaling,
            InputScales = ColumnScales.Of(data.InputScaling),
            TargetScales = ColumnScales.Of(data.TargetScaling),
        };
    }

    /// <summary>How to read other data for this network.</summary>
    public DataOptions Reading(string path) => Data with
    {
        Path = path,
        KnownClasses = Task == TaskKind.Classification ? Outputs : null,
        KnownVocabulary = Tokens.Count > 0 ? new Vocabulary(Tokens, HasUnknownToken) : null,
    };

    /// <summary>The card as a line of text.</summary>
    public string ToText() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a card.</summary>
    /// <exception cref="JsonException">The text is no card.</exception>
    public static ModelCard Parse(string text) => JsonSerializer.Deserialize<ModelCard>(text, Json) ?? throw new JsonException("The card is empty.");
}
