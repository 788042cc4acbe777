using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Loader;
using Lstm.EndToEnd.Tests.EveryOption;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Shared.RandomModels;
using Lstm.Specification;
using Xunit;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>
/// RNNoise's network (Valin, "A Hybrid DSP/Deep Learning Approach to Real-Time Full-Band Speech Enhancement", MMSP 2018) with drawn weights, against its
/// formula written out: three GRUs that reset before the product, each of which sees what others do not, band gains and the probability of a voice.
/// </summary>
[Trait("Speed", "Slow")]
public class NoiseSuppressionTests(ITestOutputHelper output)
{
    private const int Features = 42;
    private const int Steps = 200;

    private const string Spec = """
        {
          "input": 42,
          "layers": [
            { "type": "dense", "size": 24, "activation": "tanh", "tensors": "input.", "name": "dense" },
            { "type": "gru", "hidden": 24, "reset": "before", "tensors": "vad.", "name": "vad" },
            { "type": "dense", "size": 1, "activation": "sigmoid", "tensors": "voice.", "name": "voice" },
            { "type": "concat", "from": ["dense", "vad", "input"] },
            { "type": "gru", "hidden": 48, "reset": "before", "activations": { "candidate": "relu" }, "tensors": "noise.", "name": "noise" },
            { "type": "concat", "from": ["vad", "noise", "input"] },
            { "type": "gru", "hidden": 96, "reset": "before", "tensors": "denoise." },
            { "type": "dense", "size": 22, "activation": "sigmoid", "tensors": "gains.", "name": "gains" }
          ],
          "outputs": ["gains", "voice"]
        }
        """;

    [Fact]
    public void Gains_and_voice_are_those_of_the_formula()
    {
        var random = new Random(7);
        var model = RandomModel.Of(SpecParser.Parse(Spec).Model!, random);
        float[][] samples = [.. Enumerable.Range(0, Steps).Select(_ => Enumerable.Range(0, Features).Select(_ => (2 * random.NextSingle()) - 1).ToArray())];
        var context = new AssemblyLoadContext("noise", isCollectible: true);
        var network = new OptionNetwork(context.LoadFromStream(new System.IO.MemoryStream(NetworkCompiler.Compile([model.Spec], OptionHarness.Source))), NetworkCompiler.ClassName(0));
        byte[] file = OptionChecks.FileOf(model, network.SpecHash);
        double[] exact = Formula(model.Values, samples);
        foreach (var body in Cases.SupportedBodies)
        {
            var damage = new List<string>();
            var trace = new OptionRun(network, new NetworkForm(model.Spec), network.Pack(file), file, samples, model.Spec.OutputSize, body, damage).ByStep();
            double worst = trace.Outputs.Zip(exact, (value, expected) => Math.Abs(value - expected)).Max();
            output.WriteLine($"{body}: at most {worst:E1} from the formula");
            Assert.Equal(exact.Length, trace.Outputs.Length);
            Assert.InRange(worst, 0, 1e-5);
            Assert.Empty(damage);
        }
        context.Unload();
    }

    private static double[] Formula(Func<string, float[]> tensor, float[][] samples)
    {
        double[] vad = new double[24], noise = new double[48], denoise = new double[96];
        var results = new List<double>();
        foreach (float[] sample in samples)
        {
            double[] features = Array.ConvertAll(sample, value => (double)value);
            double[] dense = Dense("input.", features, Math.Tanh);
            vad = Gru("vad.", dense, vad, Math.Tanh);
            noise = Gru("noise.", [.. dense, .. vad, .. features], noise, value => Math.Max(value, 0));
            denoise = Gru("denoise.", [.. vad, .. noise, .. features], denoise, Math.Tanh);
            results.AddRange(Dense("gains.", denoise, Sigmoid));
            results.AddRange(Dense("voice.", vad, Sigmoid));
        }
        return [.. results];

        double[] Dense(string prefix, double[] x, Func<double, double> activation) =>
            [.. tensor(prefix + "bias").Select((bias, n) => activation(bias + Product(tensor(prefix + "weight"), n, x)))];

        // h' = (1 − z) n + z h, n = a(W x + R (r h) + b)
        double[] Gru(string prefix, double[] x, double[] h, Func<double, double> activation)
        {
            float[] w = tensor(prefix + "weight_ih_l0"), r = tensor(prefix + "weight_hh_l0"), first = tensor(prefix + "bias_ih_l0"), second = tensor(prefix + "bias_hh_l0");
            double Sum(int block, int n, double[] memory) => first[(block * h.Length) + n] + (double)second[(block * h.Length) + n] + Product(w, (block * h.Length) + n, x) + Product(r, (block * h.Length) + n, memory);
            double[] reset = [.. h.Select((_, n) => Sigmoid(Sum(0, n, h)))], update = [.. h.Select((_, n) => Sigmoid(Sum(1, n, h)))];
            double[] kept = [.. h.Select((value, n) => value * reset[n])];
            return [.. h.Select((value, n) => ((1 - update[n]) * activation(Sum(2, n, kept))) + (update[n] * value))];
        }
    }

    private static double Product(float[] matrix, int row, double[] x) => x.Select((value, column) => value * matrix[(row * x.Length) + column]).Sum();

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
