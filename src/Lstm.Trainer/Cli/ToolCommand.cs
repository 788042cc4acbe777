using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Help;
using System.Threading;

namespace Lstm.Trainer.Cli;

/// <summary>A command of the tool: its options in groups, examples, and what it does.</summary>
internal sealed class ToolCommand : Command
{
    private readonly List<OptionGroup> groups = [];

    /// <param name="name">Its name.</param>
    /// <param name="description">What it does, in a sentence or two.</param>
    public ToolCommand(string name, string description)
        : base(name, description)
    {
        Options.Add(new HelpOption { Action = new HelpAction() });
    }

    /// <summary>The options, group by group.</summary>
    public IReadOnlyList<OptionGroup> Groups => groups;

    /// <summary>Command lines to start from, each with a word on what it does.</summary>
    public IReadOnlyList<(string Line, string What)> Examples { get; init; } = [];

    /// <summary>Adds options under a title.</summary>
    public ToolCommand Group(string title, params Option[] options)
    {
        groups.Add(new OptionGroup(title, options));
        foreach (var option in options)
        {
            Options.Add(option);
        }
        return this;
    }

    /// <summary>Adds what must be given.</summary>
    public ToolCommand Takes(Argument argument)
    {
        Arguments.Add(argument);
        return this;
    }

    /// <summary>Says what the command does. Exceptions that are for the user become one message and an exit code.</summary>
    public ToolCommand Does(Func<ParseResult, CancellationToken, int> action)
    {
        SetAction((result, _) => System.Threading.Tasks.Task.FromResult(Guard.Run(result, action)));
        return this;
    }
}
