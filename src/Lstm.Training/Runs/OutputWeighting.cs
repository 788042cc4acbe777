using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Engine.Losses;

namespace Lstm.Training.Runs;

/// <summary>How much each output of a network with several counts in the loss, as somebody asks for it.</summary>
/// <param name="Words">NAME=W for some of them; the others count 1.</param>
public sealed record OutputWeighting(IReadOnlyList<string> Words)
{
    /// <summary>What the option takes.</summary>
    public const string Expected = "NAME=W, the name of an output and a number above 0";

    /// <summary>Whether a word is written as one.</summary>
    public static bool IsWord(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.IndexOf('=', StringComparison.Ordinal) > 0 && TargetWeighting.Weight(word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]) is not null;
    }

    /// <summary>The loss with a weight for each value of the outputs.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="spec">The network.</param>
    /// <param name="path">What messages call it.</param>
    /// <exception cref="RunException">The loss takes no such weights, or a name is not one of the outputs'.</exception>
    internal LossOptions Apply(LossOptions loss, ModelSpec spec, string path)
    {
        if (loss.Kind != LossKind.Heads)
        {
            throw new RunException($"{path}: --output-weights is for --loss heads, of a network with several outputs.");
        }
        var outputs = spec.Outputs;
        var given = Words.Select(word => word.Split('=', 2)).ToList();
        if (given.FirstOrDefault(word => outputs.All(output => output.Name != word[0])) is { } unknown)
        {
            throw new RunException($"{path}: --output-weights {Wording.Shorten(unknown[0])}: no output is called so; there are {string.Join(", ", outputs.Select(output => output.Name))}.");
        }
        float WeightOf(NamedPart output) => given.LastOrDefault(word => word[0] == output.Name) is { } word ? TargetWeighting.Weight(word[1])!.Value : 1f;
        return loss with { Weights = new EquatableArray<float>(outputs.SelectMany(output => Enumerable.Repeat(WeightOf(output), output.Size))) };
    }
}
