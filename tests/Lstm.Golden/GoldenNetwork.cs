using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Weights;

namespace Lstm.Golden;

/// <summary>A network with made-up weights that depend on its spec alone.</summary>
/// <param name="Name">Its name, also that of its spec file.</param>
/// <param name="Steps">The length of its golden run.</param>
/// <param name="SpecHash">The hash in the generated code.</param>
/// <param name="WeightBytes">The size in the generated code.</param>
/// <param name="StateBytes">The size in the generated code.</param>
/// <param name="InputSize">Values in one sample.</param>
/// <param name="OutputSize">Values that one step outputs.</param>
/// <param name="RecurrentLayers">How many layers have a hidden state.</param>
/// <param name="Load">The network with the weights of a weight file's bytes.</param>
/// <param name="Open">The network with the weights of a file.</param>
internal sealed record GoldenNetwork(
    string Name, int Steps, string SpecHash, int WeightBytes, int StateBytes, int InputSize, int OutputSize, int RecurrentLayers,
    Func<byte[], GoldenModel> Load, Func<string, GoldenModel> Open)
{
    /// <summary>A network with a result at every step.</summary>
    public static GoldenNetwork Of<TModel, TState>(string name, int steps)
        where TModel : IStepManyModel<TModel, TState>
        where TState : unmanaged => Of<TModel, TState>(name, steps, model => new EveryStep<TModel, TState>(model));

    /// <summary>A network with a stride.</summary>
    public static GoldenNetwork WithStride<TModel, TState>(string name, int steps)
        where TModel : IStepModel<TModel, TState>
        where TState : unmanaged => Of<TModel, TState>(name, steps, model => new SomeSteps<TModel, TState>(model));

    /// <summary>A network of tokens, which stand at one place of each sample.</summary>
    public static GoldenNetwork OfTokens<TModel, TState>(string name, int steps, int column = 0)
        where TModel : IStepModel<TModel, TState>
        where TState : unmanaged => Of<TModel, TState>(name, steps, model => new TokenSteps<TModel, TState>(model, column));

    /// <summary>A network that needs whole sequences.</summary>
    public static GoldenNetwork OfSequences<TModel, TState>(string name, int steps)
        where TModel : ILstmModel<TModel, TState>
        where TState : unmanaged => Of<TModel, TState>(name, steps, model => new WholeSequences<TModel, TState>(model));

    private static GoldenNetwork Of<TModel, TState>(string name, int steps, Func<TModel, GoldenModel<TModel, TState>> drive)
        where TModel : ILstmModel<TModel, TState>
        where TState : unmanaged
    {
        var sizes = drive(default!);
        return new(
            name, steps, TModel.SpecHash, TModel.WeightBytes, TModel.StateBytes, sizes.InputSize, sizes.OutputSize, sizes.RecurrentLayers,
            bytes => drive(TModel.Load((ReadOnlySpan<byte>)bytes)), path => drive(TModel.Load(path)));
    }

    /// <summary>The network's spec, from the program itself.</summary>
    public ModelSpec Spec
    {
        get
        {
            using var stream = typeof(GoldenNetwork).Assembly.GetManifestResourceStream(Name + ".lstm.json")!;
            using var reader = new StreamReader(stream);
            return SpecParser.Parse(reader.ReadToEnd()).Model!;
        }
    }

    /// <summary>Every tensor of the network, by name: uniform in ±1/√H as PyTorch begins, H being the layer's units or inputs; those of a score, which are positive, from 0.1 to 0.9, and its limit from 1 to 9.</summary>
    public IReadOnlyDictionary<string, (float[] Values, int[] Shape)> Tensors()
    {
        var tensors = new Dictionary<string, (float[], int[])>();
        ulong seed = 0;
        foreach (var (layer, (input, _)) in Spec.Layers.Zip(Spec.Sizes))
        {
            foreach (string name in TensorNames.Of(layer))
            {
                var shape = TensorNames.ShapeOf(layer, name, input);
                float bound = 1f / MathF.Sqrt(layer is RecurrentLayerSpec cells ? cells.HiddenSize : shape.Length == 3 ? shape[1] * shape[2] : input);
                float[] values = new float[Count(shape)];
                seed++;
                for (int k = 0; k < values.Length; k++)
                {
                    float uniform = GoldenRun.Uniform((seed << 32) + (ulong)k);
                    values[k] = layer is not AnomalyLayerSpec score ? bound * uniform : name == score.Limit ? 5 + (4 * uniform) : 0.5f + (0.4f * uniform);
                }
                tensors.Add(name, (values, shape));
            }
        }
        return tensors;
    }

    /// <summary>The bytes of the network's weight file: written here, or read from the folder that GOLDEN_WEIGHTS names, where the writer's digest wants an OpenSSL that is not there.</summary>
    public byte[] WeightFile()
    {
        if (Environment.GetEnvironmentVariable("GOLDEN_WEIGHTS") is { } folder)
        {
            return File.ReadAllBytes(Path.Combine(folder, Name + ".safetensors"));
        }
        var writer = new WeightFileWriter(SpecHash);
        foreach (var (name, (values, shape)) in Tensors())
        {
            writer.Add(name, values, shape);
        }
        return writer.ToBytes();
    }

    private static int Count(int[] shape)
    {
        int count = 1;
        foreach (int size in shape)
        {
            count *= size;
        }
        return count;
    }
}
