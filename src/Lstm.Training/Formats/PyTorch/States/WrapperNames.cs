using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch.States;

/// <summary>
/// Names that a network has only because something was wrapped around it: DataParallel and AveragedModel ("module."), torch.compile
/// ("_orig_mod."), a training loop's own module ("model.") or its average ("ema_model.").
/// </summary>
internal static class WrapperNames
{
    private const string Counter = "n_averaged"; // of torch.optim.swa_utils.AveragedModel

    private static readonly string[] Wrappers = ["module.", "_orig_mod.", "model.", "ema_model.", "model_ema.", "ema.", "swa_model."];
    private static readonly string[] Averages = ["ema", "swa", "average", "shadow", "teacher"];

    /// <summary>Without them, and with one network where there are an average and what it is of.</summary>
    /// <param name="state">The tensors.</param>
    /// <param name="spec">The network that they must fit; null for none. Its own names stay.</param>
    /// <exception cref="ImportException">The network is there twice.</exception>
    public static StateDict Without(StateDict state, ModelSpec? spec)
    {
        if (state.Tensors.Count == 0 || state.File?.Metadata.ContainsKey(WeightFile.SpecHashKey) == true || (spec is not null && spec.Layers.SelectMany(TensorNames.Of).Intersect(state.Tensors.Select(tensor => tensor.Name)).Any()))
        {
            return state;
        }
        if (state.Tensors.FirstOrDefault(tensor => tensor.Name == Counter && tensor.Shape.All(size => size == 1)) is { } counter)
        {
            state = state with { Tensors = [.. state.Tensors.Where(tensor => tensor != counter)], Notes = [.. state.Notes, "The weights are averages over training (AveragedModel)."] };
        }
        string prefix = "";
        while (Wrappers.FirstOrDefault(wrapper => state.Tensors.All(tensor => tensor.Name.StartsWith(prefix + wrapper, StringComparison.Ordinal))) is { } next)
        {
            prefix += next;
        }
        RequireOnce(state, prefix);
        return prefix.Length == 0 ? state : state with
        {
            Tensors = [.. state.Tensors.Select(tensor => tensor with { Name = tensor.Name[prefix.Length..] })],
            Modules = [.. state.Modules.Where(module => module.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(module => module with { Name = module.Name[prefix.Length..] })],
            Notes = [.. state.Notes, $"{ModelSource.Quote(prefix)}, which all names begin with, is left off."],
            Prefix = prefix,
        };
    }

    // The same tensors under two names, one of which says that it is an average.
    private static void RequireOnce(StateDict state, string prefix)
    {
        var networks = state.Tensors.GroupBy(tensor => tensor.Name[prefix.Length..].Split('.')[0]).ToDictionary(group => group.Key, group => group.Select(tensor => (tensor.Name[(prefix.Length + group.Key.Length)..], string.Join(',', tensor.Shape))).ToHashSet());
        bool isRepeated = networks.Count > 1 && networks.Values.All(network => network.SetEquals(networks.Values.First())) && networks.Keys.Any(IsAverage);
        if (isRepeated)
        {
            string[] names = [.. networks.Keys.Select(name => prefix + name)];
            throw state.Source.Fault(null, $"it holds the same network {names.Length} times, {Wording.List(names)}, of which some are averages over training", $"one: --ignore {names.First(name => !IsAverage(name[prefix.Length..]) || names.All(other => IsAverage(other[prefix.Length..])))} leaves the average, which usually answers better, --ignore {names.First(name => IsAverage(name[prefix.Length..]))} the other");
        }
    }

    private static bool IsAverage(string name) => Averages.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
