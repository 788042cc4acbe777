using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Specification;
using Lstm.Trainer.Tests.Training;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Emitted;
using Lstm.Training.Evaluation;
using Lstm.Training.Reference;
using Lstm.Training.Weights;
using Xunit;

namespace Lstm.Trainer.Tests.Evaluation;

/// <summary>Sequences through generated code of networks that output something else than a row at each step of a stream.</summary>
public sealed class PredictorTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData("""{ "type": "gru", "hidden": 4, "direction": "bidirectional", "initialState": true }, { "type": "dense", "size": 2 }""", 9)]
    [InlineData("""{ "type": "lstm", "hidden": 4, "initialState": true }, { "type": "pool", "kind": "mean" }, { "type": "dense", "size": 2 }""", 1)]
    [InlineData("""{ "type": "conv1d", "filters": 3, "kernel": 3, "stride": 2 }, { "type": "gru", "hidden": 4 }, { "type": "dense", "size": 2 }""", 5)]
    [InlineData("""{ "type": "conv1d", "filters": 3, "kernel": 2, "stride": 4 }, { "type": "rnn", "hidden": 4, "direction": "reverse" }, { "type": "pool", "kind": "final" }, { "type": "dense", "size": 2 }""", 1)]
    public void Numbers(string layers, int rows)
    {
        var random = new Random(3);
        float[] inputs = [.. Enumerable.Range(0, 27).Select(_ => (2 * random.NextSingle()) - 1)];
        Compare(Problems.Spec($$"""{ "input": 3, "layers": [ {{layers}} ] }"""), Sequence.OfNumbers("a", 9, inputs, []), rows, random);
    }

    [Fact]
    public void Tokens_of_an_embedding()
    {
        var spec = Problems.Spec("""{ "input": 1, "layers": [ { "type": "embedding", "rows": 5, "size": 3 }, { "type": "gru", "hidden": 4 }, { "type": "dense", "size": 2 } ] }""");
        Compare(spec, new Sequence("a", 6, [], [], [], [4, 0, 1, 3, 2, 4]), 6, new Random(5));
    }

    private void Compare(ModelSpec spec, Sequence sequence, int rows, Random random)
    {
        var tensors = Write(spec, random);
        var reference = new ReferenceNetwork(spec, name => tensors[name]);
        double[] expected = [.. CentralDifferences.Outputs(reference, spec, sequence).SelectMany(row => row)];
        var predictor = new Predictor(EmittedNetwork.Load(spec, path));
        float[] actual = predictor.Predict(sequence);
        Assert.Equal(rows * 2, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal(actual, predictor.Predict(sequence)); // it begins anew
    }

    private Dictionary<string, float[]> Write(ModelSpec spec, Random random)
    {
        var tensors = new Dictionary<string, float[]>();
        var file = new WeightFileWriter();
        int size = spec.InputSize;
        foreach (var layer in spec.Layers)
        {
            foreach (string name in TensorNames.Of(layer))
            {
                int[] shape = TensorNames.ShapeOf(layer, name, size);
                tensors[name] = [.. Enumerable.Range(0, shape.Aggregate(1, (product, count) => product * count)).Select(_ => random.NextSingle() - 0.5f)];
                file.Add(name, tensors[name], shape);
            }
            size = layer.OutputSize(size);
        }
        file.Save(path);
        return tensors;
    }
}
