using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Evaluation;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Sections;

/// <summary>Which class was taken for which, and how far each class can be trusted.</summary>
internal static class ConfusionTable
{
    private const int MostClasses = 24;
    private const int MostRows = 60;
    private const int FewClasses = 12;

    /// <summary>Writes both tables.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="confusion">Which class was taken for which.</param>
    /// <param name="figures">What else was measured of each class; may be empty.</param>
    public static void Write(HtmlWriter html, ConfusionMatrix confusion, IReadOnlyList<ClassFigures> figures)
    {
        int count = Math.Min(confusion.Classes.Count, Math.Min(confusion.Counts.GetLength(0), confusion.Counts.GetLength(1)));
        if (count == 0)
        {
            html.Element("p", "There are no classes.", ("class", "empty"));
            return;
        }
        var classes = Enumerable.Range(0, count).Select(n => ClassResult.Of(confusion, n, count)).ToList();
        WriteMatrix(html, confusion, classes);
        WriteClasses(html, classes, figures);
    }

    private static void WriteMatrix(HtmlWriter html, ConfusionMatrix confusion, List<ClassResult> classes)
    {
        var shown = classes.Count <= MostClasses ? classes : [.. classes.OrderByDescending(result => result.Mistakes).Take(MostClasses).OrderBy(result => result.Index)];
        bool counts = shown.Count <= FewClasses;
        html.Element("h3", "Confusion matrix");
        html.Element("p", (shown.Count < classes.Count ? $"The {MostClasses} of {Numbers.Count(classes.Count)} classes with the most mistakes. " : "")
            + $"A row is a true class, a column a predicted class; the percentage is the share of the row{(counts ? ", the number below it how often" : "")}. A perfect network has 100 % on the diagonal.");
        using (html.Block("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", "Confusion matrix")))
        using (html.Block("table", ("class", counts ? "confusion" : "confusion small")))
        {
            html.Element("caption", "True class (rows) and predicted class (columns)");
            using (html.Block("thead"))
            using (html.Block("tr"))
            {
                html.Element("th", "truth \\ said", ("scope", "col"));
                foreach (var result in shown)
                {
                    html.Element("th", Charts.SvgChart.Short(TraceCurves.Visible(result.Name), 16), ("scope", "col"), ("title", result.Name));
                }
            }
            using (html.Block("tbody"))
            {
                foreach (var row in shown)
                {
                    WriteRow(html, confusion, row, shown, counts);
                }
            }
        }
    }

    private static void WriteRow(HtmlWriter html, ConfusionMatrix confusion, ClassResult row, List<ClassResult> shown, bool counts)
    {
        using (html.Block("tr"))
        {
            html.Element("th", Charts.SvgChart.Short(TraceCurves.Visible(row.Name), 24), ("scope", "row"), ("title", row.Name));
            foreach (var column in shown)
            {
                long n = confusion.Counts[row.Index, column.Index];
                double share = row.Total == 0 ? 0 : n / (double)row.Total;
                string kind = (row.Index == column.Index ? "hit s" : "miss s") + Numbers.Exact(n == 0 ? 0 : Math.Max(1, Math.Round(Math.Clamp(share, 0, 1) * 10)));
                using (html.Block("td", ("class", kind)))
                {
                    html.Text(n == 0 ? "·" : Numbers.Percent(share, counts ? 1 : 0));
                    if (counts && n > 0)
                    {
                        html.Element("small", Numbers.Count(n));
                    }
                }
            }
        }
    }

    private static void WriteClasses(HtmlWriter html, List<ClassResult> classes, IReadOnlyList<ClassFigures> figures)
    {
        html.Element("h3", "Class by class");
        var shown = classes.Count <= MostRows ? classes : [.. classes.OrderBy(result => double.IsNaN(result.Recall) ? 2 : result.Recall).Take(MostRows)];
        if (shown.Count < classes.Count)
        {
            html.Element("p", $"The {MostRows} of {Numbers.Count(classes.Count)} classes with the lowest recall.");
        }
        DataTable.Write(
            html,
            "Recall: the share of the class that is found. Precision: how often a prediction of the class is correct. Average precision: the mean of the precision over all thresholds at which one more is found. A dash: there was none.",
            ["class", "how many", "recall", "precision", "average precision", "most often taken for"],
            shown.Select(result => (string[])[TraceCurves.Visible(result.Name), Numbers.Count(result.Total), Numbers.Percent(result.Recall), Numbers.Percent(result.Precision), Numbers.Percent(result.Index < figures.Count ? figures[result.Index].AveragePrecision : double.NaN), result.TakenFor]));
    }

    private sealed record ClassResult(int Index, string Name, long Total, long Mistakes, double Recall, double Precision, string TakenFor)
    {
        public static ClassResult Of(ConfusionMatrix confusion, int index, int count)
        {
            long total = 0, said = 0, right = confusion.Counts[index, index], most = 0;
            string takenFor = "–";
            for (int other = 0; other < count; other++)
            {
                total += confusion.Counts[index, other];
                said += confusion.Counts[other, index];
                if (other != index && confusion.Counts[index, other] > most)
                {
                    most = confusion.Counts[index, other];
                    takenFor = $"{TraceCurves.Visible(confusion.Classes[other])} ({Numbers.Count(most)})";
                }
            }
            return new ClassResult(index, confusion.Classes[index], total, total + said - (2 * right), right / (double)total, right / (double)said, takenFor);
        }
    }
}
