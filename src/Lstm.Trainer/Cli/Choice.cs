using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Trainer.Cli;

/// <summary>An option that takes one of a few words.</summary>
/// <typeparam name="T">What the words stand for.</typeparam>
internal sealed class Choice<T> : Option<T?>
    where T : struct
{
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for; the words are added.</param>
    /// <param name="words">The words, and what each stands for.</param>
    public Choice(string name, string description, params (string Word, T Value)[] words)
        : base(name)
    {
        HelpName = string.Join('|', words.Select(word => word.Word));
        Description = description;
        CompletionSources.Clear(); // names of the enumeration
        CompletionSources.Add([.. words.Select(word => word.Word)]);
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            foreach (var (word, value) in words)
            {
                if (word == text)
                {
                    return value;
                }
            }
            IReadOnlyList<string> known = [.. words.Select(word => word.Word)];
            result.AddError($"{name} {Wording.Shorten(text)}: expected {(known.Count == 1 ? "" : "one of ")}{string.Join(", ", known)}{(Suggestion.Nearest(text, known) is { } near ? $"; did you mean {near}?" : ".")}");
            return null;
        };
    }
}
