using System;
using System.Linq;
using System.Text;
using Lstm.Trainer.Import;
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
        Assert.Equal("lstm 1|dense 1|residual input", string.Join('|', imported.Spec.Layers.Select(LayerLabel.Of)));

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
    [InlineData("a.json", "no", "no JSON")]
    [InlineData("a.json", "[]", "array")]
    [InlineData("a.json", """{ "in_shape": [null, 1], "layers": [ { "type": "conv2d" } ] }""", "layers[0].type: there is no counterpart to \"conv2d\"")]
    [InlineData("a.json", """{ "in_shape": [null, 1], "layers": [ { "type": "lstm", "activation": "relu", "shape": [1] } ] }""", "layers[0].activation")]
    [InlineData("a.json", """{ "in_shape": [null, 1], "layers": [ { "type": "dense", "shape": [1], "gain": 2 } ] }""", "\"gain\" is not known")]
    [InlineData("a.json", """{ "in_shape": [null, 1], "layers": [ { "type": "dense", "shape": [1], "activation": "gelu", "weights": [[[1]],[1]] } ] }""", "gelu")]
    [InlineData("a.json", """{ "in_shape": [null, 1], "layers": [ { "type": "dense", "shape": [1], "activation": "", "weights": [[[1,2]],[1]] } ] }""", "[1, 2]")]
    [InlineData("a.json", """{ "in_shape": [null, 2], "layers": [ { "type": "prelu", "shape": [2], "weights": [[0.1, 0.2]] } ] }""", "slopes differ")]
    [InlineData("a.json", """{ "in_shape": [null, 1], "layers": [ { "type": "conv1d", "shape": [1], "kernel_size": [1], "dilation": [1], "groups": 2, "weights": [] } ] }""", "groups")]
    [InlineData("a.json", """{ "in_shape": [null, 1], "layers": [ { "type": "batchnorm", "epsilon": 0.1, "weights": [[0], [0], [0], [1]] } ] }""", "gamma is 0")]
    [InlineData("a.json", """{ "a.weight": [[1, 2], [3]] }""", "a.weight[1]")]
    [InlineData("a.json", """{ "a.weight": "no" }""", "no tensor")]
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
    [InlineData("\"SimpleRNN\"", "\"WaveNet\"", "WaveNet")]
    [InlineData("\"LSTM\"", "\"GRU\"", "no gru")]
    [InlineData("\"skip\": 1", "\"skip\": 2", "model_data.skip")]
    [InlineData("\"hidden_size\": 1", "\"hidden_size\": 2", "model_data.hidden_size")]
    [InlineData("\"bias_fl\": true", "\"bias_fl\": false", "model_data.bias_fl")]
    [InlineData("\"skip\": 1", "\"skip\": 1, \"gain\": 2", "\"gain\"")]
    public void What_GuitarML_says_must_fit_its_tensors(string from, string to, string words)
    {
        var error = Assert.Throws<ImportException>(() => Read("amp.json", GuitarMl().Replace(from, to, StringComparison.Ordinal)));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    private static string GuitarMl() => $$"""{ "model_data": { "model": "SimpleRNN", "input_size": 1, "skip": 1, "output_size": 1, "unit_type": "LSTM", "num_layers": 1, "hidden_size": 1, "bias_fl": true }, {{State}} }""";

    private static ImportedModel Read(string file, string text) => Importer.Read(new ModelSource(file, Encoding.UTF8.GetBytes(text)), new ImportOptions());
}
