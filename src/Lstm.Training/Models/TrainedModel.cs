using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Formats.Common;
using Lstm.Training.Weights;

namespace Lstm.Training.Models;

/// <summary>A spec with its weight file.</summary>
/// <param name="Spec">The network.</param>
/// <param name="WeightsPath">The weight file.</param>
/// <param name="File">The weight file's content.</param>
/// <param name="Card">What the file tells about itself; null if it was not written by this trainer.</param>
public sealed record TrainedModel(ModelSpec Spec, string WeightsPath, WeightFile File, ModelCard? Card)
{
    /// <summary>Reads both files and checks that they belong together.</summary>
    /// <param name="spec">The spec file.</param>
    /// <param name="weights">The weight file; null for the one beside the spec.</param>
    /// <exception cref="SpecException">The spec cannot be used.</exception>
    /// <exception cref="LstmWeightException">The weights cannot be used.</exception>
    public static TrainedModel Open(string spec, string? weights)
    {
        var model = SpecFile.Read(spec);
        string path = weights ?? ModelFiles.Weights(spec);
        var file = WeightFile.Open(path);
        string hash = SpecHash.Of(model);
        if (file.Metadata.TryGetValue(WeightFile.SpecHashKey, out string? found) && found != hash)
        {
            throw new LstmWeightException(path, null, $"the weights of another network (spec {found})", $"those of {spec} (spec {hash}); train it, or undo the change of the spec");
        }
        return new TrainedModel(model, path, file, ReadCard(file));
    }

    /// <summary>Time steps of the windows, each from its beginning, that an imported network was made for; null where it streams.</summary>
    /// <exception cref="LstmWeightException">The file says something else than a number.</exception>
    public int? Window => WindowOf(File);

    /// <summary>The key under which a weight file tells <see cref="Window"/>.</summary>
    public const string WindowKey = "lstm.window";

    /// <summary>What a weight file tells under <see cref="WindowKey"/>; null where it tells nothing.</summary>
    /// <exception cref="LstmWeightException">It is no number of time steps.</exception>
    internal static int? WindowOf(WeightFile file) => !file.Metadata.TryGetValue(WindowKey, out string? text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int steps) && steps > 0 ? steps
        : throw new LstmWeightException(file.Name, null, $"{WindowKey} {Wording.Quote(text)} in its metadata", "a whole number of time steps from 1 on");

    /// <summary>A tensor's values by its name, row by row.</summary>
    public float[] Tensor(string name) => File.ReadAll(name);

    /// <summary>Between which values each input is plausible; unbounded where the weight file says nothing.</summary>
    /// <exception cref="LstmWeightException">The file's ranges are malformed.</exception>
    public InputRanges Ranges => InputRanges.Of(File, Spec.InputSize);

    /// <summary>From which value on each output means yes; none chosen where the weight file says nothing.</summary>
    /// <exception cref="LstmWeightException">The file's thresholds are malformed.</exception>
    public OutputThresholds Thresholds => OutputThresholds.Of(File, Spec.OutputSize);

    /// <summary>Writes a weight file with a card and the inputs' plausible ranges, if there are any; the same network, card and ranges give the same bytes.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="spec">The network.</param>
    /// <param name="tensors">Row by row, by their names.</param>
    /// <param name="card">What the file tells about itself.</param>
    /// <param name="ranges">Between which values each input is plausible; null to say nothing.</param>
    /// <param name="window">Time steps of the windows, each from its beginning, that the network is made for; null where it streams.</param>
    /// <param name="thresholds">From which value on each output means yes; null to say nothing.</param>
    public static void Save(string path, ModelSpec spec, IReadOnlyDictionary<string, float[]> tensors, ModelCard card, InputRanges? ranges = null, int? window = null, OutputThresholds? thresholds = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(card);
        Writer(spec, tensors, card.ToText(), ranges, window, thresholds).Save(path);
    }

    /// <summary>A network's weight file, with what it tells beside the tensors; null is left out.</summary>
    internal static WeightFileWriter Writer(ModelSpec spec, IReadOnlyDictionary<string, float[]> tensors, string? card, InputRanges? ranges, int? window, OutputThresholds? thresholds = null)
    {
        var file = new WeightFileWriter(SpecHash.Of(spec));
        foreach (var (key, value) in new[] { (ModelCard.Key, card), (InputRanges.MetadataKey, ranges?.ToString()), (OutputThresholds.MetadataKey, thresholds?.ToString()), (WindowKey, window?.ToString(CultureInfo.InvariantCulture)) })
        {
            if (value is not null)
            {
                file.AddMetadata(key, value);
            }
        }
        foreach (var (layer, size) in spec.Layers.Zip(spec.Sizes))
        {
            foreach (string name in TensorNames.Of(layer))
            {
                float[] values = tensors[name];
                file.Add(name, values, layer is ScaleLayerSpec && values.Length == 1 ? [1] : TensorNames.ShapeOf(layer, name, size.Input));
            }
        }
        return file;
    }

    private static ModelCard? ReadCard(WeightFile file)
    {
        try
        {
            return file.Metadata.TryGetValue(ModelCard.Key, out string? text) ? ModelCard.Parse(text) : null;
        }
        catch (JsonException exception)
        {
            throw new LstmWeightException(file.Name, null, $"a card that cannot be read ({exception.Message})", "one that this version of the trainer wrote", exception);
        }
    }
}
