using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Weights;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>Weights for any spec: uniform in ±1/√H as PyTorch begins, H being an LSTM's units or a dense layer's inputs; factors of a scale in ±1.</summary>
internal sealed class MadeWeights
{
    private readonly Dictionary<string, (float[] Values, int[] Shape)> tensors = [];

    public MadeWeights(ModelSpec spec, int seed)
    {
        var random = new Random(seed);
        int input = spec.InputSize;
        foreach (var layer in spec.Layers)
        {
            foreach (string name in TensorNames.Of(layer))
            {
                int[] shape = TensorNames.ShapeOf(layer, name, input);
                double bound = layer switch { LstmLayerSpec lstm => 1 / Math.Sqrt(lstm.HiddenSize), DenseLayerSpec => 1 / Math.Sqrt(input), _ => 1 };
                int count = shape.Aggregate(1, (product, size) => product * size);
                tensors.Add(name, ([.. Enumerable.Range(0, count).Select(_ => (float)(bound * ((2 * random.NextDouble()) - 1)))], shape));
            }
            input = layer.OutputSize(input);
        }
    }

    public float[] Values(string name) => tensors[name].Values;

    /// <summary>The bytes of a weight file.</summary>
    public byte[] File(string specHash)
    {
        var writer = new WeightFileWriter(specHash);
        foreach (var (name, (values, shape)) in tensors)
        {
            writer.Add(name, values, shape);
        }
        return writer.ToBytes();
    }
}
