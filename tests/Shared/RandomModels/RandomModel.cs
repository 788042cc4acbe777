using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Reference;

namespace Lstm.Shared.RandomModels;

/// <summary>A network drawn from all that a spec can say, with weights and a sequence; the same seed gives the same one.</summary>
internal sealed class RandomModel
{
    private readonly Dictionary<string, float[]> byName;

    private RandomModel(ModelSpec spec, Random random)
    {
        Spec = spec;
        Text = SpecWriter.Write(spec);
        Tensors = RandomTensors.Draw(spec, random);
        byName = Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Values);
        Sequence = [.. Enumerable.Range(0, random.Next(1, 21)).Select(_ => Sample(random))];
    }

    /// <summary>The network.</summary>
    public ModelSpec Spec { get; }

    /// <summary>Its spec file, which reads as an equal <see cref="Spec"/>.</summary>
    public string Text { get; }

    /// <summary>Its tensors, in the order of the weight file.</summary>
    public IReadOnlyList<NamedTensor> Tensors { get; }

    /// <summary>1 to 20 samples: values in ±1, or tokens.</summary>
    public float[][] Sequence { get; }

    /// <param name="seed">Which.</param>
    /// <param name="streaming">Whether the network has a step; otherwise it may need whole sequences.</param>
    public static RandomModel Draw(int seed, bool streaming = false) => Draw(seed, random => RandomSpec.Draw(random, streaming));

    /// <summary>A network that branches.</summary>
    /// <param name="seed">Which.</param>
    public static RandomModel DrawGraph(int seed) => Draw(seed, RandomGraph.Draw);

    private static RandomModel Draw(int seed, Func<Random, ModelSpec> spec)
    {
        var random = new Random(seed);
        for (; ; )
        {
            var drawn = new RandomModel(spec(random), random);
            if (Conditioning.IsGood(drawn.Spec, drawn.Values, drawn.Results))
            {
                return drawn;
            }
        }
    }

    /// <summary>A given network with drawn weights and a drawn sequence.</summary>
    public static RandomModel Of(ModelSpec spec, Random random) => new(spec, random);

    /// <summary>A tensor's values.</summary>
    public float[] Values(string name) => byName[name];

    /// <summary>The network in double precision, at the beginning of a sequence.</summary>
    public ReferenceNetwork Reference() => new(Spec, Values);

    /// <summary>The sequence in double precision.</summary>
    public double[][] Samples() => Array.ConvertAll(Sequence, sample => Array.ConvertAll(sample, value => (double)value));

    private IEnumerable<double> Results(ModelSpec spec, Func<string, float[]> tensor)
    {
        var network = new ReferenceNetwork(spec, tensor);
        foreach (double y in network.Run(Samples()).SelectMany(values => values))
        {
            yield return y;
        }
        int k = 0;
        foreach (var layer in spec.Layers.OfType<RecurrentLayerSpec>())
        {
            for (int direction = 0; direction < TensorNames.Suffixes(layer).Count; direction++)
            {
                foreach (double value in network.Hidden(k, direction).Concat(network.Cell(k, direction)))
                {
                    yield return value;
                }
            }
            k++;
        }
    }

    private float[] Sample(Random random)
    {
        var tokens = Spec.TokenColumns.ToDictionary(token => token.Part.Offset, token => token.Rows);
        return [.. Enumerable.Range(0, Spec.InputSize).Select(k => tokens.TryGetValue(k, out int rows) ? random.Next(rows) : (float)((2 * random.NextDouble()) - 1))];
    }
}
