using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Evaluation;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Sections;

/// <summary>A text whose every token shows how likely the network held it, after what went before.</summary>
internal static class TokenText
{
    private const int MostTokens = 1000;

    /// <summary>Writes the text of an example, and the probabilities as a curve.</summary>
    public static void Write(HtmlWriter html, Prediction example, int width, IReadOnlyList<string> names)
    {
        var sequence = example.Sequence;
        int steps = Math.Min(sequence.Length, sequence.Classes.Length);
        double Probability(int t) => sequence.Classes[t] >= 0 && sequence.Classes[t] < width ? example.Outputs[(t * width) + sequence.Classes[t]] : double.NaN;
        double[] ofTrue = [.. Enumerable.Range(0, steps).Select(Probability)];
        html.Element("p", "How probable the network found each token: dark with an underline is a surprise, pale was expected.");
        using (html.Block("p", ("class", "key")))
        {
            html.Text("probability 0 ");
            for (int level = 0; level < 10; level++)
            {
                html.Element("span", " ", ("class", $"t{level} sample"));
            }
            html.Text(" 1");
        }
        using (html.Block("p", ("class", "tokens")))
        {
            // What went in first was not foreseen by anybody.
            html.Text(sequence.Tokens.Length > 0 ? Token(sequence.Tokens[0], names) : "");
            for (int t = 0; t < Math.Min(steps, MostTokens); t++)
            {
                string level = double.IsFinite(ofTrue[t]) ? "t" + Numbers.Exact(Math.Floor(Math.Clamp(ofTrue[t] * 10, 0, 9))) : "t";
                html.Verbatim("<span");
                html.Verbatim($" class=\"{level}\" title=\"{Numbers.Text(ofTrue[t])}\">");
                html.Text(Token(sequence.Classes[t], names));
                html.Verbatim("</span>");
            }
        }
        if (steps > MostTokens)
        {
            html.Element("p", $"The first {Numbers.Count(MostTokens)} of {Numbers.Count(steps)} tokens are shown.");
        }
        double[] time = [.. Enumerable.Range(1, steps).Select(t => (double)t)];
        var chart = new SvgChart(ChartBox.Wide with { Height = 190 }, Axis.Counts(1, Math.Max(1, steps)), Axis.Linear(-0.03, 1.03));
        chart.Line(time, ofTrue, "answer");
        chart.WriteTo(html, $"Probability of the true next token along sequence {sequence.Id}", "time step", "probability");
    }

    private static string Token(int token, IReadOnlyList<string> names) => token < 0 ? "∅"
        : token < names.Count ? names[token] switch { "\n" => "↵\n", var name => name }
        : $"[{Numbers.Count(token + 1)}]";
}
