using System;
using System.Collections.Generic;
using Lstm.Training.Models;

namespace Lstm.Training.Evaluation;

/// <summary>Gathers answers and what they should have been.</summary>
internal abstract class Scores
{
    /// <summary>The scores for a task.</summary>
    public static Scores Of(TaskKind task, IReadOnlyList<string> outputs) => task switch
    {
        TaskKind.Regression or TaskKind.Binary => new NumberScores(task, outputs),
        _ => new ClassScores(task, outputs),
    };

    /// <summary>Adds a row of numbers; a target that is NaN does not count.</summary>
    public virtual void Add(ReadOnlySpan<float> answers, ReadOnlySpan<float> targets) => throw new NotSupportedException();

    /// <summary>Adds the probabilities of classes.</summary>
    public virtual void Add(ReadOnlySpan<float> answers, int target) => throw new NotSupportedException();

    /// <summary>What it comes to.</summary>
    public abstract PartEvaluation Finish(string part, IReadOnlyList<Prediction> examples);
}
