using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch.States;

/// <summary>
/// Weights that PyTorch keeps in another form: weight norm, w = g·v/|v|, is multiplied out. Its tensors are NAME_g and NAME_v
/// (torch.nn.utils.weight_norm) or parametrizations.NAME.original0 and original1 (torch.nn.utils.parametrizations.weight_norm).
/// </summary>
internal static class WeightNorm
{
    private const string Parametrised = "parametrizations.";

    /// <summary>With the weights themselves; what only other forms need is refused.</summary>
    public static StateDict Fold(StateDict state)
    {
        var byName = state.Tensors.ToDictionary(tensor => tensor.Name);
        var gone = new HashSet<string>();
        var folded = new Dictionary<string, StateTensor>();
        foreach (var direction in state.Tensors)
        {
            var (name, length) = direction.Kind switch
            {
                "original1" when Owner(direction) is { } owner => (owner, direction.Prefix + "original0"),
                var kind when kind.StartsWith("weight", StringComparison.Ordinal) && kind.EndsWith("_v", StringComparison.Ordinal) => (direction.Name[..^2], direction.Name[..^2] + "_g"),
                _ => (null, null),
            };
            if (name is not null && byName.TryGetValue(length!, out var factor))
            {
                folded[direction.Name] = new StateTensor(name, direction.Shape, () => Product(state.Source, name, factor, direction));
                gone.Add(factor.Name);
            }
        }
        var tensors = state.Tensors.Where(tensor => !gone.Contains(tensor.Name)).Select(tensor => folded.GetValueOrDefault(tensor.Name, tensor)).ToList();
        if (tensors.FirstOrDefault(IsOfAnotherForm) is { } other)
        {
            throw state.Source.Fault($"tensor {ModelSource.Quote(other.Name)}", "it is part of a weight that PyTorch recomputes in each pass (spectral norm, pruning or the like)", "the weight itself: torch.nn.utils.parametrize.remove_parametrizations, remove_spectral_norm or prune.remove before torch.save");
        }
        string[] names = [.. folded.Values.Select(tensor => tensor.Name)];
        return names.Length == 0 ? state : state with { Tensors = tensors, Notes = [.. state.Notes, $"{Data.Sequences.Counted.Some(names, 6)} {(names.Length == 1 ? "is" : "are")} kept as weight norm; g·v/|v| is multiplied out and rounded once."] };
    }

    // a.parametrizations.weight.original1 is a.weight.
    private static string? Owner(StateTensor tensor)
    {
        string path = tensor.Prefix.TrimEnd('.');
        int at = path.LastIndexOf(Parametrised, StringComparison.Ordinal);
        return at < 0 ? null : path[..at] + path[(at + Parametrised.Length)..];
    }

    private static bool IsOfAnotherForm(StateTensor tensor) => tensor.Name.Contains(Parametrised, StringComparison.Ordinal)
        || (tensor.Kind.StartsWith("weight", StringComparison.Ordinal) && (tensor.Kind.EndsWith("_orig", StringComparison.Ordinal) || tensor.Kind.EndsWith("_mask", StringComparison.Ordinal)))
        || tensor.Kind is "weight_u";

    // One length for each slice along the axis that g keeps, or one for all.
    private static float[] Product(ModelSource source, string name, StateTensor factor, StateTensor direction)
    {
        float[] g = factor.Values(), v = direction.Values();
        int axis = Array.FindIndex(factor.Shape, size => size != 1);
        bool fits = axis < 0 ? g.Length == 1 : factor.Shape.Length == direction.Shape.Length && factor.Shape[axis] == direction.Shape[axis] && g.Length == factor.Shape[axis];
        if (!fits)
        {
            throw source.Fault($"tensor {ModelSource.Quote(factor.Name)}", $"its shape is [{string.Join(", ", factor.Shape)}] beside [{string.Join(", ", direction.Shape)}] of {direction.Kind}", "a length for each row of weight norm");
        }
        long inner = direction.Shape.Skip(axis + 1).Aggregate(1L, (product, size) => product * size);
        int Slice(int k) => axis < 0 ? 0 : (int)(k / inner % g.Length);
        double[] squares = new double[g.Length];
        for (int k = 0; k < v.Length; k++)
        {
            squares[Slice(k)] += (double)v[k] * v[k];
        }
        float[] weight = new float[v.Length];
        for (int k = 0; k < v.Length; k++)
        {
            weight[k] = (float)(g[Slice(k)] * (double)v[k] / Math.Sqrt(squares[Slice(k)]));
        }
        return weight.All(float.IsFinite) ? weight : throw source.Fault($"tensor {ModelSource.Quote(direction.Name)}", $"weight norm of {ModelSource.Quote(name)} divides by a length of 0", "rows that are not all zeros");
    }
}
