using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Hdf5;

namespace Lstm.Training.Formats.Keras;

/// <summary>
/// Weights as .keras files have them: a group for each layer, named after its class and numbered from the second of a class on; in them
/// "vars" with datasets "0", "1", … (Keras, saving_lib.py). The groups are in "layers", or, in Keras 2.12 and 2.13, in
/// "_layer_checkpoint_dependencies".
/// </summary>
internal sealed class KerasNumberedWeights : KerasWeights
{
    private const string Root = "layers/", OlderRoot = "_layer_checkpoint_dependencies/";

    private readonly string root;
    private readonly Dictionary<string, int> used = [];

    public KerasNumberedWeights(ModelSource source, Hdf5File file)
        : base(source, file) => root = file.Datasets.Keys.Any(path => path.StartsWith(Root, StringComparison.Ordinal)) ? Root : file.Datasets.Keys.Any(path => path.StartsWith(OlderRoot, StringComparison.Ordinal)) ? OlderRoot : Root;

    public override string Next(string type, string? name)
    {
        used.TryGetValue(type, out int before);
        used[type] = before + 1;
        return FormattableString.Invariant($"{root}{type}{(before == 0 ? "" : $"_{before}")}");
    }

    protected override string PathOf(string group, int number) => FormattableString.Invariant($"{group}/vars/{number}");

    protected override bool IsOfLayer(string path) => path.StartsWith(root, StringComparison.Ordinal) && !path.Contains("/seed_generator/", StringComparison.Ordinal);
}
