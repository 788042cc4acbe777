using System;
using System.Linq;
using Lstm.Embedded;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Golden;
using Lstm.Training.Reference;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>The generated code against the same network in double precision, state carried from step to step.</summary>
/// <remarks>
/// The bound is on h, for samples in ±1. A cell state may grow without bound (an open forget gate adds up), and then its
/// error is that of single precision at its size; likewise a gate sum of large terms that cancel: figures for samples of
/// 1e6 are printed, not held.
/// </remarks>
[Trait("Speed", "Slow")]
public class AccuracyTests(ITestOutputHelper output)
{
    private const int Steps = 1000;
    private const double Bound = 5e-7;

    [Theory]
    [MemberData(nameof(Cases.NetworksAndBodies), MemberType = typeof(Cases))]
    public void Hidden_states(string name, InstructionSet body)
    {
        Cases.SkipUnlessSupported(body);
        var network = Cases.Network(name);
        float[] samples = Cases.Samples(network, Steps);
        var ordinary = Compare(network, body, (t, x) => samples.Sample(network, t).CopyTo(x));
        var withOutliers = Compare(network, body, GoldenRun.Sample);
        output.WriteLine($"{name} {body}: {ordinary}; with samples of 1e6 among them: {withOutliers}");
        Assert.InRange(ordinary.Hidden, 0, Bound);
    }

    private static Errors Compare(GoldenNetwork network, InstructionSet body, Sampler sample)
    {
        var tensors = network.Tensors();
        var reference = new ReferenceNetwork(network.Spec, name => tensors[name].Values);
        var stream = network.Load(network.WeightFile()).On(body).Begin();
        var worst = default(Errors);
        float[] x = new float[network.InputSize];
        float[] y = new float[network.OutputSize];
        for (int t = 0; t < Steps; t++)
        {
            sample(t, x);
            stream.Step(x, y);
            worst.Output = Math.Max(worst.Output, Largest(y, reference.Step(Array.ConvertAll(x, v => (double)v))));
            for (int layer = 0; layer < network.RecurrentLayers; layer++)
            {
                worst.Hidden = Math.Max(worst.Hidden, Largest(stream.Hidden(layer), reference.Hidden(layer)));
                worst.Cell = Math.Max(worst.Cell, Largest(stream.Cell(layer), reference.Cell(layer)));
                worst.CellSize = Math.Max(worst.CellSize, reference.Cell(layer).Max(Math.Abs));
            }
        }
        return worst;
    }

    private static double Largest(ReadOnlySpan<float> values, double[] exact)
    {
        double worst = 0;
        for (int k = 0; k < exact.Length; k++)
        {
            worst = Math.Max(worst, Math.Abs(values[k] - exact[k]));
        }
        return worst;
    }

    private delegate void Sampler(int t, Span<float> x);

    private record struct Errors(double Hidden, double Cell, double CellSize, double Output)
    {
        public override readonly string ToString() => $"h {Hidden:E1}, c {Cell:E1} where |c| goes up to {CellSize:G3}, y {Output:E1}";
    }
}
