using System;
using System.Collections.Generic;
using System.Threading;
using Lstm.Embedded;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Models;

namespace Lstm.Training.Evaluation;

/// <summary>Measures how well a network does.</summary>
/// <param name="predictor">The network.</param>
/// <param name="task">What kind of answer it gives.</param>
/// <param name="outputs">What its outputs are called.</param>
/// <param name="targets">What naive forecasts are made from; null to measure none.</param>
/// <param name="thresholds">From which value on each output means yes; null for 0.5, and of classes the most probable one.</param>
public sealed class Evaluator(Predictor predictor, TaskKind task, IReadOnlyList<string> outputs, TargetStatistics? targets = null, OutputThresholds? thresholds = null)
{
    /// <summary>Whether its numbers are samples of sound, whose error-to-signal ratio is measured too.</summary>
    public bool IsAudio { get; init; }

    /// <summary>Takes answers while they are put into order.</summary>
    internal NumberStore Store { get; init; } = NumberStore.InMemory;

    private const int Examples = 6;
    private const int MostExampleValues = 100_000;

    /// <summary>Measures a part of the data.</summary>
    /// <param name="part">What it is called.</param>
    /// <param name="sequences">In the data's own units, with targets.</param>
    /// <param name="cancellation">Ends it between two blocks of time steps.</param>
    /// <exception cref="OperationCanceledException">Somebody asked for it.</exception>
    public PartEvaluation Evaluate(string part, IReadOnlyList<Sequence> sequences, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        var measured = Measure(part, sequences, cancellation);
        return targets is null ? measured : measured with
        {
            Baselines = new NaiveForecasts(task, outputs, targets, Store).On(sequences, cancellation),
            Season = task == TaskKind.Regression && targets.Horizon.Longest > 0 ? targets.Season : null,
        };
    }

    private PartEvaluation Measure(string part, IReadOnlyList<Sequence> sequences, CancellationToken cancellation)
    {
        using var room = Store.Temporary();
        var scores = Scores.Of(task, outputs, thresholds, targets?.Quantiles, room);
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
        var measured = scores.Finish(part, examples);
        return IsAudio && scores is NumberScores numbers ? measured with { Metrics = [numbers.ErrorToSignal(), .. measured.Metrics] } : measured;
    }

    private void Score(Scores scores, Sequence sequence, int start, ReadOnlySpan<float> rows)
    {
        int size = outputs.Count, steps = rows.Length / size;
        for (int t = 0; t < steps; t++)
        {
            scores.Add(rows.Slice(t * size, size), sequence, start + t);
        }
    }
}
