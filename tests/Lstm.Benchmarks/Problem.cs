using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.Specification;
using Lstm.Training.Reference;
using Lstm.Training.Weights;

namespace Lstm.Benchmarks;

/// <summary>What every implementation of one size is given: the same weights (within ±1/√H) and samples (within ±1) each time.</summary>
internal sealed class Problem
{
    /// <summary>Samples in a pass.</summary>
    public const int Samples = 1000;

    private readonly ModelSpec spec;
    private readonly Dictionary<string, (float[] Values, int[] Shape)> tensors = [];

    /// <param name="size">The size of its first layer.</param>
    /// <param name="layers">LSTM layers of as many units.</param>
    /// <param name="peephole">Whether they have peepholes.</param>
    public Problem(Size size, int layers = 1, bool peephole = false)
        : this(new ModelSpec(size.Input, new EquatableArray<LayerSpec>([.. Enumerable.Range(0, layers).Select(index => new LstmLayerSpec("", index, size.Hidden, peephole, Bias: true, LstmActivations.Standard))])))
    {
    }

    private Problem(ModelSpec spec)
    {
        this.spec = spec;
        var size = new Size(spec.InputSize, spec.OutputSize);
        Size = size;
        Inputs = Uniform(Samples * size.Input, 1f, seed: 0);
        int inputSize = size.Input;
        foreach (var layer in spec.Layers)
        {
            foreach (string name in TensorNames.Of(layer))
            {
                int[] shape = TensorNames.ShapeOf(layer, name, inputSize);
                float bound = name.StartsWith("bias_hh", StringComparison.Ordinal) ? 0f : 1f / MathF.Sqrt(size.Hidden);
                tensors.Add(name, (Uniform(shape.Aggregate((rows, columns) => rows * columns), bound, seed: tensors.Count + 1), shape));
            }
            inputSize = layer.OutputSize(inputSize);
        }
    }

    /// <summary>A problem for the network of a spec file in this program.</summary>
    public static Problem Of(string specName)
    {
        using var stream = typeof(Problem).Assembly.GetManifestResourceStream(specName + ".lstm.json")!;
        using var reader = new StreamReader(stream);
        return new Problem(SpecParser.Parse(reader.ReadToEnd()).Model!);
    }

    public Size Size { get; }

    /// <summary>Weights that a step multiplies something with.</summary>
    public long MultiplyAdds => tensors.Where(tensor => tensor.Key.StartsWith("weight", StringComparison.Ordinal)).Sum(tensor => (long)tensor.Value.Values.Length);

    /// <summary>W of the first layer, gates i f g o one below the other.</summary>
    public float[] InputWeights => tensors["weight_ih_l0"].Values;

    /// <summary>R, in the same order.</summary>
    public float[] RecurrentWeights => tensors["weight_hh_l0"].Values;

    /// <summary>b, in the same order; the second bias of PyTorch and ONNX is zero.</summary>
    public float[] Bias => tensors["bias_ih_l0"].Values;

    /// <summary>The samples, one behind the other.</summary>
    public float[] Inputs { get; }

    /// <summary>The weights as a safetensors file for a generated model.</summary>
    public byte[] WeightFile()
    {
        var writer = new WeightFileWriter(SpecHash.Of(spec));
        foreach (var (name, (values, shape)) in tensors)
        {
            writer.Add(name, values, shape);
        }
        return writer.ToBytes();
    }

    /// <summary>Writes weights, bias and samples as bare floats, for a program that is not C#.</summary>
    public void Save(string path)
    {
        using var file = File.Create(path);
        foreach (float[] values in new[] { InputWeights, RecurrentWeights, Bias, Inputs })
        {
            file.Write(MemoryMarshal.AsBytes<float>(values));
        }
    }

    /// <summary>h after each sample, in double precision, where sample n belongs to stream n modulo <paramref name="streams"/>.</summary>
    public double[][] Reference(int streams)
    {
        var networks = Enumerable.Range(0, streams).Select(_ => new ReferenceNetwork(spec, name => tensors[name].Values)).ToArray();
        double[] inputs = Array.ConvertAll(Inputs, value => (double)value);
        return [.. Enumerable.Range(0, Samples).Select(n => networks[n % streams].Step(inputs.AsSpan(n * Size.Input, Size.Input)))];
    }

    private static float[] Uniform(int count, float bound, int seed)
    {
#pragma warning disable CA5394 // numbers to time with, not to keep secrets with
        var random = new Random(seed);
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = bound * ((2f * random.NextSingle()) - 1f);
        }
        return values;
    }
}
