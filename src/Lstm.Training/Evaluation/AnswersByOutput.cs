using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;

namespace Lstm.Training.Evaluation;

/// <summary>Gathers every answer and what it should have been, output by output; of classes each against all others.</summary>
internal sealed class AnswersByOutput(IReadOnlyList<string> outputs, NumberStore store) : Scores
{
    private readonly StoredList<float>[] answers = [.. outputs.Select(_ => new StoredList<float>(store))];
    private readonly StoredList<bool>[] truths = [.. outputs.Select(_ => new StoredList<bool>(store))];

    /// <summary>The answers of a network over sequences in the data's own units.</summary>
    public static AnswersByOutput Of(Predictor predictor, IReadOnlyList<string> outputs, IReadOnlyList<Sequence> sequences, NumberStore store)
    {
        var gathered = new AnswersByOutput(outputs, store);
        foreach (var sequence in sequences)
        {
            predictor.Play(sequence, (start, rows) =>
            {
                for (int t = 0; t < rows.Length / outputs.Count; t++)
                {
                    gathered.Add(rows.Slice(t * outputs.Count, outputs.Count), sequence, start + t);
                }
            });
        }
        return gathered;
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> answers, ReadOnlySpan<float> targets)
    {
        for (int output = 0; output < targets.Length; output++)
        {
            if (!float.IsNaN(targets[output]))
            {
                this.answers[output].Add(answers[output]);
                truths[output].Add(targets[output] >= 0.5f);
            }
        }
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> answers, int target)
    {
        for (int output = 0; output < answers.Length; output++)
        {
            this.answers[output].Add(answers[output]);
            truths[output].Add(output == target);
        }
    }

    /// <summary>What every threshold of an output comes to.</summary>
    public ThresholdCurve Curve(int output)
    {
        var sorted = answers[output].Copy();
        var labels = truths[output].Copy();
        sorted.Sort(labels);
        return ThresholdCurve.Of(outputs[output], sorted, labels);
    }

    /// <inheritdoc/>
    public override PartEvaluation Finish(string part, IReadOnlyList<Prediction> examples) => throw new NotSupportedException();
}
