using System;
using Xunit;

namespace IotDevice.Tests;

/// <summary>The simulator's functions against the platform's, which are good to the last digit or two.</summary>
public sealed class PortableMathTests
{
    [Fact]
    public void They_are_what_they_are_called()
    {
        var random = new Random(1);
        for (int k = 0; k < 200_000; k++)
        {
            double x = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 3));
            double positive = Math.Exp(x);
            Near(positive, PortableMath.Exp(x), 1e-15 * (1 + Math.Abs(x)) * positive);
            Near(x, PortableMath.Log(positive), 1e-15 * Math.Max(1, Math.Abs(x)));
            Near(Math.Pow(positive, 0.7), PortableMath.Power(positive, 0.7), 2e-15 * (1 + Math.Abs(x)) * Math.Pow(positive, 0.7));
            double turns = x % 10;
            Near(Math.Sin(2 * Math.PI * (turns - Math.Round(turns))), PortableMath.SinTurns(turns), 1e-14);
        }
        Assert.Equal((1, 0, 0), (PortableMath.Exp(0), PortableMath.Log(1), PortableMath.SinTurns(0)));
    }

    [Fact]
    public void Random_numbers_have_their_mean_and_deviation()
    {
        const int Count = 200_000;
        var random = new SimulationRandom(5, 3);
        double even = 0, normal = 0, squares = 0, waiting = 0;
        for (int k = 0; k < Count; k++)
        {
            even += random.Next() / Count;
            double z = random.Normal();
            normal += z / Count;
            squares += z * z / Count;
            waiting += random.Waiting(6) / Count;
        }
        Near(0.5, even, 0.003);
        Near(0, normal, 0.01);
        Near(1, squares, 0.02);
        Near(6, waiting, 0.06);
        Assert.NotEqual(new SimulationRandom(5, 3).Next(), new SimulationRandom(5, 4).Next());
    }

    private static void Near(double expected, double found, double distance) => Assert.InRange(found, expected - distance, expected + distance);
}
