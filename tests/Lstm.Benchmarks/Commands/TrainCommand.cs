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
    public static Command Create()
    {
        var cases = new ListOption<TrainingCase>("--cases", "What to train: inputs, units, time steps and sequences of a batch", TrainingCase.All, item => item.Name);
        var rounds = new Option<int>("--rounds") { Description = "Turns that each takes, of half a second", HelpName = "N", DefaultValueFactory = _ => 5 };
        var threads = new Option<int>("--threads") { Description = "Threads of ours; PyTorch has one", HelpName = "N", DefaultValueFactory = _ => 1 };
        var command = new Command("train", """
            Times a step of the optimiser: an LSTM layer and a dense one on its last hidden state, mean squared error, Adam; ours and
            PyTorch in turns. Milliseconds, medians over all turns. Pin it to as many cores as there are threads with taskset.
            """) { cases, rounds, threads };
        command.SetAction(result =>
        {
            Console.WriteLine("| inputs, units, steps, batch | ours, ms | PyTorch, ms | PyTorch/ours |");
            Console.WriteLine("|---|---|---|---|");
            foreach (var item in cases.Chosen(result))
            {
                Measure(item, result.GetValue(rounds), result.GetValue(threads));
            }
        });
        return command;
    }

    private static void Measure(TrainingCase item, int rounds, int threads)
    {
        using var ours = new TrainingSteps(item, threads);
        using var torch = Torch(item);
        List<double> ourTimes = [], torchTimes = [];
        for (int round = 0; round < rounds; round++)
        {
            ourTimes.AddRange(ours.Time());
            torchTimes.AddRange(torch?.Time(item.Layer, Mode.All[0]) ?? []);
        }
        double our = Median(ourTimes), its = torch is null ? double.NaN : Median(torchTimes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {item.Name} | {our:F3} | {its:F3} | {its / our:F2} |"));
    }

    private static WorkerProcess? Torch(TrainingCase item)
    {
        var python = Candidate.All([], ["pytorch"], onnxRuntime: "", aot: null, dataFolder: "").Single();
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

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
