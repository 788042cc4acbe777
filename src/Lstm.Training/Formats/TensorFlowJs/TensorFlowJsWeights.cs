using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Keras;

namespace Lstm.Training.Formats.TensorFlowJs;

/// <summary>
/// Weights under the names that TensorFlow.js and its converter give them: a layer's name, perhaps with parts before and behind it (the model's name,
/// forward_lstm, lstm_cell), and what the weight is (kernel), or its number.
/// </summary>
internal sealed class TensorFlowJsWeights : KerasWeights
{
    private const string Forward = "/forward_layer/cell", Backward = "/backward_layer/cell";

    private static readonly string[] Parts = [Forward, Backward, "/cell", "/layer"];

    /// <summary>In the order of a layer's weights; none has two of one place.</summary>
    private static readonly string[][] Kinds = [["kernel", "embeddings", "gamma"], ["recurrent_kernel", "beta"], ["bias", "moving_mean"], ["moving_variance"]];

    private readonly ModelSource source;
    private readonly ILookup<string, string[]> byLayer;

    public TensorFlowJsWeights(ModelSource source, IEnumerable<(string Path, KerasVariable Variable)> variables, IReadOnlyCollection<string> layers)
        : base(source, variables)
    {
        this.source = source;
        byLayer = Paths.Select(path => path.Split('/')).Where(parts => Array.Exists(parts, layers.Contains)).ToLookup(parts => parts.First(layers.Contains));
    }

    public override string Next(string type, string? name) => name ?? throw source.Fault(null, $"a layer ({type}) has no name", "one, by which its weights are known");

    protected override string PathOf(string group, int number)
    {
        string? part = Parts.FirstOrDefault(ending => group.EndsWith(ending, StringComparison.Ordinal));
        string layer = part is null ? group : group[..^part.Length];
        string? direction = part switch { Forward => "forward", Backward => "backward", _ => null };
        string[] paths = [.. byLayer[layer].Where(parts => Rank(parts) >= 0 && (direction is null || Array.Exists(parts, one => one.StartsWith(direction, StringComparison.Ordinal)))).OrderBy(Rank).Select(parts => string.Join('/', parts))];
        return number < paths.Length ? paths[number] : throw source.Fault(layer, $"it has {Counted.Of(paths.Length, "weight")}{(direction is null ? "" : $" of its {direction} layer")}", $"one more, number {number}");
    }

    protected override bool IsOfLayer(string path) => !path.Contains("seed_generator", StringComparison.Ordinal);

    private static int Rank(string[] parts) => int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : Array.FindIndex(Kinds, kinds => kinds.Contains(parts[^1]));
}
