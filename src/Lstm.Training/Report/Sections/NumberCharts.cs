using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Sections;

/// <summary>Numbers: answers against truths, and how the errors are distributed.</summary>
internal static class NumberCharts
{
    private const int MostOutputs = 6;
    private const int MostDots = 2000;
    private const int Bins = 40;

    /// <summary>Writes two charts for each output.</summary>
    public static void Write(HtmlWriter html, PartEvaluation part)
    {
        if (part.Targets.Count > MostOutputs)
        {
            html.Element("p", $"The first {MostOutputs} of {Numbers.Count(part.Targets.Count)} outputs are shown.");
        }
        foreach (var target in part.Targets.Take(MostOutputs))
        {
            html.Element("h3", target.Name);
            int count = Math.Min(target.Truths.Count, target.Answers.Count);
            if (count == 0)
            {
                html.Element("p", "This output has no targets.", ("class", "empty"));
                continue;
            }
            if (count < target.Count)
            {
                html.Element("p", $"Of {Numbers.Count(target.Count)} predictions the charts show {Numbers.Count(count)}, evenly picked; mean and largest error are those of all.");
            }
            using (html.Block("div", ("class", "pair")))
            {
                if (part.Task == TaskKind.Binary)
                {
                    WriteProbabilities(html, target, count);
                }
                else
                {
                    WriteScatter(html, target, count);
                }
                WriteErrors(html, target, count);
            }
        }
    }

    private static void WriteScatter(HtmlWriter html, TargetResult target, int count)
    {
        int every = ((count - 1) / MostDots) + 1;
        var dots = Enumerable.Range(0, ((count - 1) / every) + 1).Select(n => ((double)target.Truths[n * every], (double)target.Answers[n * every])).ToList();
        var axis = Axis.Around(dots.SelectMany(dot => (double[])[dot.Item1, dot.Item2]));
        using (html.Block("figure"))
        {
            html.Element("h4", "Prediction against target");
            var chart = new SvgChart(ChartBox.Half, axis, axis);
            chart.Between(axis.Low, axis.Low, axis.High, axis.High, "mark");
            chart.Dots(dots, "answer");
            chart.WriteTo(html, $"Scatter plot of prediction against target for {target.Name}", "target", "prediction");
            html.Element("figcaption", (every > 1 ? $"{Numbers.Count(dots.Count)} of {Numbers.Count(count)} points, evenly picked. " : $"{Numbers.Of(count, "point")}. ") + "On the dashed line the prediction is exact; above it it is too high, below it too low.");
        }
    }

    /// <summary>What was said where the truth is yes and where it is no, side by side.</summary>
    private static void WriteProbabilities(HtmlWriter html, TargetResult target, int count)
    {
        const int Bars = 20;
        int[] yes = new int[Bars], no = new int[Bars];
        foreach (int n in Enumerable.Range(0, count).Where(n => !float.IsNaN(target.Answers[n]) && !float.IsNaN(target.Truths[n])))
        {
            (target.Truths[n] >= 0.5f ? yes : no)[(int)Math.Clamp(target.Answers[n] * Bars, 0, Bars - 1)]++;
        }
        double yesAll = Math.Max(1, yes.Sum()), noAll = Math.Max(1, no.Sum());
        var y = Axis.Linear(0, 1.05 * Math.Max(yes.Max() / yesAll, no.Max() / noAll), 4);
        var chart = new SvgChart(ChartBox.Half, Axis.Linear(0, 1), y);
        for (int bin = 0; bin < Bars; bin++)
        {
            chart.Bar(bin / (double)Bars, (bin + 0.5) / Bars, no[bin] / noAll, "second");
            chart.Bar((bin + 0.5) / Bars, (bin + 1.0) / Bars, yes[bin] / yesAll, "first");
        }
        using (html.Block("figure"))
        {
            html.Element("h4", "Predictions where the target is yes, and where it is no");
            Legend.Write(html, ("swatch first", $"yes ({Numbers.Count(yes.Sum())})"), ("swatch second", $"no ({Numbers.Count(no.Sum())})"));
            chart.WriteTo(html, $"Histogram of the predictions for {target.Name}", "predicted probability", "share");
            html.Element("figcaption", "The better the network, the further apart the two: no near 0, yes near 1.");
        }
    }

    private static void WriteErrors(HtmlWriter html, TargetResult target, int count)
    {
        var errors = Errors.Of(target, count);
        using (html.Block("figure"))
        {
            html.Element("h4", "Errors (prediction minus target)");
            if (errors.Sorted.Length == 0)
            {
                html.Element("p", "No error is a finite number.", ("class", "empty"));
                return;
            }
            var (low, high) = errors.Range();
            int[] bins = new int[Bins];
            foreach (double error in errors.Sorted.Where(error => error >= low && error <= high))
            {
                bins[(int)Math.Clamp(Bins * (((error / 2) - (low / 2)) / ((high / 2) - (low / 2))), 0, Bins - 1)]++;
            }
            var chart = new SvgChart(ChartBox.Half, Axis.Linear(low, high), Axis.Linear(0, 1.25 * bins.Max(), 4));
            for (int bin = 0; bin < Bins; bin++)
            {
                chart.Bar(low + ((high - low) * bin / Bins), low + ((high - low) * (bin + 1) / Bins), bins[bin], "first");
            }
            chart.Mark(0, "", "zero");
            chart.Mark(errors.Mean, $"mean {Numbers.Text(errors.Mean)}", "best");
            chart.WriteTo(html, $"Histogram of errors for {target.Name}. {errors.InWords()}", "error", "count");
            int beyond = errors.Sorted.Length - bins.Sum();
            html.Element("figcaption", errors.InWords() + (beyond > 0 ? $" {Numbers.Of(beyond, "error")} outside the chart." : "") + (errors.NotFinite > 0 ? $" {Numbers.Of(errors.NotFinite, "prediction")} or targets are not finite and not counted." : ""));
        }
    }

    private sealed record Errors(double[] Sorted, double Mean, double Least, double Greatest, long NotFinite)
    {
        public static Errors Of(TargetResult target, int count)
        {
            var errors = new List<double>(count);
            double mean = 0;
            for (int n = 0; n < count; n++)
            {
                double error = (double)target.Answers[n] - target.Truths[n];
                if (double.IsFinite(error))
                {
                    errors.Add(error);
                    mean += (error - mean) / errors.Count;
                }
            }
            errors.Sort();
            return target.Errors is { } all ? new Errors([.. errors], all.Mean, all.Least, all.Greatest, all.NotFinite)
                : new Errors([.. errors], mean, errors.FirstOrDefault(), errors.LastOrDefault(), count - errors.Count);
        }

        /// <summary>All but the outermost half percent on each side, and 0 in any case.</summary>
        public (double Low, double High) Range()
        {
            double low = Math.Min(0, Quantile(0.005)), high = Math.Max(0, Quantile(0.995));
            double margin = high > low ? 0.03 * (high - low) : Math.Max(1e-12, Math.Abs(high));
            return (low - margin, high + margin);
        }

        public string InWords() => $"Half of the errors lie between {Numbers.Text(Quantile(0.25))} and {Numbers.Text(Quantile(0.75))}, nine in ten between {Numbers.Text(Quantile(0.05))} and {Numbers.Text(Quantile(0.95))}; the largest are {Numbers.Text(Least)} and {Numbers.Text(Greatest)}.";

        private double Quantile(double share) => Sorted[(int)Math.Round(share * (Sorted.Length - 1))];
    }
}
