using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Storage;

namespace Lstm.Training.Models;

/// <summary>What the targets of the training part tell without any network: naive forecasts of other data are made from it.</summary>
/// <param name="Means">The mean of each output's targets; of a quantile that quantile of them; of classes and tokens the share of each. NaN for an output without a target.</param>
/// <param name="Horizon">The rows ahead that are forecast; 0 where targets are those of their own time step.</param>
/// <param name="Season">Time steps after which the targets of a forecast repeat themselves; 0 where they do not.</param>
/// <param name="IsWeighted">Whether rare targets counted more in the loss, so that the accuracy alone does not tell how good a network is.</param>
public sealed record TargetStatistics(IReadOnlyList<double> Means, Horizon Horizon, int Season, bool IsWeighted)
{
    /// <summary>The quantiles that come out of each target; empty where the target itself does.</summary>
    public IReadOnlyList<float> Quantiles { get; init; } = [];

    /// <summary>The statistics of a training part.</summary>
    /// <param name="data">In its own units.</param>
    /// <param name="horizon">The rows ahead that are forecast; 0 for none.</param>
    /// <param name="isWeighted">Whether rare targets count more in the loss.</param>
    /// <param name="quantiles">The quantiles that come out of each target; null for none.</param>
    /// <param name="store">Takes targets that have to be put into order; null for memory.</param>
    internal static TargetStatistics Of(DataSet data, Horizon horizon, bool isWeighted, IReadOnlyList<float>? quantiles = null, NumberStore? store = null) =>
        new(quantiles is { Count: > 0 } ? QuantilesOf(data, quantiles, store ?? NumberStore.InMemory) : Mean(data), horizon, data.Classes.Count > 0 ? 0 : Seasonality.Of([.. data.Train.Select(sequence => sequence.Observed).OfType<Data.Sequences.ObservedTargets>().Distinct()]), isWeighted)
        {
            Quantiles = quantiles ?? [],
        };

    private static double[] QuantilesOf(DataSet data, IReadOnlyList<float> quantiles, NumberStore store) => [.. Enumerable.Range(0, data.OutputSize).Select(output =>
    {
        using var room = store.Temporary();
        var targets = new StoredList<float>(room);
        foreach (float target in data.Train.SelectMany(sequence => Enumerable.Range(0, sequence.Targets.Length / data.OutputSize).Select(row => sequence.Targets[(row * data.OutputSize) + output])).Where(target => !float.IsNaN(target)))
        {
            targets.Add(target);
        }
        var sorted = targets.Copy();
        sorted.Sort();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(quantiles[output % quantiles.Count] * sorted.Length))];
    })];

    private static double[] Mean(DataSet data)
    {
        bool classes = data.Classes.Count > 0;
        double[] sums = new double[data.OutputSize], counts = new double[data.OutputSize];
        double named = 0;
        foreach (var sequence in data.Train)
        {
            foreach (int index in sequence.Classes.Where(index => index >= 0))
            {
                sums[index]++;
                named++;
            }
            for (int i = 0; i < sequence.Targets.Length; i++)
            {
                if (!float.IsNaN(sequence.Targets[i]))
                {
                    sums[i % sums.Length] += sequence.Targets[i];
                    counts[i % sums.Length]++;
                }
            }
        }
        return [.. sums.Select((sum, output) => sum / (classes ? named : counts[output]))];
    }
}
