using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Training.Evaluation;

/// <summary>What every threshold of an output comes to.</summary>
/// <param name="Name">What the output is called.</param>
/// <param name="Positives">Targets that are yes.</param>
/// <param name="Negatives">Targets that are not.</param>
/// <param name="Points">From the highest threshold, at which the fewest answers mean yes, to the lowest, at which all do.</param>
public sealed record ThresholdCurve(string Name, long Positives, long Negatives, IReadOnlyList<ThresholdPoint> Points)
{
    /// <summary>The curve of answers: a point for each value that occurs, since only there anything changes.</summary>
    /// <param name="name">What the output is called.</param>
    /// <param name="answers">What was answered; NaN is never a yes.</param>
    /// <param name="truths">What is.</param>
    internal static ThresholdCurve Of(string name, float[] answers, bool[] truths)
    {
        long positives = truths.LongCount(truth => truth), negatives = truths.Length - positives, found = 0, alarms = 0;
        (answers, truths) = ([.. answers], [.. truths]);
        Array.Sort(answers, truths);
        var points = new List<ThresholdPoint>();
        for (int last = answers.Length - 1; last >= 0 && !float.IsNaN(answers[last]); last--)
        {
            found += truths[last] ? 1 : 0;
            alarms += truths[last] ? 0 : 1;
            if (last == 0 || answers[last - 1] != answers[last])
            {
                points.Add(new ThresholdPoint(answers[last], found, alarms, found / (double)positives, found / (double)(found + alarms), alarms / (double)negatives));
            }
        }
        return new ThresholdCurve(name, positives, negatives, points);
    }

    /// <summary>The curve with no more points than a chart shows: the first, the last, and those that divide recall evenly.</summary>
    internal ThresholdCurve Thinned(int most)
    {
        var kept = new List<ThresholdPoint>();
        foreach (var point in Points)
        {
            if (kept.Count == 0 || point.Recall >= kept[^1].Recall + (1.0 / most) || point == Points[^1])
            {
                kept.Add(point);
            }
        }
        return this with { Points = kept };
    }
}

/// <summary>What a threshold comes to.</summary>
/// <param name="Threshold">The threshold: answers from it on mean yes.</param>
/// <param name="Found">Positives that are answered with yes.</param>
/// <param name="FalseAlarms">Negatives that are.</param>
/// <param name="Recall">The share of positives that are found.</param>
/// <param name="Precision">The share of what is answered with yes that is.</param>
/// <param name="FalseAlarmRate">The share of negatives that are answered with yes.</param>
public sealed record ThresholdPoint(float Threshold, long Found, long FalseAlarms, double Recall, double Precision, double FalseAlarmRate);
