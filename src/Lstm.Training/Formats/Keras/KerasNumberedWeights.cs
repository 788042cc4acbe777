using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Hdf5;

namespace Lstm.Training.Formats.Keras;

/// <summary>
/// Weights as .keras files have them: a group for each layer, named after its class and numbered from the second of a class on; in them
/// "vars" with datasets "0", "1", … (Keras, saving_lib.py). The groups are in "layers", or, in Keras 2.12 and 2.13, in
/// "_layer_checkpoint_dependencies", where each layer with weights takes two numbers and has its variables under the first: lstm, lstm_2, lstm_4.
/// What counts is therefore the order of the numbers that are there.
/// </summary>
internal sealed class KerasNumberedWeights : KerasWeights
{
    private const string Root = "layers/", OlderRoot = "_layer_checkpoint_dependencies/";

    private readonly string root;
    private readonly Dictionary<string, Queue<string>> groups;
    private readonly Dictionary<string, int> used = [];

    public KerasNumberedWeights(ModelSource source, Hdf5File file)
        : base(source, file)
    {
        bool HasAny(string root) => Paths.Any(path => path.StartsWith(root, StringComparison.Ordinal));
        root = !HasAny(Root) && HasAny(OlderRoot) ? OlderRoot : Root;
        groups = Paths.Where(IsOfLayer).Select(path => path[root.Length..].Split('/')[0]).Distinct()
            .Select(name => (Name: name, Parts: Split(name)))
            .GroupBy(group => group.Parts.Type)
            .ToDictionary(type => type.Key, type => new Queue<string>(type.OrderBy(group => group.Parts.Number).Select(group => group.Name)));
    }

    public override string Next(string type, string? name)
    {
        used.TryGetValue(type, out int before);
        used[type] = before + 1;
        return root + (groups.TryGetValue(type, out var left) && left.TryDequeue(out string? next) ? next : FormattableString.Invariant($"{type}{(before == 0 ? "" : $"_{before}")}"));
    }

    protected override string PathOf(string group, int number) => FormattableString.Invariant($"{group}/vars/{number}");

    protected override bool IsOfLayer(string path) => path.StartsWith(root, StringComparison.Ordinal) && !path.Contains("/seed_generator/", StringComparison.Ordinal);

    private static (string Type, int Number) Split(string name)
    {
        int at = name.LastIndexOf('_');
        return at > 0 && int.TryParse(name[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? (name[..at], number) : (name, 0);
    }
}
