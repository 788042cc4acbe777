using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;

namespace Lstm.Training.Runs;

/// <summary>By what a threshold is chosen on the validation part.</summary>
public enum ThresholdRule
{
    /// <summary>The most is found at which no more than a share of the negatives raises a false alarm.</summary>
    FalseAlarmRate,

    /// <summary>The sum of false alarms and of misses, each of which costs so many false alarms, is least.</summary>
    Cost,

    /// <summary>The most is found at which a share of the alarms is right.</summary>
    Precision,

    /// <summary>The fewest false alarms at which a share of the positives is found.</summary>
    Recall,
}

/// <summary>From which value on an output is to mean yes, as somebody asks for it.</summary>
/// <param name="Rule">By what it is chosen.</param>
/// <param name="Value">The rate, the cost of a miss in false alarms, or the share.</param>
/// <param name="Output">The output it is for: a class, or one of several targets; null for every target.</param>
public sealed record ThresholdChoice(ThresholdRule Rule, double Value, string? Output = null)
{
    private const double MostCost = 1e9;

    private static readonly (string Word, ThresholdRule Rule)[] Words = [("false-alarm-rate=", ThresholdRule.FalseAlarmRate), ("cost=miss:", ThresholdRule.Cost), ("precision=", ThresholdRule.Precision), ("recall=", ThresholdRule.Recall)];

    /// <summary>What the option takes, in words.</summary>
    internal const string Expected = "false-alarm-rate=R with a share from 0 to 1, precision=R or recall=R with one above 0, or cost=miss:N where a miss costs as much as N false alarms";

    /// <summary>Reads what the option takes; null if it is something else.</summary>
    internal static ThresholdChoice? Parse(string text)
    {
        var (word, rule) = Words.FirstOrDefault(one => text.StartsWith(one.Word, StringComparison.Ordinal));
        return word is not null && double.TryParse(text[word.Length..], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && (value > 0 || rule == ThresholdRule.FalseAlarmRate) && value >= 0 && value <= (rule == ThresholdRule.Cost ? MostCost : 1)
            ? new ThresholdChoice(rule, value) : null;
    }

    /// <summary>The option's words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Words.First(one => one.Rule == Rule).Word}{Value}");

    /// <summary>Refuses what the validation part cannot tell, before training.</summary>
    /// <exception cref="RunException">There is none, or an output is always or never yes in it.</exception>
    internal void Require(Preparation preparation)
    {
        var data = preparation.Data.InOwnUnits;
        if (preparation.Detector is null && preparation.Task is not (TaskKind.Binary or TaskKind.Classification))
        {
            throw new RunException($"--threshold is for classes, and for yes and no of a network that ends in a sigmoid; {preparation.WhyNoProbabilities}.");
        }
        if (data.Validation.Count == 0)
        {
            throw new RunException("--threshold is chosen on the validation part, and there is none; use --validation or --validation-share.");
        }
        if (preparation.Detector is not null)
        {
            return; // which rows are anomalies nobody has said
        }
        foreach (int output in Chosen(preparation))
        {
            var truths = data.Validation.SelectMany(sequence => Truths(sequence, output, preparation.Outputs.Count));
            if (truths.All(truth => truth) || !truths.Any(truth => truth))
            {
                string always = !truths.Any() ? "no target" : truths.First() ? "nothing else" : "none";
                throw new RunException($"--threshold: of {Wording.Quote(preparation.Outputs[output])} the validation part has {always}, so that no threshold can be chosen on it; use a larger share, or --threshold-for another output.");
            }
        }
    }

    /// <summary>The thresholds, and what they come to.</summary>
    /// <param name="preparation">What was learnt.</param>
    /// <param name="predictor">The network.</param>
    /// <param name="notes">Told where none can be had.</param>
    internal (OutputThresholds Thresholds, IReadOnlyList<OperatingPoint> Points) Choose(Preparation preparation, Predictor predictor, List<string> notes)
    {
        using var room = preparation.Options.Store.Temporary();
        var answers = AnswersByOutput.Of(predictor, preparation.Outputs, preparation.Data.InOwnUnits.Validation, room);
        float[] thresholds = [.. preparation.Outputs.Select(_ => float.NaN)];
        var points = new List<OperatingPoint>();
        foreach (int output in Chosen(preparation))
        {
            var curve = answers.Curve(output);
            if (Best(curve) is { } point)
            {
                thresholds[output] = point.Threshold;
                points.Add(new OperatingPoint(curve.Name, point.Threshold, ToString(), point.Recall, point.Precision, point.FalseAlarmRate));
            }
            else
            {
                notes.Add($"No threshold was chosen for {Wording.Quote(curve.Name)}: none gives {this} on the validation part.");
            }
        }
        return (new OutputThresholds(thresholds), points);
    }

    /// <summary>The point that the rule asks for; of equals the one with the higher threshold. Null where none does.</summary>
    internal ThresholdPoint? Best(ThresholdCurve curve)
    {
        var points = curve.Points;
        return Rule switch
        {
            ThresholdRule.FalseAlarmRate => points.Where(point => point.Found > 0 && point.FalseAlarmRate <= Value).MaxBy(point => point.Found),
            ThresholdRule.Precision => points.Where(point => point.Found > 0 && point.Precision >= Value).MaxBy(point => point.Found),
            ThresholdRule.Recall => points.FirstOrDefault(point => point.Recall >= Value),
            ThresholdRule.Cost => points.MinBy(point => point.FalseAlarms + (Value * (curve.Positives - point.Found))),
            _ => throw new InvalidOperationException($"There is no rule {Rule}."),
        };
    }

    private IEnumerable<int> Chosen(Preparation preparation)
    {
        var names = preparation.Outputs;
        bool classes = preparation.Task == TaskKind.Classification;
        if (Output is null)
        {
            return classes ? throw new RunException($"--threshold for classes needs --threshold-for, the class that means an alarm: one of {Counted.Some(names, 12)}.") : Enumerable.Range(0, names.Count);
        }
        int index = names.ToList().IndexOf(Output);
        return index >= 0 ? [index] : throw new RunException($"--threshold-for: there is no {(classes ? "class" : "target")} {Wording.Quote(Output)}{Wording.Advice(Suggestion.Nearest(Output, names), names)}");
    }

    private static IEnumerable<bool> Truths(Sequence sequence, int output, int outputs) => sequence.Classes.Length > 0
        ? sequence.Classes.Where(index => index >= 0).Select(index => index == output)
        : Enumerable.Range(0, sequence.Targets.Length / outputs).Select(row => sequence.Targets[(row * outputs) + output]).Where(target => !float.IsNaN(target)).Select(target => target >= 0.5f);
}
