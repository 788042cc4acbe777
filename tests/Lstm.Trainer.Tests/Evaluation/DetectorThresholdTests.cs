using System;
using System.Linq;
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
    public void The_threshold_is_the_lowest_score_with_no_more_than_the_rate_at_or_above_it(double rate, float threshold, bool isMet)
    {
        float[] scores = [3, 9, 5, 1, 7, 5, 8, 5, 2, 4];
        var (found, met) = DetectorFitting.Threshold(scores, rate);
        Assert.Equal((threshold, isMet), (found, met));
    }

    /// <summary>Of ten rows one is a tenth: it exceeds the next, 8, by 1, and an exponential tail with that mean is exceeded at the rate of 0.1·e^−(x − 8).</summary>
    [Theory]
    [InlineData(0.05, 8.6931472)]
    [InlineData(0.001, 12.6051702)]
    public void Where_the_highest_score_is_more_than_the_rate_the_tail_is_continued(double rate, double tail)
    {
        var (found, met) = DetectorFitting.Threshold([3, 9, 5, 1, 7, 5, 8, 5, 2, 4], rate);
        Assert.Equal((Math.Max(tail, MathF.BitIncrement(9)), false), (found, met), (one, two) => Math.Abs(one.Item1 - two.Item1) < 1e-6 && one.Item2 == two.Item2);
    }

    [Fact]
    public void A_lower_rate_never_has_a_lower_threshold()
    {
        float[] scores = [.. Enumerable.Range(1, 500).Select(row => MathF.Exp(row % 97 / 40f))];
        float[] thresholds = [.. new[] { 0.5, 0.1, 0.02, 0.01, 0.003, 0.002, 0.001, 1e-4, 1e-6, 1e-9 }.Select(rate => DetectorFitting.Threshold(scores, rate).Threshold)];
        Assert.Equal(thresholds.Order(), thresholds);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 7)] // 0.5⁷ is below a hundredth, 0.5⁶ is not
    [InlineData(50, 116)]
    public void A_smoothed_score_has_risen_when_a_hundredth_is_left(int smoothing, int steps)
    {
        Assert.Equal(steps, DetectorFitting.RisingSteps(smoothing));
        double smoothed = 0;
        for (int step = 0; step < Math.Max(steps, 1); step++)
        {
            smoothed += 2.0 / (smoothing + 1) * (1 - smoothed);
        }
        Assert.InRange(smoothed, 0.99, 1);
    }

    [Fact]
    public void Of_rows_that_are_all_forecast_exactly_it_is_one() => Assert.Equal((1f, false), DetectorFitting.Threshold(new float[300], 0.01));
}
