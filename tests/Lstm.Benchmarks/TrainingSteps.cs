using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Benchmarks;

/// <summary>What is trained: one layer and a batch.</summary>
internal sealed record TrainingCase(int Input, int Hidden, int Steps, int Batch)
{
    public static IReadOnlyList<TrainingCase> All { get; } = [new(3, 32, 100, 32), new(1, 16, 200, 32), new(12, 64, 30, 32), new(16, 128, 100, 32), new(64, 256, 50, 32)];

    /// <summary>Layers that can be trained, as peers are told.</summary>
    public static IReadOnlyList<string> Layers { get; } = ["lstm", "gru", "bidirectional"];

    public string Name => $"{Input}:{Hidden}:{Steps}:{Batch}";

    /// <summary>The network: the layer and a dense one.</summary>
    public string Spec(string layer)
    {
        string recurrent = layer switch
        {
            "gru" => $$"""{ "type": "gru", "hidden": {{Hidden}} }""",
            "bidirectional" => $$"""{ "type": "lstm", "hidden": {{Hidden}}, "direction": "bidirectional" }""",
            _ => $$"""{ "type": "lstm", "hidden": {{Hidden}} }""",
        };
        return $$"""{ "input": {{Input}}, "layers": [ {{recurrent}}, { "type": "dense", "size": 1 } ] }""";
    }
}

/// <summary>Steps of our optimiser on one batch, again and again.</summary>
internal sealed class TrainingSteps : IDisposable
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(500);

    private readonly NetworkTrainer trainer;

    public TrainingSteps(TrainingCase item, string layer, int threads)
    {
        var spec = SpecParser.Parse(item.Spec(layer)).Model!;
        var random = new Xoshiro256(1);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
        var sequences = Enumerable.Range(0, item.Batch).Select(n => Sequence.OfNumbers($"{n}", item.Steps, Draw(item.Steps * item.Input), Draw(1))).ToList();
        trainer = new NetworkTrainer(spec, sequences, [], new TrainingOptions { BatchSize = item.Batch, ClipNorm = null, Threads = threads });
        Run(WarmUp);
    }

    /// <summary>Takes some steps.</summary>
    public TrainingTimes Time() => Run(Slice);

    /// <summary>Takes some steps of each at the same time, and divides what they took by how many there are: the time from one finished step to the next.</summary>
    public static TrainingTimes SideBySide(TrainingSteps[] runs)
    {
        var times = new TrainingTimes[runs.Length];
        var threads = runs.Select((run, index) => new Thread(() => times[index] = run.Time())).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return TrainingTimes.Of([.. times.Select(time => time.DividedBy(runs.Length))]);
    }

    public void Dispose() => trainer.Dispose();

    private TrainingTimes Run(TimeSpan time)
    {
        List<double> times = [];
        var processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        do
        {
            long before = Stopwatch.GetTimestamp();
            trainer.RunEpoch(CancellationToken.None); // one batch, one step
            times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }
        while (Stopwatch.GetElapsedTime(start) < time);
        return new TrainingTimes([(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / times.Count], times);
    }
}
