using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;
using Lstm.Training.Slurm;

namespace Lstm.Trainer.Cli;

/// <summary>The options that send runs to a cluster, and those with which a task of a job array is told its run.</summary>
internal sealed class SlurmArguments
{
    private const string Slurm = "--slurm", More = "--slurm-options", RunName = "--slurm-run", EpochsName = "--slurm-epochs";

    /// <summary>What tells runs, logs and results apart is not for others to choose, and a job that is waited for would not be shown.</summary>
    private static readonly string[] Own = ["--array", "-a", "--job-name", "-J", "--output", "-o", "--error", "-e", "--wait", "-W", "--wrap", "--test-only", "--clusters", "-M"];

    private readonly Option<bool> slurm = new(Slurm) { Description = "Trains runs as tasks of Slurm's job arrays (sbatch), on nodes that share the files, and waits for them; the result is the same as without. --parallel is the most at one time" };
    private readonly Option<string?> options = new(More)
    {
        Description = "With --slurm, words for sbatch: partition, time, memory, processors of a run",
        HelpName = "\"--partition=P --time=T …\"",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            var words = ShellWord.Split(text);
            if (words is null || words.FirstOrDefault(IsOwn) is not null)
            {
                result.AddError($"{More}: {(words is null ? "a quote is not closed." : $"{words.First(IsOwn)} is chosen by the search; leave it out.")}");
            }
            return text;
        },
    };

    // Numbers of the run and of its epochs, for the batch script.
    private readonly Option<int?> run = new(RunName) { Hidden = true };
    private readonly Option<int?> epochs = new(EpochsName) { Hidden = true };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(ToolCommand command)
    {
        command.Group("Slurm", slurm, options);
        command.Options.Add(run);
        command.Options.Add(epochs);
    }

    /// <summary>The run that this process is to train, and how many epochs; null where it is not a task of a job array.</summary>
    public (int Run, int Epochs)? Task(ParseResult result) => result.GetValue(run) is { } number && result.GetValue(epochs) is { } count ? (number, count) : null;

    /// <summary>The number of threads of such a task: the processors that Slurm gives it.</summary>
    public static int ThreadsOfTask => int.TryParse(Environment.GetEnvironmentVariable("SLURM_CPUS_ON_NODE"), out int count) && count > 0 ? count : 1;

    /// <summary>How runs are given to Slurm; null where they are not.</summary>
    /// <exception cref="UsageException">Its options are given without it.</exception>
    public SlurmOptions? Read(ParseResult result, int? atOnce)
    {
        string? more = result.GetValue(options);
        if (!result.GetValue(slurm))
        {
            return more is null ? null : throw new UsageException($"{More} is for {Slurm}.");
        }
        return new SlurmOptions { Script = Script(result), Options = ShellWord.Split(more ?? "")!, AtOnce = atOnce };
    }

    private string Script(ParseResult result)
    {
        // The same line, so that the task reads of the search what this process has read; sbatch's words are for this process alone.
        var own = new[] { result.GetResult(slurm), result.GetResult(options) }.OfType<OptionResult>().SelectMany(option => option.Tokens.Append(option.IdentifierToken)).ToHashSet(ReferenceEqualityComparer.Instance);
        string words = string.Join(' ', result.Tokens.Where(token => !own.Contains(token)).Select(token => ShellWord.Of(token.Value)));
        string folder = ShellWord.Of(Environment.CurrentDirectory);
        return $$"""
            #!/bin/sh
            # Written by lstm search --slurm: trains one run of the search. Arguments: what to add to the task's number, and the run's epochs.
            cd -- {{folder}} || { echo "lstm: $(hostname): this node does not see the folder of the search" >&2; exit 1; }
            exec {{Program()}} {{words}} {{RunName}} "$((SLURM_ARRAY_TASK_ID + $1))" {{EpochsName}} "$2"

            """.ReplaceLineEndings("\n");
    }

    /// <summary>This program as a shell takes it: by the .NET host where that runs it.</summary>
    private static string Program()
    {
        string program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? $"{ShellWord.Of(program)} {ShellWord.Of(typeof(SlurmArguments).Assembly.Location)}" : ShellWord.Of(program);
    }

    private static bool IsOwn(string word) => Own.Contains(word.Split('=')[0]) || Own.Any(own => own.Length == 2 && !word.StartsWith("--", StringComparison.Ordinal) && word.StartsWith(own, StringComparison.Ordinal));
}
