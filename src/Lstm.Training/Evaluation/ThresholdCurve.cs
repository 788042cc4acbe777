using System;
using System.Collections.Generic;

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
    /// <param name="answers">What was answered, in ascending order; NaN is never a yes.</param>
    /// <param name="truths">What is, in the same order.</param>
    /// <param name="most">
    /// Points at most, so many as a chart shows: the first, the last, and those that divide recall evenly; null for all of them.
    /// </param>
    internal static ThresholdCurve Of(string name, ReadOnlySpan<float> answers, ReadOnlySpan<bool> truths, int? most = null)
    {
        long positives = truths.Count(true), negatives = truths.Length - positives, found = 0, alarms = 0;
        var points = new List<ThresholdPoint>();
        for (int last = answers.Length - 1; last >= 0 && !float.IsNaN(answers[last]); last--)
        {
            found += truths[last] ? 1 : 0;
            alarms += truths[last] ? 0 : 1;
            bool ends = last == 0 || float.IsNaN(answers[last - 1]);
            if (ends || answers[last - 1] != answers[last])
            {
                double recall = found / (double)positives;
                if (most is null || ends || points.Count == 0 || recall >= points[^1].Recall + (1.0 / most))
                {
                    points.Add(new ThresholdPoint(answers[last], found, alarms, recall, found / (double)(found + alarms), alarms / (double)negatives));
                }
            }
        }
        return new ThresholdCurve(name, positives, negatives, points);
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
