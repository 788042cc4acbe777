using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Nam;

/// <summary>
/// Imports LSTM captures of Neural Amp Modeler. One list holds everything in order: for each layer a matrix [4·hidden, inputs +
/// hidden] with rows i f g o, its bias, and the hidden and cell state that a stream begins with; then the head's weights, a row for each
/// channel, and its bias (NeuralAmpModelerCore, lstm.cpp). A container holds several captures (container.cpp).
/// </summary>
internal static class NamImporter
{
    private const string Lstm = "LSTM";

    public static ImportedModel Read(JsonPart file, ImportOptions options)
    {
        string architecture = file["architecture"].Text;
        if (file.Has("config") && file["config"].Has("submodels"))
        {
            return ReadContainer(file, options);
        }
        if (options.Submodel is not null)
        {
            throw file.Source.Fault("--submodel", "the file is no container", "one of several captures");
        }
        if (architecture != Lstm)
        {
            throw file["architecture"].Fault($"it is {ModelSource.Quote(architecture)}", "LSTM; convolutional captures are not recurrent networks");
        }
        file.RequireOnly("version", "metadata", "notes", "architecture", "config", "weights", "sample_rate");
        var config = file["config"];
        config.RequireOnly("input_size", "hidden_size", "num_layers", "in_channels", "out_channels");
        int inputs = config["input_size"].Count(), hidden = config["hidden_size"].Count(), layers = config["num_layers"].Count();
        int outputs = config.Has("out_channels") ? config["out_channels"].Count() : 1;
        if (config.Has("in_channels") && config["in_channels"].Count() is var channels && channels != inputs)
        {
            throw config["in_channels"].Fault($"it is {channels}", $"{inputs}, as input_size is");
        }
        var builder = new ModelBuilder(file.Source, inputs);
        var weights = new Queue<float>(file["weights"].Tensor() is { Shape.Length: 1, Values: var values } ? values : throw file["weights"].Fault("it is not a list of numbers", "one"));
        long expected = Enumerable.Range(0, layers).Sum(layer => (4L * hidden * ((layer == 0 ? inputs : hidden) + hidden + 1)) + (2L * hidden)) + (outputs * (hidden + 1L));
        if (weights.Count != expected)
        {
            throw file["weights"].Fault($"it has {weights.Count} numbers", $"{expected} for {layers} layers of {hidden} units and a head");
        }
        for (int layer = 0; layer < layers; layer++)
        {
            AddLayer(builder, layer, hidden, weights);
        }
        builder.Add("the head", new DenseLayerSpec(builder.Numbered("dense"), outputs, true, ActivationKind.Identity), new("dense0.weight", Next(weights, outputs * hidden)), new("dense0.bias", Next(weights, outputs)));
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

    // Captures of ascending size; NeuralAmpModelerCore begins with the last.
    private static ImportedModel ReadContainer(JsonPart file, ImportOptions options)
    {
        JsonPart[] models = [.. file["config"]["submodels"].Items.Select(entry => entry["model"])];
        string[] kinds = [.. models.Select(model => model["architecture"].Text)];
        string place = $"{file["architecture"].Text} of {Data.Sequences.Counted.Of(models.Length, "capture")} ({Wording.Shorten(string.Join(", ", kinds))})";
        int[] fitting = [.. Enumerable.Range(0, models.Length).Where(k => kinds[k] == Lstm)];
        int chosen = options.Submodel is { } given ? given >= 1 && given <= models.Length ? given - 1 : throw file.Source.Fault("--submodel", $"it is {given}", $"1 to {models.Length}")
            : fitting.Length == 0 ? throw file["architecture"].Fault($"it is a {place}", "a capture with an LSTM; none of these has one")
            : fitting.Length == 1 || fitting[^1] == models.Length - 1 ? fitting[^1]
            : throw file["architecture"].Fault($"it is a {place}", $"one: --submodel NUMBER, {string.Join(" or ", fitting.Select(k => k + 1))}");
        var imported = Read(models[chosen], options with { Submodel = null });
        string others = chosen == models.Length - 1 ? "the one with which Neural Amp Modeler begins" : $"Neural Amp Modeler begins with number {models.Length}";
        return imported with { Notes = [$"Number {chosen + 1} of a {place} is imported; {others}.", .. imported.Notes] };
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
