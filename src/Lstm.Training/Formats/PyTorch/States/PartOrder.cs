using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch.States;

/// <summary>Finds the order in which the data passes through the modules.</summary>
internal sealed class PartOrder(StateDict state, IReadOnlyList<StatePart> parts)
{
    private const int MostToPermute = 7;

    private readonly List<string> notes = [];

    /// <summary>What was taken as read.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>The modules in order.</summary>
    /// <exception cref="ImportException">No order fits, or several do.</exception>
    public IReadOnlyList<StatePart> Find()
    {
        StatePart[] first = [.. parts.Where(part => IsScale(part, "in"))], last = [.. parts.Where(part => IsScale(part, "out"))];
        var middle = parts.Except(first).Except(last).Select(part => part).ToList();
        if (middle.OfType<ScalePart>().FirstOrDefault() is { } unplaced)
        {
            throw state.Source.Fault($"tensor {ModelSource.Quote(unplaced.Prefix)}", "nothing says what it is for", $"a name such as in_scale or out_scale, or --layers with scale={unplaced.Prefix} at its place; --spec FILE where it is an initial state or something else; --ignore {unplaced.Prefix} leaves it out");
        }
        foreach (var scale in first.Concat(last))
        {
            notes.Add($"{ModelSource.Quote(scale.Prefix)} scales the {(first.Contains(scale) ? "input" : "output")}, by its name.");
        }
        return [.. first, .. Chain(middle), .. last];
    }

    private List<StatePart> Chain(List<StatePart> middle)
    {
        if (middle.Count == 0)
        {
            throw state.Source.Fault(null, "it holds no tensors of layers", "a network's state_dict");
        }
        if (state.IsInOrder && Chained(middle) is { } asMade)
        {
            notes.Add("The layers follow each other as the modules were made; their sizes fit.");
            return asMade;
        }
        var found = middle.Count <= MostToPermute ? Permutations(middle).Select(Chained).Where(chain => chain is not null).Select(chain => chain!).Take(100).ToList() : [];
        var chosen = found;
        if (found.Count > 1)
        {
            chosen = [.. found.Where(chain => !chain.SkipWhile(part => part is not LinearPart).OfType<RecurrentPart>().Any())];
        }
        if (chosen.Count == 1)
        {
            notes.Add(found.Count == 1 ? "The order of the layers is the only one that fits their sizes." : "The recurrent layers come before the dense ones; the file does not say so.");
            return chosen[0];
        }
        string several = string.Join(", or ", chosen.Take(3).Select(chain => string.Join(" → ", chain)));
        throw state.Source.Fault(null, chosen.Count == 0 ? $"in no order do the sizes of {string.Join(", ", middle)} fit" : $"the layers may be {several}", "one order; --layers says which, e.g. --layers \"lstm,dense:tanh,dense\", and --spec FILE everything");
    }

    // Where a weight without a bias does not fit as a Linear, it is looked at as an Embedding, which can only be the first.
    private static List<StatePart>? Chained(IReadOnlyList<StatePart> order)
    {
        return Follow(order) ?? (order[0] is LinearPart { Tensors.Count: 1 } first && AsEmbedding(first) is var embedding ? Follow([embedding, .. order.Skip(1)]) : null);

        static List<StatePart>? Follow(IReadOnlyList<StatePart> order)
        {
            int? size = null;
            foreach (var part in order)
            {
                if (size is not null && part.Inputs is not null && part.Inputs != size)
                {
                    return null;
                }
                size = part.Outputs ?? size;
            }
            return [.. order];
        }
    }

    /// <summary>A weight without a bias as a table.</summary>
    public static EmbeddingPart AsEmbedding(LinearPart linear) => new(linear.Prefix, linear.Outputs!.Value, linear.Inputs!.Value, linear.Tensors);

    private static IEnumerable<List<StatePart>> Permutations(List<StatePart> items) =>
        items.Count <= 1 ? [items] : items.SelectMany((item, k) => Permutations([.. items.Where((_, other) => other != k)]).Select(rest => (List<StatePart>)[item, .. rest]));

    private static bool IsScale(StatePart part, string way) =>
        part is ScalePart { Tensor.Kind: var kind } && kind.Contains("scale", System.StringComparison.OrdinalIgnoreCase) && kind.Contains(way, System.StringComparison.OrdinalIgnoreCase) && !(way == "in" && kind.Contains("out", System.StringComparison.OrdinalIgnoreCase));
}
