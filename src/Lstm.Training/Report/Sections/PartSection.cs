using System;
using System.Globalization;
using System.Linq;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Sections;

/// <summary>How the network does on one part of the data.</summary>
internal static class PartSection
{
    /// <summary>Where the section of a part, counted from 0, is on the page.</summary>
    public static string Anchor(int index) => "part-" + (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>"the test part", or the path of other data.</summary>
    public static string Called(PartEvaluation part) => part.Part is "training" or "validation" or "test" ? $"the {part.Part} part" : part.Part;

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, PartEvaluation part, int index)
    {
        using (html.Block("section", ("id", Anchor(index))))
        {
            html.Element("h2", "On " + Called(part));
            if (part.Metrics.Count > 0)
            {
                WriteFigures(html, part);
            }
            bool numbers = part.Targets.Any(target => target.Truths.Count > 0);
            if (part.Metrics.Count == 0 && !numbers && part.Confusion is null && part.TrueClassProbabilities.Count == 0 && part.Examples.Count == 0)
            {
                html.Element("p", "This part is empty: there is nothing to show.", ("class", "empty"));
                return;
            }
            if (part.Task == TaskKind.Binary && part.Classes.Count > 1)
            {
                html.Element("h3", "Output by output");
                DataTable.Write(
                    html,
                    "Recall: the share of true positives that are found. Precision: how often a yes is correct. F1: the harmonic mean of both. From: the probability from which on the answer is yes. A dash: there was none.",
                    ["output", "how many", "recall", "precision", "F1", "average precision", "from"],
                    part.Classes.Select(figures => (string[])[figures.Name, Numbers.Count(figures.Count), Numbers.Percent(figures.Recall), Numbers.Percent(figures.Precision), Numbers.Percent(figures.F1), Numbers.Percent(figures.AveragePrecision), FormattableString.Invariant($"{figures.Threshold:G4}")]));
            }
            if (numbers)
            {
                NumberCharts.Write(html, part);
            }
            if (part.Confusion is { } confusion)
            {
                ConfusionTable.Write(html, confusion, part.Classes);
            }
            PrecisionRecallChart.Write(html, part);
            if (part.TrueClassProbabilities.Count > 0)
            {
                ProbabilityChart.Write(html, part.TrueClassProbabilities, part.Task);
            }
            ExampleCharts.Write(html, part);
        }
    }

    /// <summary>The network's figures beside those of forecasts that need none.</summary>
    private static void WriteFigures(HtmlWriter html, PartEvaluation part)
    {
        string Naive(NaiveBaseline baseline, string name) => baseline.Metrics.FirstOrDefault(metric => metric.Name == name) is { } metric ? Numbers.Text(metric.Value) : "–";
        DataTable.Write(
            html,
            part.Baselines.Count == 0 ? "Figures" : "Figures, beside those of naive forecasts",
            ["figure", "value", .. part.Baselines.Select(baseline => baseline.Does), "what it is"],
            part.Metrics.Select(metric => (string[])[metric.Name, Numbers.Text(metric.Value), .. part.Baselines.Select(baseline => Naive(baseline, metric.Name)), metric.Meaning]),
            words: true);
        if (part is { Season: 0, Baselines.Count: > 0 })
        {
            html.Element("p", "The training part shows no season: there is no seasonal forecast to compare with.");
        }
    }
}
