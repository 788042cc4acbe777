using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Nam;

/// <summary>
/// Imports LSTM captures of Neural Amp Modeler. One list holds everything in order: for each layer a matrix [4·hidden, inputs +
/// hidden] with rows i f g o, its bias, and the hidden and cell state that a stream begins with; then the head's weights and
/// its bias (NeuralAmpModelerCore, lstm.cpp).
/// </summary>
internal static class NamImporter
{
    private static readonly string[] Channels = ["in_channels", "out_channels"];

    public static ImportedModel Read(JsonPart file)
    {
        file.RequireOnly("version", "metadata", "architecture", "config", "weights", "sample_rate");
        if (file["architecture"].Text is not "LSTM" and var architecture)
        {
            throw Other(file, architecture);
        }
        var config = file["config"];
        config.RequireOnly("input_size", "hidden_size", "num_layers", "in_channels", "out_channels");
        foreach (string channels in Channels.Where(config.Has))
        {
            if (config[channels].Count() is not 1 and var count)
            {
                throw config[channels].Fault($"it is {count}", "1, the sound of one channel");
            }
        }
        int inputs = config["input_size"].Count(), hidden = config["hidden_size"].Count(), layers = config["num_layers"].Count();
        var builder = new ModelBuilder(file.Source, inputs);
        var weights = new Queue<float>(file["weights"].Tensor() is { Shape.Length: 1, Values: var values } ? values : throw file["weights"].Fault("it is not a list of numbers", "one"));
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
        if (file.Has("sample_rate") && file["sample_rate"].Value is { } rate)
        {
            builder.Note(System.FormattableString.Invariant($"It is for samples at {rate} Hz."));
        }
        if (VersionNote(file) is { } note)
        {
            builder.Note(note);
        }
        return builder.Build();
    }

    private static ImportException Other(JsonPart file, string architecture)
    {
        if (file.Has("config") && file["config"].Has("submodels"))
        {
            string[] inside = [.. file["config"]["submodels"].Items.Select(entry => entry.Has("model") && entry["model"].Has("architecture") ? entry["model"]["architecture"].Text : "nothing")];
            int lstm = System.Array.IndexOf(inside, "LSTM");
            return file["architecture"].Fault(
                $"it is {ModelSource.Quote(architecture)}, a container of {Data.Sequences.Counted.Of(inside.Length, "capture")} ({Wording.Shorten(string.Join(", ", inside))})",
                lstm >= 0 ? $"one LSTM: save config.submodels[{lstm}].model as a .nam file of its own and import that" : "a capture with an LSTM; none of these has one");
        }
        return file["architecture"].Fault($"it is {ModelSource.Quote(architecture)}", "LSTM; convolutional captures are not recurrent networks");
    }

    // NeuralAmpModelerCore reads 0.5.0 to 0.7.x, and an LSTM's weights lie alike in all of them.
    private static string? VersionNote(JsonPart file)
    {
        if (!file.Has("version"))
        {
            return "It states no version of its format; it is read as 0.7.";
        }
        var part = file["version"];
        if (!System.Version.TryParse(part.Text.Split('-', '+')[0], out var version))
        {
            throw part.Fault($"it is {ModelSource.Quote(part.Text)}", "a version such as 0.5.4");
        }
        return version < new System.Version(0, 5)
            ? throw part.Fault($"it is {ModelSource.Quote(part.Text)}", "0.5 or newer: before that, Neural Amp Modeler itself reads no file")
            : version >= new System.Version(0, 8) ? $"Version {part.Text} of its format is newer than those known here (0.5 to 0.7); it is read as 0.7." : null;
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
