using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Engine;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Sections;

/// <summary>How the loss and the learning rate went, epoch by epoch.</summary>
internal static class LossSection
{
    // From this ratio of the highest to the lowest on, equal distances on the axis are equal ratios.
    private const double LogFrom = 20;

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, TrainingReport report)
    {
        using (html.Block("section", ("id", "loss")))
        {
            html.Element("h2", "Loss: " + report.Loss);
            var history = report.Result.History;
            if (history.Count == 0)
            {
                html.Element("p", "No epoch was completed: there is no curve to show.", ("class", "empty"));
                return;
            }
            WriteCurves(html, report, history);
            html.Element("p", InWords(report.Result), ("class", "finding"));
            WriteRate(html, history);
        }
    }

    private static void WriteCurves(HtmlWriter html, TrainingReport report, IReadOnlyList<EpochRecord> history)
    {
        double[] epochs = [.. history.Select(epoch => (double)epoch.Epoch)];
        double[] training = [.. history.Select(epoch => epoch.TrainingLoss)], validation = [.. history.Select(epoch => epoch.ValidationLoss)];
        bool validated = validation.Any(loss => !double.IsNaN(loss));
        var y = AxisOf([.. training, .. validation]);
        var chart = new SvgChart(ChartBox.Wide, Axis.Counts(history[0].Epoch, history[^1].Epoch), y);
        if (report.Result.Best is { Epoch: > 0 } best)
        {
            chart.Mark(best.Epoch, $"best: epoch {Numbers.Count(best.Epoch)}, {Numbers.Text(best.Loss)}", "best");
        }
        chart.Line(epochs, training, "training");
        chart.Line(epochs, validation, "validation");
        (string, string) trainingEntry = ("line training", "training, before each step of the optimiser");
        Legend.Write(html, validated ? [trainingEntry, ("line validation", "validation, after the epoch")] : [trainingEntry]);
        chart.WriteTo(html, "Loss over epochs. " + InWords(report.Result), "epoch", y.Logarithmic ? "loss (logarithmic)" : "loss");
        if (!validated)
        {
            html.Element("p", "There is no validation part: the training loss chose the best epoch, so nothing here shows whether the network overfits.", ("class", "finding"));
        }
    }

    private static string InWords(TrainingResult result)
    {
        if (result.Best is not { } best)
        {
            return "No epoch was the best.";
        }
        if (best.Epoch == 0)
        {
            return $"No epoch was better on the validation part than the network as it began, with a loss of {Numbers.Text(best.Loss)}: it is the one kept.";
        }
        var last = result.History[^1];
        string validation = double.IsNaN(best.ValidationLoss) ? "" : $", validation loss {Numbers.Text(best.ValidationLoss)}";
        string text = $"Epoch {Numbers.Count(best.Epoch)} of {Numbers.Count(result.History.Count)} is the best: training loss {Numbers.Text(best.TrainingLoss)}{validation}. Its weights are the ones kept.";
        bool worse = last.Epoch > best.Epoch && last.ValidationLoss > 1.1 * best.ValidationLoss;
        return text + (worse ? $" By the last epoch the validation loss had risen to {Numbers.Text(last.ValidationLoss)} and the training loss at {Numbers.Text(last.TrainingLoss)}: {(last.TrainingLoss < best.TrainingLoss ? "after the best epoch the network may have begun to overfit" : "training had become unsteady")}." : "");
    }

    private static void WriteRate(HtmlWriter html, IReadOnlyList<EpochRecord> history)
    {
        double[] rates = [.. history.Select(epoch => epoch.LearningRate)];
        if (rates.All(rate => rate == rates[0]))
        {
            html.Element("p", $"The learning rate was {Numbers.Text(rates[0])} throughout.");
            return;
        }
        html.Element("h3", "Learning rate");
        var y = AxisOf(rates);
        var chart = new SvgChart(ChartBox.Wide with { Height = 170 }, Axis.Counts(history[0].Epoch, history[^1].Epoch), y);
        chart.Line([.. history.Select(epoch => (double)epoch.Epoch)], rates, "answer");
        chart.WriteTo(html, $"Learning rate over epochs, from {Numbers.Text(rates[0])} to {Numbers.Text(rates[^1])}", "epoch", y.Logarithmic ? "rate (log.)" : "rate");
    }

    /// <summary>An axis for losses or rates.</summary>
    internal static Axis AxisOf(double[] values)
    {
        var finite = values.Where(double.IsFinite).ToList();
        if (finite.Count == 0)
        {
            return Axis.Linear(0, 1);
        }
        double low = finite.Min(), high = finite.Max();
        return low > 0 && high / low > LogFrom ? Axis.Log(low / 1.2, high * 1.2)
            : low >= 0 ? Axis.Linear(0, Math.Max(high * 1.06, 1e-300))
            : Axis.Around(finite);
    }
}
