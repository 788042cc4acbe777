using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.IO;
using System.Linq;

namespace Lstm.Trainer.Cli;

/// <summary>Writes the help of a command: what it does, how it is called, its options in groups, examples.</summary>
internal sealed class HelpAction : SynchronousCommandLineAction
{
    private const int Width = 100;
    private const int Indent = 30;

    /// <summary>Who asks for help need not say anything else.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        ArgumentNullException.ThrowIfNull(parseResult);
        Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        return ExitCode.Done;
    }

    private static void Write(Command command, TextWriter output)
    {
        var tool = command as ToolCommand;
        Paragraph(output, command.Description ?? "");
        output.WriteLine();
        string subcommands = command.Subcommands.Count > 0 ? " COMMAND" : "";
        string arguments = string.Concat(command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}]" : $" {argument.Name}"));
        output.WriteLine($"Usage: {Path(command)}{subcommands}{arguments} [options]");
        Section(output, "", [.. command.Arguments.Select(argument => (argument.Name, argument.Description ?? ""))]);
        Section(output, "Commands", [.. command.Subcommands.Select(sub => (sub.Name, sub.Description ?? ""))]);
        foreach (var group in tool?.Groups ?? [])
        {
            Section(output, group.Title, [.. group.Options.Select(option => (Head(option), option.Description ?? ""))]);
        }
        Section(output, "Help", [.. command.Options.Where(option => option is HelpOption or VersionOption).Select(option => (Head(option), option is HelpOption ? "This text" : "The version"))]);
        Examples(output, tool?.Examples ?? []);
        output.WriteLine();
        Paragraph(output, $"Exit codes: {ExitCode.Help}. A long command line can be read from a file, over any number of lines, with # for comments: lstm {(command is RootCommand ? "train" : command.Name)} @FILE.");
    }

    private static void Examples(TextWriter output, IReadOnlyList<(string Line, string What)> examples)
    {
        if (examples.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("Examples:");
        }
        foreach (var (line, what) in examples)
        {
            output.WriteLine($"  {line}");
            output.WriteLine($"      {what}");
        }
    }

    private static string Path(Command command) => command is RootCommand ? "lstm" : $"lstm {command.Name}";

    private static string Head(Option option)
    {
        string names = string.Join(", ", option.Aliases.Where(alias => alias.StartsWith('-') && alias != "-?").OrderBy(alias => alias.Length).Append(option.Name));
        return option.HelpName is { } value ? $"{names} {value}" : names;
    }

    private static void Section(TextWriter output, string title, IReadOnlyList<(string Head, string Text)> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }
        output.WriteLine();
        if (title.Length > 0)
        {
            output.WriteLine($"{title}:");
        }
        foreach (var (head, text) in rows)
        {
            var lines = Wrap(text, Width - Indent);
            bool fits = head.Length + 3 <= Indent;
            output.WriteLine(fits && lines.Count > 0 ? "  " + head.PadRight(Indent - 2) + lines[0] : "  " + head);
            foreach (string line in lines.Skip(fits ? 1 : 0))
            {
                output.WriteLine(new string(' ', Indent) + line);
            }
        }
    }

    private static void Paragraph(TextWriter output, string text)
    {
        foreach (string line in Wrap(text, Width))
        {
            output.WriteLine(line);
        }
    }

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        if (line.Length > 0)
        {
            lines.Add(line);
        }
        return lines;
    }
}
