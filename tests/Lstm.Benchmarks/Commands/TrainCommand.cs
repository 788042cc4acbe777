using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>train: a step of the optimiser, ours and those of PyTorch and TorchSharp.</summary>
internal static class TrainCommand
{
    private const string Reference = "reference:";
    private const string TorchSharp = "TorchSharp", PyTorch = "PyTorch";

    public static Command Create()
    {
        var cases = new ListOption<TrainingCase>("--cases", "What to train: inputs, units, time steps and sequences of a batch", TrainingCase.All, item => item.Name);
        var layers = new ListOption<string>("--layers", "Recurrent layers; PyTorch is measured on lstm only", TrainingCase.Layers, layer => layer, unasked: ["gru", "bidirectional"]);
        var rounds = new Option<int>("--rounds") { Description = "Turns that each takes, of half a second", HelpName = "N", DefaultValueFactory = _ => 5 };
        var torchSharp = new Option<string?>("--torchsharp") { Description = "Where baseline/torchsharp_train.cs was built, for TorchSharp beside the others", HelpName = "FOLDER" };
        var threads = Threads();
        var command = new Command("train", """
            Times a step of the optimiser: a recurrent layer and a dense one on its last output, mean squared error, Adam; ours and
            PyTorch or TorchSharp, which have one thread, in turns. Milliseconds: the median and the fastest of all steps, and the
            processor's per step, all threads together, in the turn where it was least; and how many times ours, of the first number of
            threads, each takes. With several threads, also as many runs of one thread each at the same time, from one finished step to
            the next. Pin it to as many cores as there are threads with taskset.
            """) { cases, layers, rounds, threads, torchSharp };
        command.SetAction(result =>
        {
            Console.WriteLine("| layer | inputs, units, steps, batch | | median | fastest | processor | this/ours: median | fastest | processor |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
            var said = new Dictionary<string, string>();
            foreach (string layer in layers.Chosen(result))
            {
                foreach (var item in cases.Chosen(result))
                {
                    Measure(item, layer, result.GetValue(rounds), result.GetValue(threads)!, result.GetValue(torchSharp), said);
                }
            }
            Describe(said);
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

    /// <summary>Prints the rows of a case; adds what each peer says about itself.</summary>
    private static void Measure(TrainingCase item, string layer, int rounds, int[] threads, string? torchSharp, Dictionary<string, string> said)
    {
        TrainingSteps[] runs = [.. Enumerable.Range(0, threads.Max()).Select(_ => new TrainingSteps(item, layer, 1))];
        var ours = threads.Select(count => (Count: count, Steps: count == 1 ? runs[0] : new TrainingSteps(item, layer, count))).ToArray();
        var peers = Peers(item, layer, torchSharp);
        var contenders = new List<(string Name, Func<TrainingTimes> Time, List<TrainingTimes> Turns)>();
        foreach (var (count, steps) in ours)
        {
            contenders.Add((count == 1 ? "ours" : $"ours, {count} threads", steps.Time, []));
            if (count > 1)
            {
                contenders.Add(($"ours, {count} runs side by side", () => TrainingSteps.SideBySide(runs[..count]), []));
            }
        }
        foreach (var (name, peer) in peers)
        {
            contenders.Add((name, () => Time(peer, item), []));
            said[name] = peer.Isa;
        }
        for (int round = 0; round < rounds; round++)
        {
            contenders.ForEach(contender => contender.Turns.Add(contender.Time()));
        }
        var first = TrainingTimes.Of(contenders[0].Turns);
        foreach (var (name, _, turns) in contenders)
        {
            var times = TrainingTimes.Of(turns);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {layer} | {item.Name} | {name} | {times.Median:F3} | {times.Fastest:F3} | {times.Processor:F3} | {times.Median / first.Median:F2} | {times.Fastest / first.Fastest:F2} | {times.Processor / first.Processor:F2} |"));
        }
        Array.ForEach(runs, run => run.Dispose());
        Array.ForEach(ours, contender => contender.Steps.Dispose());
        peers.ForEach(peer => peer.Process.Dispose());
    }

    private static TrainingTimes Time(WorkerProcess peer, TrainingCase item)
    {
        double[] answer = peer.Time(new Size(item.Input, item.Hidden), Mode.All[0]);
        return new TrainingTimes([answer[0]], answer[1..]);
    }

    private static void Describe(Dictionary<string, string> said)
    {
        if (said.TryGetValue(TorchSharp, out string? version))
        {
            Console.WriteLine();
            Console.WriteLine($"TorchSharp: libtorch {version}");
        }
        if (said.TryGetValue(PyTorch, out string? blas))
        {
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
    }

    private static List<(string Name, WorkerProcess Process)> Peers(TrainingCase item, string layer, string? torchSharp)
    {
        var peers = new List<(string, WorkerProcess)>();
        string[] sizes = item.Name.Split(':');
        if (torchSharp is not null)
        {
            string program = Path.GetFullPath(Path.Combine(torchSharp, OperatingSystem.IsWindows() ? "torchsharp_train.exe" : "torchsharp_train"));
            Start(TorchSharp, new Candidate("torchsharp", null, [program, layer, .. sizes]));
        }
        if (layer == "lstm")
        {
            var python = Candidate.All([], ["pytorch"], onnxRuntime: "", aot: null, against: null, dataFolder: "").Single();
            Start(PyTorch, python with { Command = [python.Command[0], Path.Combine(AppContext.BaseDirectory, "baseline", "pytorch_train.py"), .. sizes] });
        }
        return peers;

        void Start(string name, Candidate candidate)
        {
            try
            {
                peers.Add((name, WorkerProcess.Start(candidate, [])));
            }
            catch (MissingException missing)
            {
                Console.Error.WriteLine($"without {name}: {missing.Message}");
            }
        }
    }
}
