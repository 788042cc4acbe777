using System;
using Lstm.Trainer.Data;
using Lstm.Trainer.Training;

namespace Lstm.Learning;

/// <summary>
/// The adding problem (Hochreiter and Schmidhuber, "Long Short-Term Memory", Neural Computation 9(8), 1997, experiment 4):
/// pairs of a number in ±1 and a marker. Two numbers are marked with 1, one of the first ten and another of the first
/// T/2 − 1; the first and last marker is −1, the rest 0. At the end 0.5 + (X1 + X2)/4 is to come out. There are T to
/// T + T/10 pairs; where the first pair is marked, its number is 0.
/// </summary>
internal sealed class AddingProblem(int steps, Setting setting) : Problem
{
    private const float Tolerance = 0.04f;
    private const int FirstMarks = 10;

    public override string Name => $"adding, T = {steps}";

    public override string Criterion => "error at the end at most 0.04";

    public override LossKind Loss => LossKind.MeanSquared;

    public override Setting Setting => setting;

    public override int Allowed => 10;

    protected override int InputSize => 2;

    protected override int OutputSize => 1;

    public static AddingProblem Full(int steps) => new(steps, new Setting(Hidden: 16, LearningRate: 0.001f, BatchSize: 32, Sequences: 6400, Epochs: 150, ForgetBias: steps < 200 ? 5f : 6f));

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
}
