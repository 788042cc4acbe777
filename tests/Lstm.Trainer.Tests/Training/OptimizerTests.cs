using System;
using System.Linq;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Optimizers;
using Lstm.Training.Engine.Parameters;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Optimisers, clipping and schedules against their formulas.</summary>
public class OptimizerTests
{
    private const double Weight = 0.5, Rate = 0.1, Decay = 0.01;

    private static readonly double[] Slopes = [0.3, -0.2, 0.7];

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.AdamW)]
    [InlineData(OptimizerKind.Sgd)]
    [InlineData(OptimizerKind.RmsProp)]
    public void Three_steps_of_one_weight(OptimizerKind kind)
    {
        var parameters = new NetworkParameters(Problems.Spec("""{ "input": 1, "layers": [ { "type": "scale", "tensor": "s" }, { "type": "lstm", "hidden": 1 } ] }"""));
        var tensor = parameters.Tensors.First(tensor => tensor.Name == "weight_ih_l0");
        NetworkParameters.At(parameters.Values, tensor, 2) = (float)Weight;
        var optimizer = Optimizer.Create(parameters, new OptimizerOptions(kind, WeightDecay: (float)Decay));
        float[] gradient = new float[parameters.Values.Length];
        foreach (double slope in Slopes)
        {
            NetworkParameters.At(gradient, tensor, 2) = (float)slope;
            optimizer.Step(gradient, (float)Rate);
        }
        Assert.Equal(Expected(kind), NetworkParameters.At(parameters.Values, tensor, 2), 1e-6);
        Assert.Equal(1f, parameters.Tensor("s")[0]); // a constant: no decay either
    }

    [Fact]
    public void Clipping_keeps_the_direction()
    {
        float[] gradient = new float[16];
        (gradient[3], gradient[9]) = (3f, 4f);
        GradientNorm.Clip(gradient, 10f);
        Assert.Equal((3f, 4f), (gradient[3], gradient[9]));
        GradientNorm.Clip(gradient, 1f);
        Assert.Equal(0.6f, gradient[3], 1e-6f);
        Assert.Equal(0.8f, gradient[9], 1e-6f);
    }

    [Fact]
    public void Schedules()
    {
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], Factors(new StepSchedule(2, 0.5)));
        Assert.Equal([1, 0.904508, 0.654508, 0.345492, 0.095492], Factors(new CosineSchedule()).Select(factor => Math.Round(factor, 6)));
        Assert.Equal([1, 1, 1, 1, 1], Factors(new ConstantSchedule()));
        Assert.Equal([1, 0.1, 0.05, 0.05, 0.05], Enumerable.Range(0, 5).Select(plateaus => new PlateauSchedule(3, 0.1, 0.05).Factor(9, 9, plateaus)));
    }

    [Fact]
    public void Plateaus_are_counted_anew_after_each()
    {
        var history = new EpochHistory();
        foreach (bool best in new[] { true, false, false, false, true, false, false, false, false })
        {
            history.Add(new EpochRecord(history.Epochs.Count + 1, 1, 1, 1, best));
        }
        Assert.Equal(3, history.Plateaus(2));
        Assert.Equal(4, history.SinceBest);
    }

    private static double[] Factors(LearningRateSchedule schedule) => [.. Enumerable.Range(0, 5).Select(epoch => schedule.Factor(epoch, 5, 0))];

    private static double Expected(OptimizerKind kind)
    {
        double w = Weight, m = 0, v = 0;
        for (int n = 1; n <= Slopes.Length; n++)
        {
            double g = Slopes[n - 1] + (kind == OptimizerKind.AdamW ? 0 : Decay * w);
            switch (kind)
            {
                case OptimizerKind.Sgd:
                    m = (0.9 * m) + g;
                    w -= Rate * m;
                    break;
                case OptimizerKind.RmsProp:
                    v = (0.99 * v) + (0.01 * g * g);
                    w -= Rate * g / (Math.Sqrt(v) + 1e-8);
                    break;
                default:
                    m = (0.9 * m) + (0.1 * g);
                    v = (0.999 * v) + (0.001 * g * g);
                    w -= kind == OptimizerKind.AdamW ? Rate * Decay * w : 0;
                    w -= Rate * (m / (1 - Math.Pow(0.9, n))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, n))) + 1e-8);
                    break;
            }
        }
        return w;
    }
}
