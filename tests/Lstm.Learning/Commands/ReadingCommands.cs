using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Lstm.Trainer;
using Lstm.Trainer.Cli.Commands;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Reading;
using Lstm.Training.Engine;
using Lstm.Training.Runs;

namespace Lstm.Learning;

/// <summary>How long reading a CSV file takes, and in how much memory a network is trained on it: for tests/measure-reading.sh.</summary>
internal static class ReadingCommands
{
    private const int WarmUpRows = 20_000, WarmUps = 5;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public static IEnumerable<Command> Create()
    {
        var file = new Argument<string>("file") { Description = "A CSV file" };
        var target = new Option<string>("--target") { Description = "The column to learn", HelpName = "COLUMN", Required = true };
        var reading = new Command("reading", "Processor time of one pass over a file, after some over its beginning: its numbers read, and prepared for training (three parts, standardised).") { file, target };
        reading.SetAction(result => Read(result.GetValue(file)!, result.GetValue(target)!));
        var spec = new Option<string>("--spec") { Description = "The network", HelpName = "FILE", Required = true };
        var memory = new Command("memory", "The most memory that one epoch of lstm train, and lstm evaluate, take beyond what they take for the file's beginning, file-backed pages left aside, in relation to 4 bytes for each number that the network takes or learns.") { file, target, spec };
        memory.SetAction(result => Measure(result.GetValue(file)!, result.GetValue(target)!, result.GetValue(spec)!));
        return [reading, memory];
    }

    private static int Read(string path, string target)
    {
        var options = new DataOptions { Path = path, Target = new NumberTarget([target]), Time = new TimeOptions(), Split = new SplitByTime(0.2, 0.2) };
        string beginning = Beginning(path);
        var steps = new (string Name, Action<DataOptions> Step)[] { ("read", one => SeriesReader.Read(one.Path, new CsvFormat(), one)), ("prepared", one => DataSet.Read(one)) };
        foreach (var (name, step) in steps)
        {
            for (int i = 0; i < WarmUps; i++)
            {
                step(options with { Path = beginning });
            }
            GC.Collect();
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            step(options);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {(Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds:0.000}"));
        }
        return 0;
    }

    private static int Measure(string path, string target, string spec)
    {
        string folder = Directory.CreateTempSubdirectory("lstm-memory-").FullName;
        try
        {
            RunOutcome? Train(string data, IRunListener? listener) => new TrainingRun(
                TrainCommand.Request(spec, ["--data", data, "--target", target, "--validation-share", "0.2", "--test-share", "0.2", "--epochs", "1", "--cache", "none", "--out", Path.Combine(folder, "weights.safetensors")], like: spec), listener).Execute();
            void Evaluate(string data) => LstmTool.Run(["evaluate", spec, "--weights", Path.Combine(folder, "weights.safetensors"), "--data", data], TextWriter.Null, Console.Error);
            Train(Beginning(path), null);
            var training = new Memory();
            var counter = new NumberCounter(training.MostSince);
            Train(path, counter);
            long atEnd = training.MostSince();
            training.Dispose();
            Evaluate(Beginning(path));
            using var evaluation = new Memory();
            Evaluate(path);
            string Told(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB ({(double)bytes / (sizeof(float) * counter.Numbers):0.00} times a float each)");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{counter.Numbers / 1e6:0.0} million numbers: {Told(counter.Reading)} until training begins, {Told(counter.Training)} in training, {Told(atEnd)} in evaluation and report; lstm evaluate {Told(evaluation.MostSince())}"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The first rows of a file, beside it.</summary>
    private static string Beginning(string path)
    {
        string beginning = path + ".beginning.csv";
        File.WriteAllLines(beginning, File.ReadLines(path).Take(WarmUpRows));
        return beginning;
    }

    /// <summary>The memory of this process that no file is behind, in bytes.</summary>
    private static long Anonymous() => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    /// <summary>Watches the memory of this process that no file is behind.</summary>
    private sealed class Memory : IDisposable
    {
        private readonly ManualResetEventSlim done = new();
        private readonly Thread watch;
        private readonly long before;
        private long most;

        public Memory()
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true); // gives what is free back to the system
            before = Anonymous();
            watch = new Thread(() =>
            {
                while (!done.Wait(Interval))
                {
                    Interlocked.Exchange(ref most, Math.Max(Interlocked.Read(ref most), Anonymous()));
                }
            });
            watch.Start();
        }

        /// <summary>The most that it was since it was asked last, beyond what it was at the beginning, in bytes.</summary>
        public long MostSince() => Interlocked.Exchange(ref most, 0) - before;

        public void Dispose()
        {
            done.Set();
            watch.Join();
            done.Dispose();
        }
    }

    /// <summary>Counts the numbers, and looks at the most memory when reading and when training ends.</summary>
    private sealed class NumberCounter(Func<long> most) : IRunListener
    {
        public long Numbers { get; private set; }

        public long Reading { get; private set; }

        public long Training { get; private set; }

        public void Began(Preparation preparation, NetworkTrainer trainer, TrainingPlan plan, int resumedAt)
        {
            Reading = most();
            Numbers = new[] { preparation.Data.Train, preparation.Data.Validation, preparation.Data.Test }.SelectMany(part => part).Sum(sequence => (long)sequence.Inputs.Length + sequence.Targets.Length);
        }

        public void Epoch(TrainingProgress progress)
        {
        }

        public void Trained(TrainingResult result) => Training = most();

        public void Finished(RunOutcome outcome)
        {
        }
    }
}
