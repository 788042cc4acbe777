using System;
using System.Collections.Generic;
using Lstm.Training.Data;
using Lstm.Training.Emitted;

namespace Lstm.Training.Evaluation;

/// <summary>
/// Takes rows through a network's generated code as they come: the same answers as <see cref="Predictor"/>, with no more than a
/// block of rows in memory. Networks that go backwards, or output fewer rows than they take, are given each sequence whole.
/// </summary>
/// <param name="network">The network.</param>
internal sealed class StreamedPredictor(EmittedNetwork network)
{
    private const int ValuesAtOnce = 1 << 14;

    private readonly int block = network.Spec.NeedsWholeSequence || network.Spec.Stride > 1 ? int.MaxValue : Math.Max(1, ValuesAtOnce / Math.Max(network.Spec.InputSize, network.Spec.OutputSize));
    private readonly List<int> steps = [];
    private readonly List<string?> times = [];
    private readonly Chunks<float> inputs = new();
    private string sequence = "";

    /// <summary>Called for each answer: the sequence, the time step, when it was taken where that is known, whether it is the sequence's last, and the outputs.</summary>
    public delegate void Receiver(string sequence, int step, string? time, bool isLast, ReadOnlySpan<float> outputs);

    /// <summary>Plays all rows.</summary>
    public void Play(IEnumerable<StreamedRow> rows, Receiver receiver)
    {
        foreach (var row in rows)
        {
            if (row.Begins)
            {
                Flush(receiver, isEnd: true);
                network.Reset();
                sequence = row.Sequence;
            }
            else if (steps.Count == block)
            {
                Flush(receiver, isEnd: false); // not before there is another row: the last of a sequence is known as such
            }
            steps.Add(row.Step);
            times.Add(row.Time);
            foreach (float value in row.Inputs)
            {
                inputs.Add(value);
            }
        }
        Flush(receiver, isEnd: true);
    }

    private void Flush(Receiver receiver, bool isEnd)
    {
        if (steps.Count == 0)
        {
            return;
        }
        float[] outputs = network.Run(inputs.Take());
        int size = network.Spec.OutputSize, results = outputs.Length / size;
        if (!network.Spec.Pools)
        {
            for (int t = 0; t < results; t++)
            {
                receiver(sequence, steps[t * network.Spec.Stride], times[t * network.Spec.Stride], isEnd && t == results - 1, outputs.AsSpan(t * size, size));
            }
        }
        else if (isEnd)
        {
            receiver(sequence, steps[^1], times[^1], isLast: true, outputs);
        }
        steps.Clear();
        times.Clear();
    }
}
