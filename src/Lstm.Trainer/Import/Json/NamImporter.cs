using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Trainer.Import.Json;

/// <summary>
/// Imports LSTM captures of Neural Amp Modeler. One list holds everything in order: for each layer a matrix [4·hidden, inputs +
/// hidden] with rows i f g o, its bias, and the hidden and cell state that a stream begins with; then the head's weights and
/// its bias (NeuralAmpModelerCore, lstm.cpp).
/// </summary>
internal static class NamImporter
{
    public static ImportedModel Read(JsonPart file)
    {
        file.RequireOnly("version", "metadata", "architecture", "config", "weights", "sample_rate");
        if (file["architecture"].Text is not "LSTM" and var architecture)
        {
            throw file["architecture"].Fault($"it is {ModelSource.Quote(architecture)}", "LSTM; the convolutional captures are no networks of this kind");
        }
        var config = file["config"];
        config.RequireOnly("input_size", "hidden_size", "num_layers");
        int inputs = config["input_size"].Count(), hidden = config["hidden_size"].Count(), layers = config["num_layers"].Count();
        var builder = new ModelBuilder(file.Source, inputs);
        var weights = new Queue<float>(file["weights"].Tensor() is { Shape.Length: 1, Values: var values } ? values : throw file["weights"].Fault("it is no list of numbers", "one"));
        long expected = Enumerable.Range(0, layers).Sum(layer => (4L * hidden * ((layer == 0 ? inputs : hidden) + hidden + 1)) + (2L * hidden)) + hidden + 1;
        if (weights.Count != expected)
        {
            throw file["weights"].Fault($"it has {weights.Count} numbers", $"{expected} for {layers} layers of {hidden} units and a head");
        }
        for (int layer = 0; layer < layers; layer++)
        {
            AddLayer(builder, layer, hidden, weights);
        }
        builder.Add("the head", new DenseLayerSpec(builder.Numbered("dense"), 1, true, ActivationKind.Identity), new("dense0.weight", Next(weights, hidden)), new("dense0.bias", Next(weights, 1)));
        builder.Note("An LSTM's one bias is bias_ih; bias_hh is zeros.");
        builder.Note("A stream begins with the states of the capture (h0, c0).");
        if (file.Has("sample_rate"))
        {
            builder.Note(System.FormattableString.Invariant($"It is for samples at {file["sample_rate"].Value} Hz."));
        }
        return builder.Build();
    }

    private static void AddLayer(ModelBuilder builder, int index, int hidden, Queue<float> weights)
    {
        int inputs = builder.Size, columns = inputs + hidden;
        float[] matrix = Next(weights, 4 * hidden * columns);
        float[] Columns(int first, int count) => [.. Enumerable.Range(0, 4 * hidden).SelectMany(row => matrix.Skip((row * columns) + first).Take(count))];
        var layer = new LstmLayerSpec("", index, hidden, false, true, LstmActivations.Standard) { InitialState = true };
        string suffix = "_l" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);
        builder.Add(
            $"layer {index}",
            layer,
            new("weight_ih" + suffix, Columns(0, inputs)),
            new("weight_hh" + suffix, Columns(inputs, hidden)),
            new("bias_ih" + suffix, Next(weights, 4 * hidden)),
            new("bias_hh" + suffix, new float[4 * hidden]),
            new("h0" + suffix, Next(weights, hidden)),
            new("c0" + suffix, Next(weights, hidden)));
    }

    private static float[] Next(Queue<float> weights, int count) => [.. Enumerable.Range(0, count).Select(_ => weights.Dequeue())];
}
