using System;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Learning;

/// <summary>
/// Measuring the distance between spikes (after Gers and Schmidhuber, "Recurrent Nets that Time and Count", 2000, and
/// Gers, Schraudolph and Schmidhuber, "Learning Precise Timing with LSTM Recurrent Networks", 2002): the input is 1 at a
/// spike and 0 elsewhere; the distance of two spikes is F + I steps, I drawn from 0 to 10 anew each time. At every spike
/// but the first I/10 is to come out.
/// </summary>
internal sealed class TimingProblem(int interval, bool peephole, Setting setting) : Problem
{
    private const int Spread = 10, Distances = 5;

    public override string Name => $"spike distance, F = {interval}, {(peephole ? "with" : "without")} peepholes";

    public override string Criterion => "every distance of a train told to the step";

    public override LossKind Loss => LossKind.MeanSquared;

    public override Setting Setting => setting;

    public override int Allowed => 100;

    protected override int InputSize => 1;

    protected override int OutputSize => 1;

    protected override bool Peephole => peephole;

    public static TimingProblem Full(int interval, bool peephole) => new(interval, peephole, new Setting(Hidden: 4, LearningRate: 0.01f, BatchSize: 32, Sequences: 3200, Epochs: 200));

    public static TimingProblem Quick(bool peephole) => new(5, peephole, new Setting(Hidden: 8, LearningRate: 0.02f, BatchSize: 32, Sequences: 3200, Epochs: 60));

    public override Sequence Draw(Xoshiro256 random)
    {
        Span<int> offsets = stackalloc int[Distances];
        int length = 1;
        foreach (ref int offset in offsets)
        {
            offset = random.NextIndex(Spread + 1);
            length += interval + offset;
        }
        float[] inputs = new float[length], targets = new float[length];
        Array.Fill(targets, float.NaN);
        inputs[0] = 1f;
        int spike = 0;
        foreach (int offset in offsets)
        {
            spike += interval + offset;
            inputs[spike] = 1f;
            targets[spike] = offset / (float)Spread;
        }
        return Sequence.OfNumbers(Unique(random), length, inputs, targets);
    }

    public override bool IsRight(Sequence sequence, ReadOnlySpan<float> outputs)
    {
        for (int t = 0; t < outputs.Length; t++)
        {
            float target = sequence.Targets[t];
            if (!float.IsNaN(target) && !(MathF.Abs(outputs[t] - target) < 0.5f / Spread))
            {
                return false;
            }
        }
        return true;
    }
}
