using System;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Learning;

/// <summary>
/// Temporal order (Hochreiter and Schmidhuber 1997, experiment 6): 100 to 110 symbols begin with E, end with B and are
/// else drawn from a, b, c, d, but for two or three that are X or Y, far apart. The class is which they were, in order.
/// With two they stand at steps 10–20 and 50–60, with three at 10–20, 33–43 and 66–76.
/// </summary>
internal sealed class TemporalOrderProblem(int symbols, int shortest, Setting setting) : Problem
{
    private const float Tolerance = 0.3f;
    private const int Begin = 6, End = 7, X = 4, Distractors = 4, Spread = 11;

    public override string Name => $"temporal order, {symbols} symbols{(shortest == 100 ? "" : $", T = {shortest}")}";

    public override string Criterion => "every output within 0.3";

    public override LossKind Loss => LossKind.CrossEntropy;

    public override Setting Setting => setting;

    public override int Allowed => 10;

    protected override int InputSize => 8;

    protected override int OutputSize => 1 << symbols;

    public static TemporalOrderProblem Full(int symbols) => new(symbols, 100, new Setting(Hidden: 16, LearningRate: 0.005f, BatchSize: 32, Sequences: 3200, Epochs: 100, ForgetBias: 3f));

    public static TemporalOrderProblem Quick() => new(2, 50, new Setting(Hidden: 16, LearningRate: 0.005f, BatchSize: 32, Sequences: 3200, Epochs: 40, ForgetBias: 3f));

    public override Sequence Draw(Xoshiro256 random)
    {
        int length = shortest + random.NextIndex(Spread);
        int[] tokens = [.. Enumerable.Range(0, length).Select(_ => random.NextIndex(Distractors))];
        tokens[0] = Begin;
        tokens[^1] = End;
        int order = 0;
        foreach (int first in symbols == 2 ? new[] { 10, 50 } : [10, 33, 66])
        {
            int which = random.NextIndex(2);
            tokens[(first * shortest / 100) + random.NextIndex((Spread * shortest / 100) + 1)] = X + which;
            order = (2 * order) + which;
        }
        return new Sequence(Unique(random), length, [], [], [order], tokens);
    }

    public override bool IsRight(Sequence sequence, ReadOnlySpan<float> outputs)
    {
        var last = outputs[^OutputSize..];
        for (int i = 0; i < last.Length; i++)
        {
            if (MathF.Abs(last[i] - (i == sequence.Classes[0] ? 1f : 0f)) > Tolerance)
            {
                return false;
            }
        }
        return true;
    }
}
