using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Parameters;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Small things to learn.</summary>
internal static class Problems
{
    public static ModelSpec Spec(string text)
    {
        var result = SpecParser.Parse(text);
        Assert.Empty(result.Errors);
        return result.Model!;
    }

    /// <summary>
    /// The adding problem (Hochreiter and Schmidhuber 1997): of T random numbers two are marked, and their sum is to come
    /// out at the end.
    /// </summary>
    public static List<Sequence> Adding(int count, int length, ulong seed)
    {
        var random = new Xoshiro256(seed);
        return [.. Enumerable.Range(0, count).Select(n =>
        {
            float[] inputs = new float[2 * length];
            for (int t = 0; t < length; t++)
            {
                inputs[2 * t] = random.NextSingle();
            }
            int first = random.NextIndex(length / 2), second = (length / 2) + random.NextIndex(length / 2);
            inputs[(2 * first) + 1] = inputs[(2 * second) + 1] = 1f;
            return Sequence.OfNumbers($"{n}", length, inputs, [inputs[2 * first] + inputs[2 * second]]);
        })];
    }

    /// <summary>Sequences of several lengths whose target at every step is a running mean.</summary>
    public static List<Sequence> RunningMean(int count, ulong seed)
    {
        var random = new Xoshiro256(seed);
        return [.. Enumerable.Range(0, count).Select(n =>
        {
            int length = 5 + random.NextIndex(20);
            float[] inputs = new float[length], targets = new float[length];
            float mean = 0f;
            for (int t = 0; t < length; t++)
            {
                inputs[t] = (2f * random.NextSingle()) - 1f;
                mean += 0.2f * (inputs[t] - mean);
                targets[t] = mean;
            }
            return Sequence.OfNumbers($"{n}", length, inputs, targets);
        })];
    }
}
