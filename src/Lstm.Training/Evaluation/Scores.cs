using System;
using System.Collections.Generic;
using Lstm.Embedded;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Models;

namespace Lstm.Training.Evaluation;

/// <summary>Gathers answers and what they should have been.</summary>
internal abstract class Scores
{
    /// <summary>Curves of more outputs are not shown, and no more points of each.</summary>
    protected const int MostCurves = 8, MostCurvePoints = 200;

    /// <summary>The scores for a task.</summary>
    /// <param name="task">What kind of answers.</param>
    /// <param name="outputs">What they are called.</param>
    /// <param name="thresholds">From which value on each means yes; null for the usual.</param>
    /// <param name="quantiles">The quantiles that come out of each target; null or empty where the target itself does.</param>
    /// <param name="store">Takes the answers that are put into order; null for memory.</param>
    public static Scores Of(TaskKind task, IReadOnlyList<string> outputs, OutputThresholds? thresholds = null, IReadOnlyList<float>? quantiles = null, NumberStore? store = null)
    {
        thresholds ??= OutputThresholds.None(outputs.Count);
        store ??= NumberStore.InMemory;
        return task switch
        {
            TaskKind.Regression when quantiles is { Count: > 0 } => new QuantileScores(outputs, quantiles),
            TaskKind.Regression => new NumberScores(outputs),
            TaskKind.Binary => new BinaryScores(outputs, thresholds, store),
            _ => new ClassScores(task, outputs, thresholds, store),
        };
    }

    /// <summary>Adds a row of numbers; a target that is NaN does not count.</summary>
    public virtual void Add(ReadOnlySpan<float> answers, ReadOnlySpan<float> targets) => throw new NotSupportedException();

    /// <summary>Adds the probabilities of classes.</summary>
    public virtual void Add(ReadOnlySpan<float> answers, int target) => throw new NotSupportedException();

    /// <summary>Adds the answer at a time step of a sequence, if there is a target for it.</summary>
    public void Add(ReadOnlySpan<float> answers, Sequence sequence, int step)
    {
        bool numbers = sequence.Classes.Length == 0;
        bool atEnd = numbers ? sequence.Targets.Length == answers.Length : sequence.Classes.Length == 1;
        if (atEnd && step != sequence.Length - 1)
        {
            return;
        }
        int index = atEnd ? 0 : step;
        if (numbers)
        {
            Add(answers, sequence.Targets.AsSpan(index * answers.Length, answers.Length));
        }
        else if (sequence.Classes[index] >= 0)
        {
            Add(answers, sequence.Classes[index]);
        }
    }

    /// <summary>What it comes to.</summary>
    public abstract PartEvaluation Finish(string part, IReadOnlyList<Prediction> examples);
}
