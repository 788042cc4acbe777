using System.Linq;
using Lstm.Training.Evaluation;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Sections;

/// <summary>What thresholds come to: precision over recall, output by output.</summary>
internal static class PrecisionRecallChart
{
    /// <summary>Writes a chart for each output of which there is something to find.</summary>
    public static void Write(HtmlWriter html, PartEvaluation part)
    {
        var curves = part.Curves.Where(curve => curve.Positives > 0 && curve.Points.Count > 0).ToList();
        if (curves.Count == 0)
        {
            return;
        }
        html.Element("h3", "Precision and recall over all thresholds");
        using (html.Block("div", ("class", "pair")))
        {
            foreach (var curve in curves)
            {
                Write(html, part, curve);
            }
        }
    }

    private static void Write(HtmlWriter html, PartEvaluation part, ThresholdCurve curve)
    {
        using (html.Block("figure"))
        {
            html.Element("h4", curve.Name);
            var chart = new SvgChart(ChartBox.Half, Axis.Linear(0, 1), Axis.Linear(0, 1));
            double share = curve.Positives / (double)(curve.Positives + curve.Negatives);
            chart.Between(0, share, 1, share, "mark");
            chart.Line([.. curve.Points.Select(point => point.Recall)], [.. curve.Points.Select(point => point.Precision)], "answer");
            var figures = part.Classes.FirstOrDefault(figures => figures.Name == curve.Name);
            if (figures is { Answered: > 0 })
            {
                chart.Dots([(figures.Recall, figures.Precision)], "big truth");
            }
            string at = figures is { Answered: > 0 } ? $" The dot is where the network answers now: recall {Numbers.Percent(figures.Recall)}, precision {Numbers.Percent(figures.Precision)}." : " At the threshold in use nothing is answered with yes.";
            string words = $"Average precision {Numbers.Percent(figures?.AveragePrecision ?? double.NaN)}; guessing has {Numbers.Percent(share)}, the dashed line.{at}";
            chart.WriteTo(html, $"Precision over recall for {curve.Name}. {words}", "recall", "precision");
            html.Element("figcaption", words);
        }
    }
}
