using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>train: a step of the optimiser, ours and PyTorch's.</summary>
internal static class TrainCommand
{
    private const string Reference = "reference:";

    public static Command Create()
    {
        var cases = new ListOption<TrainingCase>("--cases", "What to train: inputs, units, time steps and sequences of a batch", TrainingCase.All, item => item.Name);
        var rounds = new Option<int>("--rounds") { Description = "Turns that each takes, of half a second", HelpName = "N", DefaultValueFactory = _ => 5 };
        var threads = Threads();
        var command = new Command("train", """
            Times a step of the optimiser: an LSTM layer and a dense one on its last hidden state, mean squared error, Adam; ours and
            PyTorch, which has one thread, in turns. Milliseconds: the median and the fastest of all steps, and the processor's per step,
            all threads together, in the turn where it was least. Pin it to as many cores as there are threads with taskset.
            """) { cases, rounds, threads };
        command.SetAction(result =>
        {
            Console.WriteLine("| inputs, units, steps, batch | | median | fastest | processor | PyTorch/this: median | fastest | processor | ours on one thread/this: median | fastest |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
            string? blas = null;
            foreach (var item in cases.Chosen(result))
            {
                blas = Measure(item, result.GetValue(rounds), result.GetValue(threads)!) ?? blas;
            }
            Describe(blas);
        });
        return command;
    }

    private static Option<int[]> Threads() => new("--threads")
    {
        Description = "Numbers of threads of ours, each measured in its turn, separated by commas",
        HelpName = "LIST",
        DefaultValueFactory = _ => [1],
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            int[] counts = [.. text.Split(',').Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 0)];
            if (counts.Any(count => count == 0))
            {
                result.AddError($"--threads: \"{text}\" is not a list of numbers from 1 on, such as 1,2.");
            }
            return counts;
        },
    };

    /// <summary>Prints the rows of a case; returns PyTorch's library of matrix products.</summary>
    private static string? Measure(TrainingCase item, int rounds, int[] threads)
    {
        TrainingSteps[] ours = [.. threads.Select(count => new TrainingSteps(item, count))];
        using var torch = Torch(item);
        var turns = ours.Select(_ => new List<TrainingTimes>()).ToArray();
        var torchTurns = new List<TrainingTimes>();
        for (int round = 0; round < rounds; round++)
        {
            for (int n = 0; n < ours.Length; n++)
            {
                turns[n].Add(ours[n].Time());
            }
            if (torch?.Time(item.Layer, Mode.All[0]) is { } answer)
            {
                torchTurns.Add(new TrainingTimes([answer[0]], answer[1..]));
            }
        }
        var times = Array.ConvertAll(turns, TrainingTimes.Of);
        var itsTimes = torch is null ? null : TrainingTimes.Of(torchTurns);
        int one = Array.IndexOf(threads, 1);
        for (int n = 0; n < ours.Length; n++)
        {
            string who = threads[n] == 1 ? "ours" : $"ours, {threads[n]} threads";
            Console.WriteLine(Row(item, who, times[n], itsTimes) + (one < 0 || one == n ? "| | |" : Ratios($"| {times[one].Median / times[n].Median:F2} | {times[one].Fastest / times[n].Fastest:F2} |")));
            ours[n].Dispose();
        }
        if (itsTimes is not null)
        {
            Console.WriteLine(Row(item, "PyTorch", itsTimes, null) + "| | |");
        }
        return torch?.Isa;
    }

    private static string Row(TrainingCase item, string who, TrainingTimes times, TrainingTimes? torch) =>
        Ratios($"| {item.Name} | {who} | {times.Median:F3} | {times.Fastest:F3} | {times.Processor:F3} |")
        + (torch is null ? " | | " : Ratios($" {torch.Median / times.Median:F2} | {torch.Fastest / times.Fastest:F2} | {torch.Processor / times.Processor:F2} "));

    private static string Ratios(FormattableString text) => FormattableString.Invariant(text);

    private static void Describe(string? blas)
    {
        if (blas is null)
        {
            return;
        }
        Console.WriteLine();
        Console.WriteLine($"PyTorch's matrix products: {blas}");
        if (blas.StartsWith(Reference, StringComparison.Ordinal))
        {
            Console.WriteLine("""
                WARNING: that is the reference BLAS, with which PyTorch is up to 15 times slower than it can be. These ratios say nothing.
                Install a fast one (Debian: apt-get install libopenblas0-pthread) and measure again.
                """);
        }
    }

    private static WorkerProcess? Torch(TrainingCase item)
    {
        var python = Candidate.All([], ["pytorch"], onnxRuntime: "", aot: null, against: null, dataFolder: "").Single();
        string script = Path.Combine(AppContext.BaseDirectory, "baseline", "pytorch_train.py");
        try
        {
            return WorkerProcess.Start(python with { Command = [python.Command[0], script, .. item.Name.Split(':')] }, []);
        }
        catch (MissingException missing)
        {
            Console.Error.WriteLine($"without PyTorch: {missing.Message}");
            return null;
        }
    }
}
