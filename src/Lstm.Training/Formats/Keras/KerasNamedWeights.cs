using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Hdf5;

namespace Lstm.Training.Formats.Keras;

/// <summary>
/// Weights as .h5 files have them: a group for each layer under its own name, whose attribute weight_names lists its variables in order, trained
/// ones first (Keras, hdf5_format.py and legacy_h5_format.py). A bidirectional layer's are those of its forward layer, then of its backward layer.
/// </summary>
internal sealed class KerasNamedWeights : KerasWeights
{
    private static readonly string[] Parts = ["/forward_layer/cell", "/backward_layer/cell", "/cell", "/layer"];

    private readonly ModelSource source;
    private readonly Dictionary<string, string[]> variables = [];
    private readonly Queue<string> inOrder = new();
    private readonly string root;

    private KerasNamedWeights(ModelSource source, Hdf5File file, string root, IReadOnlyList<string> layers)
        : base(source, file)
    {
        (this.source, this.root) = (source, root);
        foreach (string layer in layers)
        {
            string group = Join(root, layer);
            string[] paths = [.. (Listed(file, group, "weight_names") ?? []).Select(name => Join(group, name))];
            if (!variables.TryAdd(group, paths))
            {
                throw source.Fault("layer_names", $"it names {ModelSource.Quote(layer)} twice", "each layer once");
            }
            if (paths.Length > 0)
            {
                inOrder.Enqueue(group);
            }
        }
    }

    /// <summary>The weights, if the file has this form: of a whole model, or of weights alone.</summary>
    public static KerasNamedWeights? Find(ModelSource source, Hdf5File file)
    {
        foreach (string root in new[] { "model_weights", "" })
        {
            if (Listed(file, root, "layer_names") is { } layers)
            {
                return new(source, file, root, layers);
            }
        }
        return null;
    }

    public override string Next(string type, string? name) =>
        name is not null ? Join(root, name) : inOrder.TryDequeue(out string? next) ? next : throw source.Fault(null, "it has weights of fewer layers than the spec", "as many");

    protected override string PathOf(string group, int number)
    {
        var (paths, owner) = VariablesOf(group);
        return number < paths.Length ? paths[number] : throw source.Fault(owner, $"it has {Counted.Of(paths.Length, "variable")}", $"one more, number {number}");
    }

    // Keras 1 ends their names in _W_i, _U_i, _b_i and so on, TensorFlow with ":0" behind; the candidate is c or h there.
    protected override int[][]? PerGate(string group, string gates)
    {
        gates = gates.Replace('g', 'c').Replace('n', 'h');
        string[] names = [.. VariablesOf(group).Paths.Select(path => path.EndsWith(":0", StringComparison.Ordinal) ? path[..^2] : path)];
        int[][] found = [.. "WUb".Select(part => gates.Select(gate => Array.FindIndex(names, name => name.EndsWith($"_{part}_{gate}", StringComparison.Ordinal))).ToArray())];
        return gates.Length > 1 && found.All(part => part.All(number => number >= 0)) ? found : null;
    }

    private (string[] Paths, string Owner) VariablesOf(string group)
    {
        string? part = Parts.FirstOrDefault(ending => group.EndsWith(ending, StringComparison.Ordinal));
        string owner = part is null ? group : group[..^part.Length];
        if (!variables.TryGetValue(owner, out string[]? paths))
        {
            throw source.Fault(owner, "there is no such group of weights", "one for each layer, under its name");
        }
        int half = paths.Length / 2;
        return (part == Parts[0] ? paths[..half] : part == Parts[1] ? paths[half..] : paths, owner);
    }

    protected override bool IsOfLayer(string path) => root.Length == 0 || path.StartsWith(root + "/", StringComparison.Ordinal);

    // Long lists are cut into NAME0, NAME1, ….
    private static string[]? Listed(Hdf5File file, string path, string name)
    {
        if (file.Texts(path, name) is { } whole)
        {
            return whole;
        }
        var texts = new List<string>();
        for (int number = 0; file.Texts(path, FormattableString.Invariant($"{name}{number}")) is { } more; number++)
        {
            texts.AddRange(more);
        }
        return texts.Count > 0 ? [.. texts] : null;
    }

    private static string Join(string group, string name) => group.Length == 0 ? name : $"{group}/{name}";
}
