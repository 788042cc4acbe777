using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>Options that take some of a few known words, separated by commas.</summary>
internal static class Lists
{
    /// <summary>An option that takes some of what there is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for; the words are added.</param>
    /// <param name="all">What there is.</param>
    /// <param name="word">How each is written.</param>
    /// <param name="unasked">What is left out unless it is named.</param>
    public static Option<IReadOnlyList<T>> Option<T>(string name, string description, IReadOnlyList<T> all, Func<T, string> word, params T[] unasked) => new(name)
    {
        Description = $"{description}; of {string.Join(",", all.Select(word))} (unless given: {(unasked.Length == 0 ? "all" : "all but " + string.Join(",", unasked.Select(word)))})",
        HelpName = "LIST",
        DefaultValueFactory = _ => [.. all.Except(unasked)],
        CustomParser = result =>
        {
            string[] asked = result.Tokens[0].Value.Split(',');
            foreach (string unknown in asked.Where(text => !all.Any(item => word(item) == text)))
            {
                result.AddError($"{name}: there is no \"{unknown}\"; there are {string.Join(", ", all.Select(word))}.");
            }
            return [.. all.Where(item => asked.Contains(word(item)))];
        },
    };

    public static Option<IReadOnlyList<string>> Isas() =>
        Option("--isa", "Instruction sets of ours and of C; scalar is what runs without AVX2 and FMA", Candidate.Isas, isa => isa, unasked: "scalar");

    public static Option<IReadOnlyList<Subject>> Sizes() =>
        Option("--sizes", "Sizes to measure as inputs:units", Benchmarks.Sizes.All, subject => subject.Size.ToString());
}
