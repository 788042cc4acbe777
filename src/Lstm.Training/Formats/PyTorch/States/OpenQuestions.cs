using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch.States;

/// <summary>
/// What a state_dict leaves open: it holds modules with tensors, not what stands between them. One recurrent module with at most one Linear behind it
/// is taken as it is; anything more, and every sign in the file that something stands between or behind, is a question.
/// </summary>
internal static class OpenQuestions
{
    private static readonly string[] Idle = ["Dropout", "Dropout1d", "AlphaDropout", "FeatureAlphaDropout", "Identity"];

    /// <summary>The questions, each the part of a sentence.</summary>
    public static IReadOnlyList<string> Of(StateDict state, IReadOnlyList<StatePart> chain)
    {
        var questions = new List<string>();
        StatePart[] recurrent = [.. chain.OfType<RecurrentPart>()], dense = [.. chain.OfType<LinearPart>()];
        if (recurrent.Length > 1)
        {
            questions.Add($"there are {recurrent.Length} recurrent modules, {Names(recurrent)}, and nothing says what of one the next takes, nor what is between them (if the last time step's output is repeated for the next, as in an autoencoder, no spec says that: make each a network of its own, with --ignore for the modules of the others)");
        }
        if (dense.Length > 1)
        {
            questions.Add($"there are {dense.Length} dense layers, {Names(dense)}, and nothing says what activation is between them");
        }
        else if (dense.Length == 1 && recurrent.Length > 0 && chain.ToList().IndexOf(dense[0]) < chain.ToList().IndexOf(recurrent[^1]))
        {
            questions.Add($"{dense[0]} comes before {recurrent[^1]}, and nothing says what activation is between them");
        }
        if (chain.OfType<NormPart>().ToArray() is { Length: > 0 } norms)
        {
            questions.Add($"there is batch normalisation, {Names(norms)}, and nothing says what activation is behind it");
        }
        if (chain.OfType<LayerNormPart>().ToArray() is { Length: > 0 } normalised)
        {
            questions.Add($"there is layer normalisation, {Names(normalised)} (by its tensors it could be a GroupNorm{(normalised.All(part => part.Tensors.Count == 1) ? " or a PReLU" : "")}), and nothing says its eps, nor what activation is behind it");
        }
        StateModule[] bare = [.. Bare(state).Where(module => !IsIdle(module))];
        if (bare.Length > 0)
        {
            bool one = bare.Length == 1;
            questions.Add($"{(one ? "a module" : "modules")} without tensors {(one ? "is" : "are")} named, {Described(bare)}, which may be {(one ? "an activation" : "activations")}, or nothing to an inference (dropout, a loss; --ignore {bare[0].Name} then)");
        }
        string[] gaps = state.NamesModules ? [] : [.. Gaps(state)];
        if (gaps.Length > 0)
        {
            questions.Add($"the numbers of the modules leave out {Data.Sequences.Counted.Some(gaps, 6)}, which may be {(gaps.Length == 1 ? "an activation" : "activations")} or dropout");
        }
        bool isScaled = chain.OfType<ScalePart>().Any();
        string[] calls = [.. state.Calls.Where(call => !(isScaled && call is "mul" or "div"))];
        if (calls.Length > 0)
        {
            questions.Add($"its own code calls {string.Join(", ", calls.Take(8).Select(ModelSource.Quote))}, which belong to no module");
        }
        else if (state.HasCode && !isScaled)
        {
            questions.Add("its own code is no chain of modules and functions known here: it may take a time step, a state or a part of what flows, turn axes, use a module twice, or answer several outputs");
        }
        return questions;
    }

    /// <summary>What to say where --layers or --spec has settled it, or the file itself says that nothing is there.</summary>
    public static IEnumerable<string> Remarks(StateDict state, bool isListed)
    {
        StateModule[] bare = [.. Bare(state)];
        if (bare.Where(IsIdle).ToArray() is { Length: > 0 } idle)
        {
            yield return $"{Described(idle)} {(idle.Length == 1 ? "is" : "are")} left out: {(idle.Length == 1 ? "it does" : "they do")} nothing in inference.";
        }
        if (isListed && bare.Where(module => !IsIdle(module)).ToArray() is { Length: > 0 } open)
        {
            yield return $"{Described(open)} {(open.Length == 1 ? "has" : "have")} no tensors; what {(open.Length == 1 ? "it computes" : "they compute")} is what --layers says.";
        }
    }

    /// <summary>A list of layers to begin with.</summary>
    /// <param name="chain">The modules in order.</param>
    /// <param name="open">Whether to put an activation, as an example, wherever one may be.</param>
    public static string Suggest(IReadOnlyList<StatePart> chain, bool open)
    {
        var words = new List<string>();
        var last = chain.LastOrDefault(part => part is LinearPart);
        foreach (var part in chain)
        {
            string activation = !open || part is not LinearPart ? "" : part != last || chain[^1] is RecurrentPart ? ":relu" : words.Any(word => word.Contains(':', StringComparison.Ordinal)) ? "" : ":sigmoid";
            bool isNamed = part is ScalePart || chain.Count(other => other.Type == part.Type) > 1;
            words.Add(part.Type + activation + (isNamed ? "=" + part.Prefix.TrimEnd('.') : ""));
            if (open && part is NormPart)
            {
                words.Add("activation:relu");
            }
        }
        return string.Join(",", words);
    }

    // Without tensors in them or in a module within, and not the machinery that keeps a weight in another form.
    private static IEnumerable<StateModule> Bare(StateDict state)
    {
        var filled = new HashSet<string>();
        foreach (var tensor in state.Tensors)
        {
            for (int dot = tensor.Name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = tensor.Name.IndexOf('.', dot + 1))
            {
                filled.Add(tensor.Name[..dot]);
            }
        }
        return state.Modules.Where(module => !filled.Contains(module.Name) && !module.Name.Split('.').Contains("parametrizations"));
    }

    private static bool IsIdle(StateModule module) => Idle.Contains(module.Type);

    private static string Described(IEnumerable<StateModule> modules) => string.Join(", ", modules.Take(8).Select(module => ModelSource.Quote(module.Name) + (module.Type is null ? "" : $" ({module.Type})")));

    // In a Sequential each module has a number, and those without tensors leave gaps.
    private static IEnumerable<string> Gaps(StateDict state)
    {
        var numbered = state.Tensors.Select(tensor => tensor.Prefix.TrimEnd('.')).Distinct().SelectMany(Numbers).Distinct();
        foreach (var siblings in numbered.GroupBy(pair => pair.Parent, pair => pair.Number))
        {
            var numbers = siblings.ToHashSet();
            for (int number = 0, found = 0; found < numbers.Count && number < 1000; number++)
            {
                if (numbers.Contains(number))
                {
                    found++;
                }
                else
                {
                    yield return siblings.Key + number.ToString(CultureInfo.InvariantCulture);
                }
            }
        }
    }

    private static IEnumerable<(string Parent, int Number)> Numbers(string module)
    {
        string[] parts = module.Split('.');
        for (int k = 0; k < parts.Length; k++)
        {
            if (int.TryParse(parts[k], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                yield return (string.Concat(parts.Take(k).Select(part => part + ".")), number);
            }
        }
    }

    private static string Names(IEnumerable<StatePart> parts) => Data.Sequences.Counted.Some([.. parts.Select(part => part.Prefix.TrimEnd('.'))], 8);
}
