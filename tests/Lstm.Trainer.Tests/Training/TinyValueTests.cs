using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Reference;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>The trainer and the double-precision reference take samples too small to be kept for zeros, as the device does (docs/numerics.md).</summary>
public class TinyValueTests
{
    private static readonly float[] loudness = [1f, 1e-9f, 2e-18f, 5e-19f, 1e-25f, 1e-38f, 1e-41f, 1e-41f, 0f, 1e-41f];

    public static TheoryData<string> Cases => [.. LayerCases.All.Concat(GradientCase.All).Where(item => !item.Tokens).Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void They_are_zeros(string name)
    {
        var item = LayerCases.All.Concat(GradientCase.All).First(item => item.Name == name);
        var parameters = item.Parameters();
        float border = MathF.ScaleB(1, parameters.Spec.Layers[0] is ScaleLayerSpec ? -100 : -60);
        var random = new Xoshiro256(3);
        int[] tokens = [.. parameters.Spec.TokenColumns.Select(token => token.Part.Offset)]; // which are indices, here all 0
        float[] samples = [.. Enumerable.Range(0, loudness.Length * item.Input).Select(k => loudness[k / item.Input] * random.NextSingle() * (tokens.Contains(k % item.Input) ? 0 : 1))];
        float[] flushed = Array.ConvertAll(samples, value => Math.Abs(value) < border ? 0f : value);

        float[] Trained(float[] inputs) => new ForwardPass(parameters, tokens: false).Run(Sequence.OfNumbers("quiet", loudness.Length, inputs, [])).ToArray();
        double[] Exact(float[] inputs) => [.. new ReferenceNetwork(parameters.Spec, parameters.Tensor).Run([.. inputs.Select(value => (double)value).Chunk(item.Input)]).SelectMany(row => row)];
        float[] trained = Trained(samples);
        Assert.Equal(Trained(flushed), trained);
        Assert.Equal(Exact(flushed), Exact(samples));
        Assert.All(Exact(samples).Zip(trained), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.DoesNotContain(trained, value => value != 0 && Math.Abs(value) < 1.17549435e-38f);
    }

    /// <summary>A network that adds nothing of its own to silence: what is left of the state goes to zero, not through the denormals.</summary>
    [Theory]
    [InlineData("""{ "type": "lstm", "hidden": 5, "bias": false }""")]
    [InlineData("""{ "type": "gru", "hidden": 5, "bias": false }""")]
    [InlineData("""{ "type": "rnn", "hidden": 5, "bias": false, "activation": "identity" }""")]
    [InlineData("""{ "type": "ltm-stm", "hidden": 5, "bias": false }""")]
    [InlineData("""{ "type": "lstm", "hidden": 5, "projection": 3, "bias": false }, { "type": "dense", "size": 3, "bias": false }""")]
    public void States_fade_to_zero(string layers)
    {
        var parameters = new NetworkParameters(SpecParser.Parse($$"""{ "input": 1, "layers": [ {{layers}} ] }""").Model!);
        Initialization.Uniform(parameters, new Xoshiro256(1));
        foreach (ref float weight in parameters.Values)
        {
            weight *= 0.5f;
        }
        float[] samples = [1f, 1f, .. new float[500]];
        var outputs = new ForwardPass(parameters, tokens: false).Run(Sequence.OfNumbers("silence", samples.Length, samples, []));
        Assert.DoesNotContain(outputs, value => value != 0 && Math.Abs(value) < MathF.ScaleB(1, -60));
        Assert.Equal(0f, outputs[^1]);
        Assert.Equal(0d, new ReferenceNetwork(parameters.Spec, parameters.Tensor).Run([.. samples.Select(value => (double[])[value])])[^1][0]);
    }
}
