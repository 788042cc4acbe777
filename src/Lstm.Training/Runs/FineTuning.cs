using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Models;

namespace Lstm.Training.Runs;

/// <summary>Training that starts from weights that have learned already.</summary>
/// <param name="From">The weights.</param>
public sealed record FineTuning(StartingWeights From)
{
    /// <summary>The layers whose weights stay as they are, by the names that <c>lstm inspect</c> shows, e.g. lstm0, or their own in the spec.</summary>
    public IReadOnlyList<string> Freeze { get; init; } = [];

    /// <summary>
    /// Whether the scaling of inputs and targets is fitted to the new training data, and the weights taken for such data; else it stays that of the
    /// training that made the weights, and training begins with the very function that they compute.
    /// </summary>
    public bool RefitScaling { get; init; }

    /// <summary>Data that the network knows and is to keep: it takes part in training beside the new data. Null for none.</summary>
    public string? KeptData { get; init; }

    /// <summary>By how much the loss on <see cref="KeptData"/> may rise, as a share of what it was; more, and nothing is written. Null for any rise.</summary>
    public double? MostRise { get; init; }

    /// <summary>
    /// What training may take for learning rate without being told: a tenth of that from random weights. Adam moves a weight by about the rate at
    /// each step, and what is learned already should move less far than what has still to be found.
    /// </summary>
    public const float UsualLearningRate = 1e-4f;

    /// <summary>Where the weights come from, for the card.</summary>
    public WeightsOrigin Origin => new(System.IO.Path.GetFileName(From.Path), From.Digest, Freeze);

    /// <summary>How inputs were scaled in the training that made the weights, none where the file does not say; null to choose anew.</summary>
    internal Scaling? KeptInputScaling => RefitScaling ? null : From.Card?.InputScaling ?? Scaling.None;

    /// <summary>The same for targets.</summary>
    internal Scaling? KeptTargetScaling => RefitScaling ? null : From.Card?.TargetScaling ?? Scaling.None;

    /// <summary>What training starts from: the weights as they are for data that is scaled as this data is.</summary>
    /// <exception cref="RunException">A layer to freeze is none, or has nothing to freeze, nothing is left to train, or nobody knows what scaling is in the weights.</exception>
    internal TrainingStart Start(ModelSpec spec, DataSet data)
    {
        var frozen = FrozenLayers(spec, data);
        if (RefitScaling && From.IsScaledByUnknown)
        {
            throw new RunException($"--refit-scaling: {From.Path} was written by a version that did not record which scaling is folded into its weights. Without --refit-scaling training begins with the very function that they compute.");
        }
        // Weights of unknown scaling compute the same for any: then it is that of the new data, which are scaled by it.
        var inputs = From.InputScaling ?? (RefitScaling ? null : data.InputScaling);
        var targets = From.TargetScaling ?? (RefitScaling ? null : data.TargetScaling);
        return new TrainingStart(Folding.Unfold(new WeightedModel(spec, From.Tensors), FirstLayerScaling.IsIn(spec) ? null : inputs, targets).Tensors, frozen);
    }

    /// <summary>The tensors of frozen layers as they were, to the bit, and the others as training made them.</summary>
    internal IReadOnlyDictionary<string, float[]> Kept(ModelSpec spec, IReadOnlyList<int> frozen, IReadOnlyDictionary<string, float[]> trained)
    {
        var names = frozen.SelectMany(layer => TensorNames.Of(spec.Layers[layer])).ToHashSet();
        return trained.ToDictionary(tensor => tensor.Key, tensor => names.Contains(tensor.Key) ? From.Tensors[tensor.Key] : tensor.Value);
    }

    private int[] FrozenLayers(ModelSpec spec, DataSet data)
    {
        var names = LayerLabel.Names(spec);
        var layers = new NetworkParameters(spec).Layers;
        string[] trainable = [.. names.Where((_, index) => layers[index].IsTrainable)];
        int[] frozen = [.. Freeze.Select(name => Index(spec, name, trainable)).Distinct().Order()];
        if (frozen.Length == trainable.Length)
        {
            throw new RunException($"--freeze {string.Join(',', Freeze)}: every layer that has weights is frozen; leave one of {string.Join(", ", trainable)} to train.");
        }
        if (RefitScaling)
        {
            RequireNotFolded(frozen.Contains(0) && data.InputScaling is not null && !data.NetworkScalesInputs, names[0], "inputs");
            RequireNotFolded(frozen.Contains(spec.Layers.Count - 1) && data.TargetScaling is not null, names[^1], "targets");
        }
        return frozen;
    }

    private static int Index(ModelSpec spec, string name, string[] trainable)
    {
        int index = LayerLabel.IndexOf(spec, name);
        return index < 0 ? throw new RunException($"--freeze: there is no layer {Wording.Quote(name)}{Wording.Advice(Suggestion.Nearest(name, trainable), trainable)}")
            : !trainable.Contains(LayerLabel.Names(spec)[index]) ? throw new RunException($"--freeze: layer {Wording.Quote(name)} has nothing to train; layers that do: {string.Join(", ", trainable)}.")
            : index;
    }

    private static void RequireNotFolded(bool clashes, string layer, string what)
    {
        if (clashes)
        {
            throw new RunException($"--refit-scaling changes the weights of {layer}, which the scaling of the {what} is folded into, and --freeze {layer} keeps them; leave one of the two out.");
        }
    }
}
