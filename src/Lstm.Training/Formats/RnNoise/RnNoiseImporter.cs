using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.RnNoise;

/// <summary>
/// Imports the network of RNNoise 0.1 (Valin, "A Hybrid DSP/Deep Learning Approach to Real-Time Full-Band Speech Enhancement", MMSP 2018): three GRUs, each of
/// which sees what others do not, gains of the bands and the probability of a voice (rnn.c, compute_rnn).
/// </summary>
internal static class RnNoiseImporter
{
    /// <summary>The ending of its model files.</summary>
    public const string Ending = ".rnnn";

    // A weight of 1 (WEIGHTS_SCALE in rnn.h).
    private const float Unit = 256;

    /// <summary>Whether a file holds such a network.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes) => RnNoiseText.IsOne(bytes) || RnNoiseCode.IsOne(bytes);

    /// <summary>The layers that a file holds.</summary>
    /// <exception cref="ImportException">It is damaged.</exception>
    public static IReadOnlyList<RnNoiseLayer> Layers(ModelSource source) => RnNoiseText.IsOne(source.Bytes) ? new RnNoiseText(source).Read() : new RnNoiseCode(source).Read();

    /// <summary>The network.</summary>
    /// <exception cref="ImportException">The file is damaged, or its layers do not fit together.</exception>
    public static ImportedModel Read(ModelSource source)
    {
        var layers = Layers(source);
        var (dense, vad, noise, denoise, gains, voice) = (layers[0], layers[1], layers[2], layers[3], layers[4], layers[5]);
        RequireInputs(source, vad, dense.Units, "input_dense");
        RequireInputs(source, noise, dense.Units + vad.Units + dense.Inputs, "input_dense, vad_gru and the sample");
        RequireInputs(source, denoise, vad.Units + noise.Units + dense.Inputs, "vad_gru, noise_gru and the sample");
        RequireInputs(source, gains, denoise.Units, "denoise_gru");
        RequireInputs(source, voice, vad.Units, "vad_gru");
        var spec = SpecParser.Parse($$"""
            {
              "input": {{dense.Inputs}},
              "layers": [
                { "type": "dense", "size": {{dense.Units}}, "activation": "{{dense.Activation}}", "tensors": "input_dense.", "name": "dense" },
                {{Gru(vad, "vad")}},
                { "type": "dense", "size": {{voice.Units}}, "activation": "{{voice.Activation}}", "tensors": "vad_output.", "name": "voice" },
                { "type": "concat", "from": ["dense", "vad", "input"] },
                {{Gru(noise, "noise")}},
                { "type": "concat", "from": ["vad", "noise", "input"] },
                {{Gru(denoise, "denoise")}},
                { "type": "dense", "size": {{gains.Units}}, "activation": "{{gains.Activation}}", "tensors": "denoise_output.", "name": "gains" }
              ],
              "outputs": ["gains", "voice"]
            }
            """).Model!;
        var builder = new ModelBuilder(source, spec);
        var byName = layers.ToDictionary(layer => layer.Name + ".");
        foreach (var layer in spec.Layers)
        {
            builder.Add("the network", layer, [.. byName.TryGetValue(layer.Tensors, out var held) ? Tensors(layer, held) : []]);
        }
        builder.Note("Its weights are whole numbers over 256, which single precision holds exactly; a GRU's one bias is bias_ih, and bias_hh is zeros.");
        builder.Note("RNNoise's program looks tanh and sigmoid up in a table: its own answers are a few 1e-5 from these.");
        builder.Note($"This is the network alone: RNNoise's program makes the {dense.Inputs} values of a time step from 10 ms of sound at 48 kHz, and applies the gains to its bands.");
        return builder.Build();
    }

    private static string Gru(RnNoiseLayer layer, string name) =>
        $$"""{ "type": "gru", "hidden": {{layer.Units}}, "reset": "before", "activations": { "candidate": "{{layer.Activation}}" }, "tensors": "{{layer.Name}}.", "name": "{{name}}" }""";

    // They lie as those of Keras, with which RNNoise was trained.
    private static IEnumerable<NamedTensor> Tensors(LayerSpec layer, RnNoiseLayer held) => layer is GruLayerSpec gru
        ? KerasGates.Recurrent(gru, TensorNames.Suffixes(gru)[0], held.Inputs, Floats(held.Weights), Floats(held.Recurrent!), Floats(held.Bias))
        : [new(layer.Tensors + "weight", Blocks.Transpose(Floats(held.Weights), held.Inputs, held.Units)), new(layer.Tensors + "bias", Floats(held.Bias))];

    private static float[] Floats(sbyte[] values) => Array.ConvertAll(values, value => value / Unit);

    private static void RequireInputs(ModelSource source, RnNoiseLayer layer, int expected, string from)
    {
        if (layer.Inputs != expected)
        {
            throw source.Fault(layer.Name, $"it takes {layer.Inputs} values", $"{expected}, those of {from}");
        }
    }
}
