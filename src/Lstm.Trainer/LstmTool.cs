using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using Lstm.Trainer.Cli;
using Lstm.Trainer.Cli.Commands;
using Lstm.Trainer.Parquet;

namespace Lstm.Trainer;

/// <summary>The command-line tool.</summary>
internal static class LstmTool
{
    /// <summary>Runs a command line.</summary>
    /// <param name="args">Its words.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="errors">Where problems and progress go.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        try
        {
            return Invoke(args, output, errors);
        }
        catch (Exception exception) when (exception is UsageException or IOException) // of a file with options, of a help text; commands tell of theirs themselves
        {
            errors.WriteLine($"lstm: {exception.Message}");
            return exception is UsageException ? ExitCode.Misused : ExitCode.Failed;
        }
    }

    private static int Invoke(string[] args, TextWriter output, TextWriter errors)
    {
        ParquetTable.Register();
        var root = Root();
        if (args is ["help", .. var asked]) // as other tools have it
        {
            args = asked.Length == 0 || root.Subcommands.Any(command => command.Name == asked[0]) ? [.. asked, "--help"] : asked;
        }
        var result = root.Parse([.. ResponseFile.Expand(args)], new ParserConfiguration { ResponseFileTokenReplacer = null });
        var configuration = new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        if (args.Length == 0)
        {
            return root.Parse("--help").Invoke(configuration);
        }
        string[] complaints = [.. Complaints.Of(result)];
        if (complaints.Length > 0)
        {
            foreach (string complaint in complaints)
            {
                errors.WriteLine($"lstm: {complaint}");
            }
            string command = result.CommandResult.Command is RootCommand ? "" : " " + result.CommandResult.Command.Name;
            errors.WriteLine($"Try lstm{command} --help.");
            return ExitCode.Misused;
        }
        return result.Invoke(configuration);
    }

    /// <summary>All commands.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand("Trains, evaluates, imports and exports LSTM networks for devices: from a spec and data to the weight file that the generated code loads, with a report to judge it by.")
        {
            NewCommand.Create(),
            TrainCommand.Create(),
            SearchCommand.Create(),
            EvaluateCommand.Create(),
            CompareCommand.Create(),
            PredictCommand.Create(),
            TraceCommand.Create(),
            InspectCommand.Create(),
            EmitCommand.Create(),
            ImportCommand.Create(),
            ExportCommand.Create(),
            CompletionCommand.Create(),
        };
        root.Options.OfType<System.CommandLine.Help.HelpOption>().Single().Action = new HelpAction();
        foreach (var option in root.Subcommands.SelectMany(command => command.Options).OfType<Option<bool>>())
        {
            option.CompletionSources.Clear(); // given or not: no "true" or "false" follows
        }
        return root;
    }
}
