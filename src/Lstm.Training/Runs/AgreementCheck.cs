using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Evaluation;

namespace Lstm.Training.Runs;

/// <summary>Compares what the trainer's network says of standardised data with what the generated code says of the data itself.</summary>
internal static class AgreementCheck
{
    private const int MostSequences = 64;
    private const int MostSteps = 20_000;

    /// <summary>
    /// The largest difference of an output over the first sequences of each part; of outputs that were standardised, in their
    /// standard deviations.
    /// </summary>
    public static double LargestDifference(ForwardPass trainer, Predictor generated, DataSet data)
    {
        var own = data.InOwnUnits;
        return new[] { (data.Train, own.Train), (data.Validation, own.Validation), (data.Test, own.Test) }
            .SelectMany(part => Pairs(part.Item1, part.Item2))
            .Select(pair => Difference(trainer.Run(pair.Trained), Learnt(generated.Predict(pair.Own), pair.Own, data), data.TargetScaling))
            .DefaultIfEmpty(0)
            .Max();
    }

    private static IEnumerable<(Sequence Trained, Sequence Own)> Pairs(IReadOnlyList<Sequence> trained, IReadOnlyList<Sequence> own)
    {
        int steps = 0;
        for (int i = 0; i < Math.Min(trained.Count, MostSequences) && (i == 0 || steps + own[i].Length <= MostSteps); i++)
        {
            steps += own[i].Length;
            yield return (trained[i], own[i]);
        }
    }

    /// <summary>What the generated code says, less the inputs that it adds at its end where the trainer's network does not.</summary>
    private static float[] Learnt(float[] generated, Sequence own, DataSet data)
    {
        if (data.TargetsAreDifferences)
        {
            int outputs = data.OutputSize, inputs = data.InputSize;
            for (int i = 0; i < generated.Length; i++)
            {
                generated[i] -= own.Inputs[(i / outputs * inputs) + (i % outputs)];
            }
        }
        return generated;
    }

    private static double Difference(float[] trained, float[] generated, Standardisation? targets)
    {
        double largest = 0;
        int size = targets?.Centre.Count ?? 1;
        for (int i = 0; i < trained.Length; i++)
        {
            double value = targets?.Apply(i % size, generated[i]) ?? generated[i];
            largest = Math.Max(largest, Math.Abs(trained[i] - value));
        }
        return largest;
    }
}
