using System;
using System.Collections.Generic;
using System.CommandLine;

namespace Lstm.Learning;

/// <summary>A command for each problem, and one for all.</summary>
internal static class ProblemCommands
{
    private const int FewestSteps = 20;

    /// <summary>All of them.</summary>
    public static IEnumerable<Command> Create()
    {
        var steps = Number("--steps", "Time steps T", 100, FewestSteps, 100_000);
        yield return Create(
            "adding", "Two marked numbers of a long sequence are to be added (Hochreiter and Schmidhuber 1997).",
            AddingProblem.Quick, result => AddingProblem.Full(result.GetValue(steps)), steps);

        var symbols = Number("--symbols", "How many symbols count, 2 or 3", 2, 2, 3);
        yield return Create(
            "temporal-order", "In which order did two or three symbols come, far apart (Hochreiter and Schmidhuber 1997)?",
            TemporalOrderProblem.Quick, result => TemporalOrderProblem.Full(result.GetValue(symbols)), symbols);

        yield return Create(
            "reber", "What may come next in strings of the embedded Reber grammar (Hochreiter and Schmidhuber 1997)?",
            ReberProblem.Quick, _ => ReberProblem.Full());

        var interval = Number("--interval", "The least distance F of two spikes", 10, 1, 10_000);
        var peepholes = new Option<bool>("--peepholes") { Description = "The gates see the cell state" };
        yield return Create(
            "timing", "How many steps are between two spikes (after Gers and Schmidhuber 2000)?",
            () => TimingProblem.Quick(peephole: true), result => TimingProblem.Full(result.GetValue(interval), result.GetValue(peepholes)), interval, peepholes);

        var words = new Option<bool>("--words") { Description = "Word by word; otherwise character by character" };
        yield return Create(
            "sentences", "What may come next in short sentences: doug saw jane.",
            SentenceProblem.Quick, result => SentenceProblem.Full(result.GetValue(words)), words);

        yield return CreateAll();
    }

    private static Command Create(string name, string description, Func<Problem> quick, Func<ParseResult, Problem> full, params Option[] own)
    {
        var options = new LearningOptions();
        var isQuick = Quick();
        var command = new Command(name, description) { isQuick };
        foreach (var option in own)
        {
            command.Add(option);
        }
        options.AddTo(command);
        command.SetAction(result => options.Run(result, [result.GetValue(isQuick) ? quick() : full(result)]));
        return command;
    }

    private static Command CreateAll()
    {
        var options = new LearningOptions();
        var isQuick = Quick();
        var command = new Command("all", "All problems, one after the other.") { isQuick };
        options.AddTo(command);
        command.SetAction(result => options.Run(result, result.GetValue(isQuick) ? AllProblems.Quick : AllProblems.Full));
        return command;
    }

    private static Option<bool> Quick() => new("--quick") { Description = "An easier setting of a few seconds" };

    private static Option<int> Number(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            int value = result.GetValueOrDefault<int>();
            if (value < least || value > most)
            {
                result.AddError($"{name} is {value}; it must be from {least} to {most}.");
            }
        });
        return option;
    }
}
