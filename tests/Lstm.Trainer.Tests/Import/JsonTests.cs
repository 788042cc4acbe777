using System;
using System.Linq;
using System.Text;
using Lstm.Specification;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>The formats in JSON: RTNeural, NAM, GuitarML, state_dicts.</summary>
public class JsonTests
{
    private const string State = """
        "state_dict": { "rec.weight_ih_l0": [[0.1],[0.2],[0.3],[0.4]], "rec.weight_hh_l0": [[0.5],[0.6],[0.7],[0.8]], "rec.bias_ih_l0": [0.1,0.1,0.1,0.1], "rec.bias_hh_l0": [0,0,0,0], "lin.weight": [[2]], "lin.bias": [0.5] }
        """;

    private const string Nam = """{ "version": "0.5.4", "architecture": "LSTM", "config": { "input_size": 1, "hidden_size": 1, "num_layers": 1 }, "weights": [ 1,2, 3,4, 5,6, 7,8, 9,10,11,12, 13, 14, 15, 16 ] }""";

    [Fact]
    public void A_capture_of_GuitarML_adds_its_sample()
    {
        var imported = Read("amp.json", GuitarMl());
        Assert.Equal("lstm 1|dense 1|residual input", string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));

        double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        double c = Sigmoid(0.1f * 0.5 + 0.1f) * Math.Tanh(0.3f * 0.5 + 0.1f), h = Sigmoid(0.4f * 0.5 + 0.1f) * Math.Tanh(c);
        Assert.Equal((2 * h) + 0.5 + 0.5, Verification.Answers(imported, [[0.5f]])[0][0], 1e-12);
    }

    [Fact]
    public void A_capture_of_NAM_is_taken_apart()
    {
        var imported = Read("amp.nam", Nam);
        Assert.Equal([1, 3, 5, 7], imported.Tensors["weight_ih_l0"]);
        Assert.Equal([2, 4, 6, 8], imported.Tensors["weight_hh_l0"]);
        Assert.Equal([9, 10, 11, 12], imported.Tensors["bias_ih_l0"]);
        Assert.Equal([13, 14, 15, 16], new[] { "h0_l0", "c0_l0", "dense0.weight", "dense0.bias" }.Select(name => imported.Tensors[name][0]));
    }

    [Theory]
    [InlineData("a.json", "no", "not JSON")]
    [InlineData("a.json", "[]", "it is an array; expected an object")]
    [InlineData("a.json", """{ "in_shape": [null, 1], "layers": [ { "type": "conv2d" } ] }""", "layers[0].type: there is no equivalent of \"conv2d\"")]
    [InlineData("a.json", """{ "in_shape": [null, 1], "layers": [ { "type": "lstm", "activation": "relu", "shape": [1] } ] }""", "layers[0].activation")]
    [InlineData("a.json", """{ "in_shape": [null, 1], "layers": [ { "type": "dense", "shape": [1], "gain": 2 } ] }""", "\"gain\" is not known")]
    [InlineData("a.json", """{ "in_shape": [null, 1], "layers": [ { "type": "dense", "shape": [1], "activation": "gelu", "weights": [[[1]],[1]] } ] }""", "gelu")]
    [InlineData("a.json", """{ "in_shape": [null, 1], "layers": [ { "type": "dense", "shape": [1], "activation": "", "weights": [[[1,2]],[1]] } ] }""", "[1, 2]")]
    [InlineData("a.json", """{ "in_shape": [null, 3], "layers": [ { "type": "prelu", "shape": [3], "weights": [[0.1, 0.2]] } ] }""", "2 slopes; expected 3")]
    [InlineData("a.json", """{ "in_shape": [null, 1], "layers": [ { "type": "dense", "shape": [1], "weights": [] } ] }""", "it has 0 parts; expected kernel and bias, or the kernel alone")]
    [InlineData("a.json", """{ "in_shape": [null, 1], "layers": [ { "type": "conv1d", "shape": [1], "kernel_size": [1], "dilation": [1], "groups": 2, "weights": [] } ] }""", "groups")]
    [InlineData("a.json", """{ "in_shape": [null, 1], "layers": [ { "type": "batchnorm", "epsilon": 0.1, "weights": [[0], [0], [0], [1]] } ] }""", "gamma is 0")]
    [InlineData("a.json", """{ "a.weight": [[1, 2], [3]] }""", "a.weight[1]")]
    [InlineData("a.json", """{ "a.weight": "no" }""", "not a tensor")]
    [InlineData("a.nam", """{ "architecture": "WaveNet" }""", "WaveNet")]
    [InlineData("a.nam", """{ "architecture": "LSTM", "config": { "input_size": 1, "hidden_size": 1, "num_layers": 1 }, "weights": [1] }""", "1 numbers; expected 16")]
    [InlineData("a.nam", """{ "architecture": "LSTM", "config": { "input_size": 1, "hidden_size": 1, "num_layers": 1, "gated": true }, "weights": [1] }""", "\"gated\"")]
    public void Is_refused_and_named(string file, string text, string words)
    {
        var error = Assert.Throws<ImportException>(() => Read(file, text));
        Assert.StartsWith(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.json", """{ "format": "graph-model", "modelTopology": { "node": [ { "name": "x", "op": "Placeholder" } ] } }""", "graph model of TensorFlow.js", "SavedModel")]
    [InlineData("a.json", """{ "class_name": "Sequential", "config": { } }""", "architecture of a Keras model", "model.save(")]
    [InlineData("a.json", """{ "activation": "gated", "residual_channels": 16, "dilations": [1, 2], "variables": [] }""", "WaveNet of GuitarML's SmartAmp", "Automated-GuitarAmpModelling")]
    [InlineData("a.json", """{ "input_size": 120, "conv1d": { "bias:0": [0] }, "lstm": { "bias:0": [0] } }""", "SmartAmpPro", "Automated-GuitarAmpModelling")]
    [InlineData("a.json", """{ "metadata": { }, "weight_map": { } }""", "index of weights", "one .safetensors file")]
    [InlineData("a.json", """{ "input": 3, "layers": [] }""", "spec file", "lstm inspect")]
    [InlineData("a.tflite", "no", "it begins with the bytes 6E6F, as no TensorFlow Lite file does", "TFL3")]
    [InlineData("a.onnx", "no", "it begins with the bytes 6E6F, as no ONNX file does", "ONNX")]
    [InlineData("a.onnx", "\0\0\0\0TFL3\0\0\0\0\0", "its schema has version 0", "version 3")]
    [InlineData("a.pb", "no", "TensorFlow graph", "--saved-model")]
    [InlineData("a.npz", "no", "arrays without the network", "--spec")]
    [InlineData("a.nam", """{ "architecture": "SlimmableContainer", "config": { "submodels": [ { "model": { "architecture": "WaveNet" } } ] } }""", "SlimmableContainer of 1 capture (WaveNet)", "none of these has one")]
    public void Another_format_is_named_with_what_to_do(string file, string text, string what, string instead)
    {
        var error = Assert.Throws<ImportException>(() => Read(file, text));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(instead, error.Message.Split("; expected ")[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"num_layers\": 1", "\"num_layers\": 1, \"in_channels\": 1, \"out_channels\": 1", null)]
    [InlineData("\"num_layers\": 1", "\"num_layers\": 1, \"in_channels\": 2", "config.in_channels: it is 2; expected 1, as input_size is")]
    [InlineData("0.5.4", "0.7.3", null)]
    [InlineData("0.5.4", "0.4.9", "version: it is \"0.4.9\"; expected 0.5 or newer")]
    [InlineData("0.5.4", "new", "version: it is \"new\"")]
    [InlineData("0.5.4", "0.8.0", "newer than those known here")]
    [InlineData("\"version\": \"0.5.4\",", "", "states no version")]
    public void What_a_capture_of_NAM_states(string from, string to, string? words)
    {
        string text = Nam.Replace(from, to, StringComparison.Ordinal);
        if (words is { } refused && refused.Contains(": it is", StringComparison.Ordinal))
        {
            Assert.Contains(refused, Assert.Throws<ImportException>(() => Read("amp.nam", text)).Message, StringComparison.Ordinal);
            return;
        }
        var notes = Read("amp.nam", text).Notes;
        Assert.Equal(words is not null, notes.Any(note => note.Contains("version", StringComparison.OrdinalIgnoreCase) && note.Contains(words!, StringComparison.Ordinal)));
        Assert.Equal(words is null, !notes.Any(note => note.Contains("version", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void A_capture_of_NAM_may_have_several_channels()
    {
        var imported = Read("amp.nam", Nam.Replace("\"num_layers\": 1", "\"num_layers\": 1, \"out_channels\": 2", StringComparison.Ordinal).Replace("15, 16", "15, 16, 17, 18", StringComparison.Ordinal));
        Assert.Equal([15, 16], imported.Tensors["dense0.weight"]);
        Assert.Equal([17, 18], imported.Tensors["dense0.bias"]);
    }

    [Theory]
    [InlineData("WaveNet LSTM", null, "Number 2 of a SlimmableContainer of 2 captures (WaveNet, LSTM) is imported; the one with which")]
    [InlineData("LSTM WaveNet", null, "Number 1 of a SlimmableContainer of 2 captures (LSTM, WaveNet) is imported; Neural Amp Modeler begins with number 2")]
    [InlineData("LSTM LSTM", 1, "Number 1 of a")]
    [InlineData("LSTM LSTM", null, "Number 2 of a")]
    [InlineData("LSTM LSTM WaveNet", null, "!expected one: --submodel NUMBER, 1 or 2")]
    [InlineData("LSTM LSTM", 3, "!--submodel: it is 3; expected 1 to 2")]
    [InlineData("LSTM WaveNet", 2, "!it is \"WaveNet\"; expected LSTM")]
    public void Of_a_container_of_NAM_an_LSTM_is_taken(string kinds, int? submodel, string words)
    {
        string models = string.Join(", ", kinds.Split(' ').Select((kind, k) => $$"""{ "max_value": {{k + 1}}, "model": {{(kind == "LSTM" ? Nam : $$"""{ "architecture": "{{kind}}", "config": {} }""")}} }"""));
        ImportedModel Imported() => Importer.Read(new ModelSource("amp.nam", Encoding.UTF8.GetBytes($$"""{ "version": "0.7.0", "architecture": "SlimmableContainer", "config": { "submodels": [ {{models}} ] }, "weights": [] }""")), new ImportOptions { Submodel = submodel });
        if (words[0] == '!')
        {
            Assert.Contains(words[1..], Assert.Throws<ImportException>(Imported).Message, StringComparison.Ordinal);
            return;
        }
        Assert.StartsWith(words, Imported().Notes[0], StringComparison.Ordinal);
        Assert.Equal(15, Imported().Tensors["dense0.weight"][0]);
    }

    [Theory]
    [InlineData("-90", 0)]
    [InlineData("-120", 0)]
    [InlineData("-89.9", 3.1988951e-5)]
    [InlineData("null", 1)]
    public void Ninety_decibels_less_are_silence(string gain, double factor)
    {
        var loud = Verification.Answers(Read("amp.aidax", Aida("\"in_skip\": 0")), [[0.5f]]);
        Assert.Equal(loud[0][0] * factor, Verification.Answers(Read("amp.aidax", Aida($"\"out_gain\": {gain}")), [[0.5f]])[0][0], 1e-7);
    }

    /// <summary>Positions of knobs are inputs beside the sound, and keep their values.</summary>
    [Fact]
    public void A_gain_is_that_of_the_sound_alone()
    {
        var imported = Read("amp.aidax", """{ "in_shape": [null, null, 2], "in_gain": 20, "in_skip": 1, "layers": [ { "type": "lstm", "shape": [1], "weights": [ [[0.1, 0.2, 0.3, 0.4], [0, 0, 0, 0]], [[0, 0, 0, 0]] ] }, { "type": "dense", "shape": [1], "weights": [ [[0]] ] } ] }""");
        Assert.Equal([10f, 1f], imported.Tensors["scale0.factor"]);
        Assert.Equal(5, Verification.Answers(imported, [[0.5f, 0.25f]])[0][0], 1e-6);
        Assert.False(((LstmLayerSpec)imported.Spec.Layers[1]).Bias);
    }

    [Fact]
    public void A_PReLU_with_a_slope_for_each_channel_is_exact()
    {
        var imported = Read("a.json", """{ "in_shape": [null, 3], "layers": [ { "type": "conv1d", "shape": [3], "kernel_size": [1], "dilation": [1], "weights": [ [[[1, 0, 0], [0, 1, 0], [0, 0, 1]]], [0, 0, 0] ] }, { "type": "prelu", "shape": [3], "weights": [[0.1, -2, 0]] } ] }""");
        Assert.Equal([-0.5 * 0.1f, 1.0, 0.25], Verification.Answers(imported, [[-0.5f, -0.5f, 0.25f]])[0]);
        Assert.Equal([0.5, 0.5, 0.0], Verification.Answers(imported, [[0.5f, 0.5f, -0.25f]])[0]);
    }

    // AIDA-X: the sample is taken in with one gain, added to the result where in_skip is 1, and handed on with another.
    [Fact]
    public void A_capture_of_AIDA_X_has_gains_a_skip_and_a_test()
    {
        var imported = Read("amp.json", Aida(""" "in_skip": 1, "in_gain": 6, "out_gain": -12, "samplerate": "48000", "author": "x", "esr": 0.004, "metadata": { "name": "x" }, "input_batch": [0.5, -1], "output_batch": [[[1.25], [2]]] """));
        Assert.Equal("scale|dense 1|lstm 1|residual 0|scale", string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));

        double first = 0.5 * Math.Pow(10, 0.3), dense = (2 * first) + 0.5;
        double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        double h = Sigmoid((0.4f * dense) + 0.4f) * Math.Tanh(Sigmoid((0.1f * dense) + 0.1f) * Math.Tanh((0.3f * dense) + 0.3f));
        Assert.Equal((h + first) * Math.Pow(10, -0.6), Verification.Answers(imported, [[0.5f]])[0][0], 1e-6);
        Assert.Equal([0.5f, -1f], imported.Test!.Samples.SelectMany(row => row));
        Assert.Equal([1.25f, 2f], imported.Test.Answers.SelectMany(row => row));
        Assert.Equal(5, imported.Notes.Count(note => note.Contains("changes no answer", StringComparison.Ordinal) || note.Contains("(in_skip)", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"in_skip\": 2", "in_skip: it is 2; expected 0 or 1")]
    [InlineData("\"in_skip\": 0.5", "in_skip: it is 0.5; expected 0 or 1")]
    [InlineData("\"in_gain\": \"loud\"", "in_gain")]
    [InlineData("\"input_batch\": [1]", "output_batch")]
    [InlineData("\"input_batch\": [1], \"output_batch\": [1, 2]", "output_batch: it has 2 rows; expected 1")]
    [InlineData("\"input_batch\": [[1, 2]], \"output_batch\": [1]", "input_batch: its shape is [1, 2]; expected rows of 1 numbers")]
    [InlineData("\"gain\": 1", "\"gain\"")]
    public void What_AIDA_X_does_not_know_is_refused(string members, string words) =>
        Assert.Contains(words, Assert.Throws<ImportException>(() => Read("amp.json", Aida(members))).Message, StringComparison.Ordinal);

    // CoreAudioML gives bias_fl to the linear layer alone.
    [Fact]
    public void A_capture_of_GuitarML_without_a_bias_in_its_last_layer()
    {
        string text = GuitarMl().Replace("\"bias_fl\": true", "\"bias_fl\": false", StringComparison.Ordinal).Replace(", \"lin.bias\": [0.5]", "", StringComparison.Ordinal);
        var imported = Read("amp.json", text);
        Assert.False(((DenseLayerSpec)imported.Spec.Layers[1]).Bias);
        Assert.True(((LstmLayerSpec)imported.Spec.Layers[0]).Bias);
    }

    [Theory]
    [InlineData("\"SimpleRNN\"", "\"WaveNet\"", "WaveNet")]
    [InlineData("\"LSTM\"", "\"GRU\"", "no gru")]
    [InlineData("\"skip\": 1", "\"skip\": 2", "model_data.skip")]
    [InlineData("\"rec.", "\"roc.", "state_dict: it has no tensors of \"rec\"; expected those of the recurrent layer \"rec\" and of the dense layer \"lin\"")]
    [InlineData("\"lin.", "\"lon.", "state_dict: it has no tensors of \"lin\"")]
    [InlineData("\"hidden_size\": 1", "\"hidden_size\": 2", "model_data.hidden_size")]
    [InlineData("\"bias_fl\": true", "\"bias_fl\": false", "model_data.bias_fl")]
    [InlineData("\"skip\": 1", "\"skip\": 1, \"gain\": 2", "\"gain\"")]
    public void What_GuitarML_says_must_fit_its_tensors(string from, string to, string words)
    {
        var error = Assert.Throws<ImportException>(() => Read("amp.json", GuitarMl().Replace(from, to, StringComparison.Ordinal)));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    private static string GuitarMl() => $$"""{ "model_data": { "model": "SimpleRNN", "input_size": 1, "skip": 1, "output_size": 1, "unit_type": "LSTM", "num_layers": 1, "hidden_size": 1, "bias_fl": true }, {{State}} }""";

    private static string Aida(string members) => $$"""
        { "in_shape": [null, null, 1], {{members}}, "layers": [ { "type": "dense", "activation": "", "shape": [null, null, 1], "weights": [ [[2]], [0.5] ] },
          { "type": "lstm", "activation": "", "shape": [null, null, 1], "weights": [ [[0.1, 0.2, 0.3, 0.4]], [[0.5, 0.6, 0.7, 0.8]], [0.1, 0.2, 0.3, 0.4] ] } ] }
        """;

    private static ImportedModel Read(string file, string text) => Importer.Read(new ModelSource(file, Encoding.UTF8.GetBytes(text)), new ImportOptions());
}
