using System;
using System.Collections.Generic;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Learning;

/// <summary>
/// The adding problem (Hochreiter and Schmidhuber, "Long Short-Term Memory", Neural Computation 9(8), 1997, experiment 4):
/// pairs of a number in ±1 and a marker. Two numbers are marked with 1, one of the first ten and another of the first
/// T/2 − 1; the first and last marker is −1, the rest 0. At the end 0.5 + (X1 + X2)/4 is to come out. There are T to
/// T + T/10 pairs; where the first pair is marked, its number is 0.
/// </summary>
/// <remarks>
/// Long sequences are learnt in stages: first half as long, and so on, as far as can be learnt from the beginning. Every stage
/// draws sequences of its own; the figures are those of the last.
/// </remarks>
internal sealed class AddingProblem(int steps, Setting setting, AddingProblem? first = null) : Problem
{
    private const int LearntFromTheBeginning = 100;
    private const float Tolerance = 0.04f;
    private const int FirstMarks = 10;

    public override string Name => $"adding, T = {steps}{(first is null ? "" : $" after {string.Join(", ", Stages())}")}";

    public override Problem? First => first;

    public override string Criterion => "error at the end at most 0.04";

    public override LossKind Loss => LossKind.MeanSquared;

    public override Setting Setting => setting;

    public override int Allowed => 10;

    protected override int InputSize => 2;

    protected override int OutputSize => 1;

    public static AddingProblem Full(int steps) => new(
        steps,
        new Setting(Hidden: 16, LearningRate: 0.001f, BatchSize: 32, Sequences: 6400, Epochs: 150, ForgetBias: 5f),
        steps > LearntFromTheBeginning ? Full(Math.Max(LearntFromTheBeginning, steps / 2)) : null);

    public static AddingProblem Quick() => new(30, new Setting(Hidden: 16, LearningRate: 0.01f, BatchSize: 32, Sequences: 3200, Epochs: 60, ForgetBias: 3f));

    public override Sequence Draw(Xoshiro256 random)
    {
        int length = steps + random.NextIndex((steps / 10) + 1);
        float[] inputs = new float[2 * length];
        for (int t = 0; t < length; t++)
        {
            inputs[2 * t] = (2f * random.NextSingle()) - 1f;
        }
        int first = random.NextIndex(FirstMarks), second = random.NextIndex((steps / 2) - 2);
        second += second >= first ? 1 : 0; // one of those that are not marked yet
        if (Math.Min(first, second) == 0)
        {
            inputs[0] = 0f;
        }
        inputs[1] = inputs[(2 * length) - 1] = -1f;
        inputs[(2 * first) + 1] = inputs[(2 * second) + 1] = 1f;
        float sum = inputs[2 * first] + inputs[2 * second];
        return Sequence.OfNumbers(Unique(random), length, inputs, [0.5f + (sum / 4f)]);
    }

    public override bool IsRight(Sequence sequence, ReadOnlySpan<float> outputs) => MathF.Abs(outputs[^1] - sequence.Targets[0]) <= Tolerance;

    /// <summary>The lengths that come before this one.</summary>
    private IEnumerable<int> Stages() => first is null ? [] : [.. first.Stages(), first.Steps];

    private int Steps => steps;
}
