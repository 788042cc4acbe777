using System;
using System.Collections.Generic;
using System.IO;
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
/// <param name="Pack">Packs a weight file's bytes.</param>
/// <param name="Hash">The hash of a run of so many steps on a body.</param>
internal sealed record GoldenNetwork(string Name, int Steps, string SpecHash, int WeightBytes, int StateBytes, Func<byte[], PackedWeights> Pack, Func<InstructionSet, PackedWeights, int, ulong> Hash)
{
    public static GoldenNetwork Of<TModel, TNetwork, TState>(string name, int steps, Func<byte[], PackedWeights> pack, string specHash, int weightBytes, int stateBytes)
        where TModel : IGoldenModel<TModel, TState>
        where TNetwork : struct, IGoldenNetwork<TState>
        where TState : unmanaged =>
        new(name, steps, specHash, weightBytes, stateBytes, pack, static (body, weights, steps) =>
        {
            TState state = default;
            return GoldenRun.Hash<TNetwork, TState>(body, ref weights.Reference, ref state, steps);
        })
        {
            InputSize = TNetwork.InputSize,
            OutputSize = TNetwork.OutputSize,
            LstmLayers = TNetwork.LstmLayers,
            On = static (body, weights) => new BodyStream<TNetwork, TState>(body, weights),
            Load = static bytes =>
            {
                var model = TModel.Load((ReadOnlySpan<byte>)bytes);
                return () => new ModelStream<TModel, TNetwork, TState>(model);
            },
            Open = static path =>
            {
                var model = TModel.Load(path);
                return () => new ModelStream<TModel, TNetwork, TState>(model);
            },
            Guard = GuardedRun.All<TNetwork, TState>,
        };

    /// <summary>Values in one sample.</summary>
    public required int InputSize { get; init; }

    /// <summary>Values that one step puts out.</summary>
    public required int OutputSize { get; init; }

    /// <summary>How many LSTM layers the network has.</summary>
    public required int LstmLayers { get; init; }

    /// <summary>A stream on a chosen body.</summary>
    public required Func<InstructionSet, PackedWeights, GoldenStream> On { get; init; }

    /// <summary>The public Load of a weight file's bytes: what it gives begins streams of the one model.</summary>
    public required Func<byte[], Func<GoldenStream>> Load { get; init; }

    /// <summary>The public Load of a file.</summary>
    public required Func<string, Func<GoldenStream>> Open { get; init; }

    /// <summary>Runs a body with everything it may touch against unreadable pages (see <see cref="GuardedRun"/>).</summary>
    public required Action<InstructionSet, PackedWeights> Guard { get; init; }

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

    /// <summary>Every tensor of the network, by name: uniform in ±1/√H as PyTorch begins, H being the layer's units or inputs.</summary>
    public IReadOnlyDictionary<string, (float[] Values, int[] Shape)> Tensors()
    {
        var tensors = new Dictionary<string, (float[], int[])>();
        ulong seed = 0;
        int input = Spec.InputSize;
        foreach (var layer in Spec.Layers)
        {
            foreach (string name in TensorNames.Of(layer))
            {
                var shape = TensorNames.ShapeOf(layer, name, input);
                float bound = 1f / MathF.Sqrt(layer is RecurrentLayerSpec cells ? cells.HiddenSize : shape.Length == 3 ? shape[1] * shape[2] : input);
                float[] values = new float[Count(shape)];
                seed++;
                for (int k = 0; k < values.Length; k++)
                {
                    values[k] = bound * GoldenRun.Uniform((seed << 32) + (ulong)k);
                }
                tensors.Add(name, (values, shape));
            }
            input = layer.OutputSize(input);
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
