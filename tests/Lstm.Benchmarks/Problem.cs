using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.Specification;
using Lstm.Trainer;

namespace Lstm.Benchmarks;

/// <summary>What every implementation of one size is given: the same weights (within ±1/√H) and samples (within ±1) each time.</summary>
internal sealed class Problem
{
    /// <summary>Samples in a pass.</summary>
    public const int Samples = 1000;

    public Problem(Size size)
    {
        Size = size;
        float bound = 1f / MathF.Sqrt(size.Hidden);
        InputWeights = Uniform(4 * size.Hidden * size.Input, bound, seed: 1);
        RecurrentWeights = Uniform(4 * size.Hidden * size.Hidden, bound, seed: 2);
        Inputs = Uniform(Samples * size.Input, 1f, seed: 3);
        Bias = Uniform(4 * size.Hidden, bound, seed: 4);
    }

    public Size Size { get; }

    /// <summary>W, gates i f g o one below the other.</summary>
    public float[] InputWeights { get; }

    /// <summary>R, in the same order.</summary>
    public float[] RecurrentWeights { get; }

    /// <summary>b, in the same order; the second bias of PyTorch and ONNX is zero.</summary>
    public float[] Bias { get; }

    /// <summary>The samples, one behind the other.</summary>
    public float[] Inputs { get; }

    /// <summary>The weights as a safetensors file for a generated model.</summary>
    public byte[] WeightFile(string specHash)
    {
        var writer = new WeightFileWriter(specHash);
        writer.Add("weight_ih_l0", InputWeights, 4 * Size.Hidden, Size.Input);
        writer.Add("weight_hh_l0", RecurrentWeights, 4 * Size.Hidden, Size.Hidden);
        writer.Add("bias_ih_l0", Bias, 4 * Size.Hidden);
        writer.Add("bias_hh_l0", new float[4 * Size.Hidden], 4 * Size.Hidden);
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
        var tensors = new Dictionary<string, float[]>
        {
            ["weight_ih_l0"] = InputWeights,
            ["weight_hh_l0"] = RecurrentWeights,
            ["bias_ih_l0"] = Bias,
            ["bias_hh_l0"] = new float[4 * Size.Hidden],
        };
        var layer = new LstmLayerSpec("", 0, Size.Hidden, Peephole: false, Bias: true, LstmActivations.Standard);
        var spec = new ModelSpec(Size.Input, new EquatableArray<LayerSpec>([layer]));
        var networks = Enumerable.Range(0, streams).Select(_ => new ReferenceNetwork(spec, name => tensors[name])).ToArray();
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
