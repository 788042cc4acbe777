using System;
using Lstm.Training.Engine.Losses;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>The factor of the focal loss, and its logarithm, which has no system's last digits.</summary>
public class FocalFactorTests
{
    [Fact]
    public void The_logarithm_is_that_of_the_system_to_its_last_digits()
    {
        var random = new Random(3);
        for (int i = 0; i < 10_000; i++)
        {
            double x = Math.Pow(10, -12 * random.NextDouble());
            Assert.Equal(Math.Log(x), FocalFactor.Log(x), Math.Max(1e-15, 4e-16 * Math.Abs(Math.Log(x))));
        }
        Assert.Equal(0, FocalFactor.Log(1));
    }

    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(2, 0.9)]
    [InlineData(5, 0.01)]
    public void The_slope_is_that_of_the_loss(int focus, double p)
    {
        const double Step = 1e-6;
        double Loss(double at) => FocalFactor.Of(focus, at).Loss;
        // The loss over the sum z, p = 1/(1 + e^-z): dp/dz = p (1 - p), and without focus the slope would be p - 1.
        double overSum = (Loss(p + Step) - Loss(p - Step)) / (2 * Step) * p * (1 - p);
        Assert.Equal(overSum, FocalFactor.Of(focus, p).Slope * (p - 1), 1e-8);
    }

    [Fact]
    public void What_is_certain_is_finite_and_costs_nothing()
    {
        Assert.Equal((0, 0), FocalFactor.Of(2, 1), (one, two) => Math.Abs(one.Item1 - two.Item1) < 1e-20 && Math.Abs(one.Item2 - two.Item2) < 1e-20);
        Assert.True(double.IsFinite(FocalFactor.Of(1, 1e-12).Slope));
    }
}
