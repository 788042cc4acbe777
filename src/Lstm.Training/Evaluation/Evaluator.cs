using System;
using System.Collections.Generic;
using System.Threading;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Models;

namespace Lstm.Training.Evaluation;

/// <summary>Measures how well a network does.</summary>
/// <param name="predictor">The network.</param>
/// <param name="task">What kind of answer it gives.</param>
/// <param name="outputs">What its outputs are called.</param>
public sealed class Evaluator(Predictor predictor, TaskKind task, IReadOnlyList<string> outputs)
{
    private const int Examples = 6;
    private const int MostExampleValues = 1_000_000;

    /// <summary>Measures a part of the data.</summary>
    /// <param name="part">What it is called.</param>
    /// <param name="sequences">In the data's own units, with targets.</param>
    /// <param name="cancellation">Ends it between two blocks of time steps.</param>
    /// <exception cref="OperationCanceledException">Somebody asked for it.</exception>
    public PartEvaluation Evaluate(string part, IReadOnlyList<Sequence> sequences, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        var scores = Scores.Of(task, outputs);
        var examples = new List<Prediction>();
        foreach (var sequence in sequences)
        {
            bool kept = examples.Count < Examples && (long)sequence.Length * outputs.Count <= MostExampleValues;
            float[] all = new float[kept ? sequence.Length * outputs.Count : 0];
            Array.Fill(all, float.NaN); // where a network that pools its time steps says nothing
            predictor.Play(sequence, (start, rows) =>
            {
                cancellation.ThrowIfCancellationRequested();
                if (kept)
                {
                    rows.CopyTo(all.AsSpan(start * outputs.Count));
                }
                Score(scores, sequence, start, rows);
            });
            if (kept)
            {
                examples.Add(new Prediction(sequence, all));
            }
        }
        return scores.Finish(part, examples);
    }

    private void Score(Scores scores, Sequence sequence, int start, ReadOnlySpan<float> rows)
    {
        int size = outputs.Count, steps = rows.Length / size;
        bool numbers = task is TaskKind.Regression or TaskKind.Binary;
        bool atEnd = numbers ? sequence.Targets.Length == size : sequence.Classes.Length == 1;
        for (int t = 0; t < steps; t++)
        {
            int step = start + t;
            if (atEnd && step != sequence.Length - 1)
            {
                continue;
            }
            var row = rows.Slice(t * size, size);
            int index = atEnd ? 0 : step;
            if (numbers)
            {
                scores.Add(row, sequence.Targets.AsSpan(index * size, size));
            }
            else if (sequence.Classes[index] >= 0)
            {
                scores.Add(row, sequence.Classes[index]);
            }
        }
    }
}
