using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Weights;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>Weight files for networks that nobody has trained.</summary>
internal static class MadeUpWeights
{
    /// <summary>The bytes of a weight file with small numbers that depend on the spec alone.</summary>
    public static byte[] File(ModelSpec spec, int seed = 1)
    {
        var writer = new WeightFileWriter(SpecHash.Of(spec));
        writer.AddMetadata("note", "of \\tests\\ \"{é}\"; %3b $(Folder) @(LstmModel) | *");
        var random = new Random(seed);
        foreach (var (layer, (input, _)) in spec.Layers.Zip(spec.Sizes))
        {
            foreach (string name in TensorNames.Of(layer))
            {
                int[] shape = TensorNames.ShapeOf(layer, name, input);
                float least = layer is AnomalyLayerSpec ? 0.5f : 0; // a scale is positive
                float[] values = [.. Enumerable.Range(0, shape.Aggregate(1, (count, size) => count * size)).Select(_ => least + ((random.NextSingle() - 0.5f) / 2))];
                writer.Add(name, values, shape);
            }
        }
        return writer.ToBytes();
    }
}
