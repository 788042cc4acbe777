using System;
using Lstm.Training.Runs;
using Xunit;

namespace Lstm.Trainer.Tests.Evaluation;

public class DetectorThresholdTests
{
    [Theory]
    [InlineData(0.1, 9f, true)]
    [InlineData(0.2, 8f, true)]
    [InlineData(0.29, 8f, true)]
    [InlineData(0.5, 7f, true)] // 5 rows may be, 6 would: the values of 5 are two
    [InlineData(1, 1f, true)]
    [InlineData(0.05, 9.000001f, false)] // of ten rows one is a tenth
    [InlineData(0, 9.000001f, false)]
    public void The_threshold_is_the_lowest_score_with_no_more_than_the_rate_at_or_above_it(double rate, float threshold, bool isMet)
    {
        float[] scores = [3, 9, 5, 1, 7, 5, 8, 5, 2, 4];
        var (found, met) = DetectorFitting.Threshold(scores, rate);
        Assert.Equal((threshold, isMet), (MathF.Round(found, 6), met));
        Assert.True(met || found == MathF.BitIncrement(9));
    }
}
