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
            .Select(pair => Difference(trainer.Blocks(pair.Trained), generated, pair.Own, data))
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

    private static double Difference(IEnumerable<float[]> trained, Predictor generated, Sequence own, DataSet data)
    {
        double largest = 0;
        int outputs = data.OutputSize, inputs = data.InputSize, size = data.TargetScaling?.Centre.Count ?? 1;
        using var expected = trained.SelectMany(rows => rows).GetEnumerator();
        generated.Play(own, (start, rows) =>
        {
            int first = generated.Pools ? 0 : start * outputs;
            for (int i = 0; i < rows.Length; i++)
            {
                int place = first + i;
                // The trainer's network does not add the inputs that the whole network adds at its end.
                float answer = data.TargetsAreDifferences ? rows[i] - own.Inputs[(place / outputs * inputs) + (place % outputs)] : rows[i];
                double value = data.TargetScaling?.Apply(place % size, answer) ?? answer;
                expected.MoveNext();
                largest = Math.Max(largest, Math.Abs(expected.Current - value));
            }
        });
        return largest;
    }
}
