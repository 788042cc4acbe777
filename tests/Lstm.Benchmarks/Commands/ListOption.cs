using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>An option that takes some of a few known words, separated by commas.</summary>
internal sealed class ListOption<T> : Option<IReadOnlyList<T>>
{
    private readonly IReadOnlyList<T> unlessGiven;

    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for; the words are added.</param>
    /// <param name="all">What there is.</param>
    /// <param name="word">How each is written.</param>
    /// <param name="unasked">What is left out unless it is named.</param>
    public ListOption(string name, string description, IReadOnlyList<T> all, Func<T, string> word, params T[] unasked)
        : base(name)
    {
        unlessGiven = [.. all.Except(unasked)];
        string rest = unasked.Length == 0 ? "all" : "all but " + string.Join(",", unasked.Select(word));
        Description = $"{description}. Some of {string.Join(",", all.Select(word))}; {rest} unless given";
        HelpName = "LIST";
        CustomParser = result =>
        {
            string[] asked = result.Tokens[0].Value.Split(',');
            foreach (string unknown in asked.Where(text => !all.Any(item => word(item) == text)))
            {
                result.AddError($"{name}: there is no \"{unknown}\"; there are {string.Join(", ", all.Select(word))}.");
            }
            return [.. all.Where(item => asked.Contains(word(item)))];
        };
    }

    /// <summary>What a command line asks for.</summary>
    public IReadOnlyList<T> Chosen(ParseResult result) => result.GetValue(this) ?? unlessGiven;
}
