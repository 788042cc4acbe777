using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Evaluation;

/// <summary>Says where a network is no better than a forecast that needs none.</summary>
internal static class NotBeaten
{
    private static readonly string[] HigherIsBetter = ["accuracy", "balanced accuracy"];

    /// <summary>The judged figures in which the network is not better, by name.</summary>
    public static IReadOnlyList<string> Figures(PartEvaluation part, NaiveBaseline baseline) =>
        [.. Compared(part, baseline).Where(figure => figure.Gain <= 0).Select(figure => figure.Name)];

    /// <summary>What is to be said of a part, one sentence for each baseline that is not beaten in every figure.</summary>
    public static IEnumerable<string> In(PartEvaluation part)
    {
        string where = part.Part is "training" or "validation" or "test" ? $"On the {part.Part} part" : $"On {part.Part}";
        foreach (var baseline in part.Baselines)
        {
            var figures = Compared(part, baseline).ToList();
            var lost = figures.Where(figure => figure.Gain <= 0).ToList();
            var won = figures.Except(lost).ToList();
            if (lost.Count > 0)
            {
                string verdict = lost.Any(figure => figure.Gain < 0) ? "worse" : "no better";
                string better = won.Count > 0 ? $" (but better in {Listed(won)})" : "";
                yield return $"{where} the network is {verdict} than {baseline.Does}: {Listed(lost)}{better}.";
            }
        }
    }

    private static string Listed(IEnumerable<Compare> figures) =>
        string.Join(", ", figures.Select(figure => FormattableString.Invariant($"{figure.Name} {figure.Network:G4} against {figure.Naive:G4}")));

    /// <summary>A figure that was not measured, for want of anything to measure it on, is not compared.</summary>
    private static IEnumerable<Compare> Compared(PartEvaluation part, NaiveBaseline baseline) =>
        from name in baseline.Judged
        from network in part.Metrics.Where(metric => metric.Name == name)
        from naive in baseline.Metrics.Where(metric => metric.Name == name)
        select new Compare(name, network.Value, naive.Value);

    private sealed record Compare(string Name, double Network, double Naive)
    {
        /// <summary>Above 0 where the network is better; what is not a number is never better.</summary>
        public double Gain => double.IsNaN(Network) ? double.NegativeInfinity : HigherIsBetter.Contains(Name) ? Network - Naive : Naive - Network;
    }
}
