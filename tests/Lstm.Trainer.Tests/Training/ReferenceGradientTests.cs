using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Engine.Parameters;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>The reference's gradients against what the loss does when a weight moves: central differences.</summary>
[Trait("Speed", "Slow")]
public class ReferenceGradientTests
{
    private const double Step = 1e-5;
    private const double Limit = 1e-6;

    public static TheoryData<string> Cases => GradientCase.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_weight(string name)
    {
        var item = GradientCase.Named(name);
        var parameters = item.Parameters();
        var sequences = item.Sequences(parameters.Spec.OutputSize);
        var reference = new ReferenceGradients(parameters, item.Loss);
        reference.Backward(sequences);
        var constants = parameters.Spec.Layers.OfType<ScaleLayerSpec>().Select(scale => scale.Tensors);
        foreach (string tensor in reference.Tensors.Values.Keys.Except(constants))
        {
            double[] values = reference.Tensors.Values[tensor], gradient = reference.Tensors.Gradients[tensor];
            AssertClose(tensor, Differences(values, () => reference.Loss(sequences)), gradient);
            Assert.Contains(gradient, slope => slope != 0);
        }
    }

    [Theory]
    [InlineData("stacked with peepholes")]
    [InlineData("one layer")]
    public void Initial_states(string name)
    {
        var item = GradientCase.Named(name);
        var parameters = item.Parameters();
        var sequences = item.Sequences(parameters.Spec.OutputSize).Take(1).ToList();
        var reference = new ReferenceGradients(parameters, item.Loss);
        foreach (var layer in reference.LstmLayers)
        {
            Array.Fill(layer.InitialHidden, 0.25);
            Array.Fill(layer.InitialCell, -0.5);
        }
        reference.Backward(sequences);
        foreach (var layer in reference.LstmLayers)
        {
            AssertClose("h_0", Differences(layer.InitialHidden, () => reference.Loss(sequences)), layer.InitialHiddenGradient);
            AssertClose("c_0", Differences(layer.InitialCell, () => reference.Loss(sequences)), layer.InitialCellGradient);
        }
    }

    private static double[] Differences(double[] values, Func<double> loss) => [.. values.Select((value, n) =>
    {
        values[n] = value + Step;
        double above = loss();
        values[n] = value - Step;
        double below = loss();
        values[n] = value;
        return (above - below) / (2 * Step);
    })];

    private static void AssertClose(string what, double[] expected, double[] actual)
    {
        double error = Norm(expected.Zip(actual, (e, a) => e - a)), norm = Norm(expected);
        Assert.True(error <= Limit * norm, $"{what}: the gradient is {error / norm:E1} of its norm away from the differences.");
    }

    private static double Norm(System.Collections.Generic.IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));
}
