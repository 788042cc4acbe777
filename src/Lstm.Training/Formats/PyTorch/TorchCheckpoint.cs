using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch;

/// <summary>Finds the state_dict in a checkpoint, which holds it beside the optimiser's state, counters, arrays and whatever else a program keeps.</summary>
internal static class TorchCheckpoint
{
    private const int Deepest = 4, MostNames = 12;

    private static readonly string[] Averages = ["ema", "swa", "average"];
    private static readonly string[] Usual = ["state_dict", "model_state_dict", "model", "net", "network", "weights"];

    /// <summary>What was chosen: the state_dict, the names beside it, and what to say of it.</summary>
    internal sealed record Choice(PickleDict State, IReadOnlyList<string> Beside, IReadOnlyList<string> Notes);

    private sealed record Candidate(string Name, PickleDict Dict);

    /// <summary>The one state_dict.</summary>
    /// <exception cref="ImportException">There is none, or there are several and nothing says which.</exception>
    public static Choice Choose(ModelSource source, PickleDict dict, IReadOnlyList<string> ignored, string? named)
    {
        var found = new List<Candidate>();
        Collect(source, dict, "", 0, found);
        if (named is not null)
        {
            found = found.Exists(one => one.Name == named) ? [.. found.Where(one => one.Name == named)]
                : throw source.Fault("--state", $"there is no state_dict {ModelSource.Quote(named)}", found.Count > 0 ? $"one of {Some([.. found.Select(one => ModelSource.Quote(one.Name))])}" : "none: the file holds one state_dict and nothing else");
        }
        // Class weights of a loss may be called weight too: they make no network of what holds a state_dict.
        if (named is null && HasModules(dict) && (IsRecurrent(dict) || !found.Exists(one => IsRecurrent(one.Dict))))
        {
            return new(dict, [], []);
        }
        string[] beside = [.. dict.Entries.Select(entry => entry.Key as string).OfType<string>()];
        var left = found.Where(one => !ignored.Any(name => one.Name == name || one.Name.StartsWith(name + ".", StringComparison.Ordinal))).ToList();
        var usual = left.Where(one => Usual.Contains(one.Name)).ToList();
        if (left.Count > 1 && usual.Count == 1 && left.Except(usual).All(one => !IsRecurrent(one.Dict)))
        {
            left = usual;
        }
        switch (left)
        {
            case [] when dict.Entries.Count == 0:
                throw source.Fault("data.pkl", "it is a dictionary with nothing in it", "a state_dict");
            case []:
                return dict.Entries.Any(entry => entry.Value is PickleTensor) ? new(dict, [], []) : throw source.Fault("data.pkl", $"none of its entries {Some([.. dict.Entries.Select(entry => Describe(entry.Key as string ?? "?", entry.Value))])} holds tensors of modules", $"a state_dict, or one under a name such as {string.Join(", ", Usual)}");
            case [var chosen]:
                string first = chosen.Name.Split('.')[0];
                string[] rest = [.. dict.Entries.Where(entry => entry.Key as string != first).Select(entry => Describe(entry.Key as string ?? "?", entry.Value))];
                return new(chosen.Dict, beside, [$"{ModelSource.Quote(chosen.Name)} is the network{(rest.Length > 0 ? $"; {Some(rest)} beside it {(rest.Length == 1 ? "is" : "are")} left out" : "")}."]);
            default:
                throw source.Fault("data.pkl", $"it holds {left.Count} state_dicts, {Some([.. left.Select(one => ModelSource.Quote(one.Name))])}", $"one: --state NAME says which, e.g. --state {left[0].Name}{(left.Exists(one => IsAverage(one.Name)) ? "; those with ema, swa or average in their name are averages over training, which usually answer better" : "")}");
        }
    }

    /// <summary>Whether a tensor of this name is one that modules have.</summary>
    public static bool IsOfModule(string name) => name[(name.LastIndexOf('.') + 1)..] is var kind && (kind.StartsWith("weight", StringComparison.Ordinal) || kind.StartsWith("bias", StringComparison.Ordinal) || kind.StartsWith("running_", StringComparison.Ordinal));

    /// <summary>An entry for messages, with what it is where that may matter.</summary>
    public static string Describe(string name, object? value) => ModelSource.Quote(name) + value switch
    {
        PickleTensor tensor => $" (a tensor [{string.Join(", ", tensor.Size.Take(4))}])",
        PickleOpaque unknown => $" ({ModelSource.Quote(unknown.ToString()).Trim('"')})",
        _ => "",
    };

    /// <summary>As many of them as fit a message.</summary>
    public static string Some(IReadOnlyList<string> described) => string.Join(", ", described.Take(MostNames)) + (described.Count > MostNames ? $" and {described.Count - MostNames} more" : "");

    private static bool IsAverage(string name) => Averages.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static void Collect(ModelSource source, PickleDict dict, string prefix, int depth, List<Candidate> found)
    {
        foreach (var (key, value) in dict.Entries)
        {
            source.Budget.Visit(source, "data.pkl");
            if (key is not string name || value is not PickleDict inner)
            {
                continue;
            }
            if (HasModules(inner))
            {
                found.Add(new(prefix + name, inner));
            }
            else if (depth < Deepest)
            {
                Collect(source, inner, prefix + name + ".", depth + 1, found);
            }
        }
    }

    private static bool HasModules(PickleDict dict) => dict.Entries.Any(entry => entry is { Key: string name, Value: PickleTensor } && IsOfModule(name));

    private static bool IsRecurrent(PickleDict dict) => dict.Entries.Any(entry => entry.Key is string name && name.Contains("weight_ih", StringComparison.Ordinal));
}
