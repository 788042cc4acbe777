using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Reference;
using Xunit;

namespace Lstm.Trainer.Tests.Reference;

/// <summary>Reference networks from a spec's text and a few numbers, and what their expected values are worked out with.</summary>
internal static class ReferenceModels
{
    public static ReferenceNetwork Network(int input, string layers, params (string Name, float[] Values)[] tensors)
    {
        var result = SpecParser.Parse($$"""{ "input": {{input}}, "layers": [ {{layers}} ] }""");
        Assert.Empty(result.Errors);
        var byName = tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Values);
        return new ReferenceNetwork(result.Model!, name => byName[name]);
    }

    public static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    /// <summary>Equal to 12 digits behind the point, weights being floats that hold a few binary digits exactly.</summary>
    public static void Same(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 12));
    }

    public static void Same(double[][] expected, double[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Same(pair.First, pair.Second));
    }
}
