using System;
using System.Linq;
using Lstm.Embedded;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Lstm.Training.Runs;
using Xunit;

namespace Lstm.Trainer.Tests.Evaluation;

/// <summary>What thresholds come to, which one a rule chooses, and what answers mean at it.</summary>
public class ThresholdTests
{
    // From the highest: yes, yes, no, yes and no tied, no, yes, no.
    private static readonly ThresholdCurve Curve = Of(most: null);

    [Fact]
    public void A_point_for_each_value_that_occurs()
    {
        Assert.Equal((4, 5), (Curve.Positives, Curve.Negatives));
        Assert.Equal([0.9f, 0.8f, 0.7f, 0.6f, 0.5f, 0.4f, 0.1f], Curve.Points.Select(point => point.Threshold));
        Assert.Equal([1, 2, 2, 3, 3, 4, 4], Curve.Points.Select(point => point.Found));
        Assert.Equal([0, 0, 1, 2, 3, 3, 4], Curve.Points.Select(point => point.FalseAlarms));
        Assert.Equal(new ThresholdPoint(0.6f, 3, 2, 0.75, 0.6, 0.4), Curve.Points[3]);
    }

    [Fact]
    public void A_thinned_curve_keeps_both_ends()
    {
        var thinned = Of(most: 2);
        Assert.Equal([0.9f, 0.6f, 0.1f], thinned.Points.Select(point => point.Threshold));
    }

    private static ThresholdCurve Of(int? most) => ThresholdCurve.Of(
        "y", [float.NaN, 0.1f, 0.4f, 0.5f, 0.6f, 0.6f, 0.7f, 0.8f, 0.9f], [false, false, true, false, false, true, false, true, true], most);

    [Theory]
    [InlineData("false-alarm-rate=0", 0.8f)]
    [InlineData("false-alarm-rate=0.2", 0.8f)] // 0.7 finds no more, and the higher one raises fewer false alarms
    [InlineData("false-alarm-rate=0.4", 0.6f)]
    [InlineData("false-alarm-rate=1", 0.4f)]
    [InlineData("precision=1", 0.8f)]
    [InlineData("precision=0.6", 0.6f)]
    [InlineData("precision=0.5", 0.4f)]
    [InlineData("recall=0.5", 0.8f)]
    [InlineData("recall=0.51", 0.6f)]
    [InlineData("recall=1", 0.4f)]
    [InlineData("cost=miss:0.1", 0.8f)]
    [InlineData("cost=miss:1.5", 0.8f)] // 3 either way
    [InlineData("cost=miss:1.6", 0.4f)]
    public void Rules(string rule, float threshold)
    {
        var choice = ThresholdChoice.Parse(rule)!;
        Assert.Equal(rule, choice.ToString());
        Assert.Equal(threshold, choice.Best(Curve)!.Threshold);
    }

    [Fact]
    public void Where_no_threshold_does_there_is_none()
    {
        var curve = ThresholdCurve.Of("y", [0.8f, 0.9f], [true, false]);
        Assert.Null(ThresholdChoice.Parse("false-alarm-rate=0.1")!.Best(curve));
        Assert.Null(ThresholdChoice.Parse("precision=0.6")!.Best(curve));
    }

    [Theory]
    [InlineData("false-alarm-rate=1.1")]
    [InlineData("false-alarm-rate=-0.1")]
    [InlineData("false-alarm-rate=nan")]
    [InlineData("false-alarm-rate")]
    [InlineData("precision=2")]
    [InlineData("cost=20")]
    [InlineData("cost=miss:0")]
    [InlineData("cost=miss:1e30")]
    [InlineData("accuracy=1")]
    [InlineData("")]
    public void What_is_no_rule(string text) => Assert.Null(ThresholdChoice.Parse(text));

    [Fact]
    public void A_class_with_a_threshold_is_the_answer_from_it_on_and_not_below()
    {
        var thresholds = OutputThresholds.Parse("0.2,,", 3);
        Assert.Equal(0, Decision.Class(thresholds, [0.2f, 0.7f, 0.1f]));
        Assert.Equal(1, Decision.Class(thresholds, [0.19f, 0.71f, 0.1f]));
        thresholds = OutputThresholds.Parse("0.9,,", 3);
        Assert.Equal(2, Decision.Class(thresholds, [0.6f, 0.1f, 0.3f]));
        Assert.Equal(0, Decision.Class(thresholds, [0.9f, 0.1f, 0f]));
        Assert.Equal(1, Decision.Class(OutputThresholds.Parse("0.1,0.1,0.1", 3), [0.3f, 0.5f, 0.2f]));
        Assert.Equal(1, Decision.Class(OutputThresholds.Parse("0.9,0.9,0.9", 3), [0.3f, 0.5f, 0.2f]));
        Assert.Equal(2, Decision.Class(OutputThresholds.None(3), [0.3f, 0.3f, 0.4f]));
    }

    [Fact]
    public void Figures_are_those_of_the_threshold()
    {
        var scores = Scores.Of(TaskKind.Binary, ["y"], OutputThresholds.Parse("0.35", 1));
        foreach (var (truth, answer) in new[] { (1f, 0.9f), (1f, 0.4f), (0f, 0.35f), (0f, 0.1f) })
        {
            scores.Add([answer], [truth]);
        }
        var part = scores.Finish("test", []);
        Assert.Equal(0.75, part.Metrics.Single(metric => metric.Name == "accuracy").Value, 1e-9);
        Assert.Contains("at the chosen threshold", part.Metrics.Single(metric => metric.Name == "accuracy").Meaning);
        Assert.Equal(1, part.Classes[0].Recall);
        Assert.Equal(2 / 3.0, part.Classes[0].Precision, 1e-9);
        Assert.Equal([0.9f, 0.4f, 0.1f], Assert.Single(part.Curves).Points.Select(point => point.Threshold));
    }
}
