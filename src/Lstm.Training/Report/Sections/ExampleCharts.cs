using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Lstm.Training.Report.Charts;
using Lstm.Training.Report.Html;

namespace Lstm.Training.Report.Sections;

/// <summary>What the network answers over some sequences, step by step.</summary>
internal static class ExampleCharts
{
    private const int MostExamples = 3;
    private const int MostOutputs = 3;

    /// <summary>Writes the examples of a part.</summary>
    public static void Write(HtmlWriter html, PartEvaluation part)
    {
        var examples = part.Examples.Where(example => example.Sequence.Length > 0 && example.Outputs.Length > 0 && example.Outputs.Length % example.Sequence.Length == 0).Take(MostExamples).ToList();
        if (examples.Count == 0)
        {
            return;
        }
        html.Element("h3", examples.Count == 1 ? "An example, step by step" : "Examples, step by step");
        foreach (var example in examples)
        {
            var sequence = example.Sequence;
            int width = example.Outputs.Length / sequence.Length;
            html.Element("h4", $"Sequence {sequence.Id}");
            if (part.Task == TaskKind.NextToken)
            {
                TokenText.Write(html, example, width, part.OutputNames);
            }
            else if (sequence.Classes.Length > 0)
            {
                WriteClasses(html, example, width, part.OutputNames);
            }
            else
            {
                WriteNumbers(html, example, width, part);
            }
        }
    }

    private static void WriteNumbers(HtmlWriter html, Prediction example, int width, PartEvaluation part)
    {
        var sequence = example.Sequence;
        double[] time = Time(sequence);
        bool everyStep = sequence.Targets.Length == example.Outputs.Length, once = !everyStep && sequence.Targets.Length == width;
        Legend.Write(html, ("line answer", "the network's answer"), (once ? "dots big truth" : "line truth", once ? "the truth, asked for at the end" : "the truth"));
        for (int output = 0; output < Math.Min(width, MostOutputs); output++)
        {
            double[] answers = Column(example.Outputs, width, output);
            double[] truths = everyStep ? Column(sequence.Targets, width, output) : [.. time.Select((_, t) => once && t == time.Length - 1 ? sequence.Targets[output] : double.NaN)];
            var chart = new SvgChart(ChartBox.Wide with { Height = 230 }, Axis.Counts(1, sequence.Length), part.Task == TaskKind.Binary ? Axis.Linear(-0.03, 1.03) : Axis.Around(answers.Concat(truths)));
            chart.Line(time, truths, "truth");
            chart.Line(time, answers, "answer");
            string name = output < part.Targets.Count ? part.Targets[output].Name : $"output {Numbers.Count(output + 1)}";
            chart.WriteTo(html, $"{name} over time in sequence {sequence.Id}: the network's answer and the truth", "time step", name);
        }
        if (width > MostOutputs)
        {
            html.Element("p", $"The first {MostOutputs} of {Numbers.Count(width)} outputs are shown.");
        }
    }

    private static void WriteClasses(HtmlWriter html, Prediction example, int width, IReadOnlyList<string> names)
    {
        var sequence = example.Sequence;
        double[] ofTrue = new double[sequence.Length], ofOther = new double[sequence.Length];
        var answer = (Class: -1, Probability: float.NegativeInfinity);
        for (int t = 0; t < sequence.Length; t++)
        {
            int truth = sequence.Classes.Length == sequence.Length ? sequence.Classes[t] : sequence.Classes[0];
            answer = (-1, float.NegativeInfinity);
            ofTrue[t] = truth >= 0 && truth < width ? example.Outputs[(t * width) + truth] : double.NaN;
            ofOther[t] = double.NaN;
            for (int n = 0; n < width; n++)
            {
                float p = example.Outputs[(t * width) + n];
                answer = p > answer.Probability ? (n, p) : answer;
                ofOther[t] = n != truth && !(p <= ofOther[t]) ? p : ofOther[t];
            }
        }
        Legend.Write(html, ("line answer", "probability of the true class"), ("line other", "of the strongest other class"));
        var chart = new SvgChart(ChartBox.Wide with { Height = 200 }, Axis.Counts(1, sequence.Length), Axis.Linear(-0.03, 1.03));
        chart.Line(Time(sequence), ofOther, "other");
        chart.Line(Time(sequence), ofTrue, "answer");
        chart.WriteTo(html, $"Probability of the true class over time in sequence {sequence.Id}", "time step", "probability");
        int last = sequence.Classes[^1];
        html.Element("p", $"At the end the network predicts {Name(names, answer.Class)} ({Numbers.Percent(answer.Probability)}); the true class is {Name(names, last)}.", ("class", "finding"));
    }

    /// <summary>What a class is called.</summary>
    public static string Name(IReadOnlyList<string> names, int n) => n < 0 ? "nothing" : n < names.Count ? $"“{TraceCurves.Visible(names[n])}”" : $"class {Numbers.Count(n + 1)}";

    private static double[] Time(Sequence sequence) => [.. Enumerable.Range(1, sequence.Length).Select(t => (double)t)];

    private static double[] Column(Values<float> rows, int width, int column) => [.. Enumerable.Range(0, rows.Length / width).Select(t => (double)rows[(t * width) + column])];
}
