using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Trainer.Cli;

/// <summary>Says what is wrong with a command line, and what may have been meant.</summary>
internal static class Complaints
{
    /// <summary>All that is wrong, each once; nothing if nothing is.</summary>
    public static IEnumerable<string> Of(ParseResult result)
    {
        var command = result.CommandResult.Command;
        var swallowed = Swallowed(result.CommandResult).ToList();
        if (swallowed.Count > 0)
        {
            return swallowed; // what else is wrong follows from it
        }
        var empty = Empty(result.CommandResult).ToList();
        if (empty.Count > 0)
        {
            return empty;
        }
        if (result.Errors.Count > 0 && command is RootCommand)
        {
            string? word = result.UnmatchedTokens is [var first, ..] ? first : null;
            string? near = word is null ? null : Suggestion.Completion(word, [.. command.Subcommands.Select(sub => sub.Name)]);
            string known = string.Join(", ", command.Subcommands.Select(sub => sub.Name));
            return [word is null ? $"expected a command: {known}." : $"there is no command {Wording.Quote(word)}; {(near is null ? $"there are {known}." : $"did you mean {near}?")}"];
        }
        var unmatched = result.UnmatchedTokens.Where(token => token.StartsWith('-')).Select(token => NoSuchOption(token, result.CommandResult)).ToList();
        var others = result.Errors.Select(error => error.Message).Where(message => unmatched.Count == 0 || !result.UnmatchedTokens.Any(token => message.Contains($"'{token}'", StringComparison.Ordinal)));
        return unmatched.Concat(others.Select(message => MissingArgument(message, command))).Distinct();
    }

    /// <summary>What to say of an option that a command does not have.</summary>
    public static string NoSuchOption(string word, SymbolResult place)
    {
        var at = place;
        while (at is not CommandResult && at.Parent is { } parent)
        {
            at = parent;
        }
        string name = word.Split('=', ':')[0];
        string? near = at is CommandResult { Command: { } command } ? Suggestion.Completion(name, [.. command.Options.Select(option => option.Name)]) : null;
        return $"there is no option {Wording.Shorten(name)}{(near is null ? "." : $"; did you mean {near}?")}";
    }

    /// <summary>The options of a command that other options took for their values, which were left out.</summary>
    private static IEnumerable<string> Swallowed(CommandResult result)
    {
        var names = result.Command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)).ToHashSet();
        return
            from taker in result.Children.OfType<OptionResult>()
            from token in taker.Tokens
            where names.Contains(token.Value)
            select $"{taker.Option.Name}: expected {taker.Option.HelpName ?? "a value"}, found the option {token.Value}";
    }

    /// <summary>What was given as an empty text, which names nothing.</summary>
    private static IEnumerable<string> Empty(CommandResult result) =>
        from child in result.Children
        where child.Tokens.Any(token => token.Value.Length == 0)
        select child is OptionResult { Option: var option } ? $"{option.Name}: expected {option.HelpName ?? "a value"}, found an empty text"
            : $"{((ArgumentResult)child).Argument.Name}: expected a name, found an empty text";

    private static string MissingArgument(string message, Command command) =>
        message.StartsWith("Required argument missing for command", StringComparison.Ordinal) ? $"expected {string.Join(" and ", command.Arguments.Select(argument => argument.Name))}: {command.Arguments.FirstOrDefault()?.Description}" : message;
}
