using System.Linq;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>What PyTorch's exporter writes: the same layers come out, and the same answers.</summary>
[Trait("Speed", "Slow")]
public class TorchOnnxTests(TorchModels models, ITestOutputHelper output) : IClassFixture<TorchModels>
{
    private const double Bound = 2e-6; // PyTorch computes in single precision

    [Theory]
    [InlineData("lstm", "lstm 5|dense 2")]
    [InlineData("lstm_plain", "lstm 4")]
    [InlineData("lstm_time_first", "lstm 5|dense 2")]
    [InlineData("lstm_stacked", "lstm 5|lstm 5|lstm 5|dense 1")]
    [InlineData("lstm_no_bias", "lstm 5|lstm 5|dense 2")]
    [InlineData("lstm_bidirectional", "lstm 4 bidirectional|lstm 4 bidirectional|dense 2")]
    [InlineData("lstm_last", "lstm 5|pool last|dense 4 relu|dense 3 softmax")]
    [InlineData("lstm_final", "lstm 5|lstm 5|pool final|dense 2")]
    [InlineData("lstm_final_both", "lstm 4 bidirectional|lstm 4 bidirectional|pool final|dense 2")]
    [InlineData("lstm_mean", "lstm 5|pool mean|dense 2 sigmoid")]
    [InlineData("gru", "gru 5|dense 6 leakyRelu|dense 2 tanh")]
    [InlineData("gru_bidirectional", "gru 3 bidirectional|gru 3 bidirectional|dense 1")]
    [InlineData("gru_no_bias", "gru 3|dense 1")]
    [InlineData("rnn_tanh", "rnn 5 tanh|dense 2")]
    [InlineData("rnn_relu", "rnn 5 relu|rnn 5 relu|dense 2 elu")]
    [InlineData("residual", "lstm 5|dense 3|residual input")]
    [InlineData("residual_first", "lstm 5|dense 1|residual input")]
    [InlineData("conv", "conv1d 4 kernel 3 relu|lstm 5|dense 2")]
    [InlineData("conv_padded", "conv1d 4 kernel 4 relu|lstm 5|dense 2")]
    [InlineData("standardised", "scale|lstm 5|dense 2 softplus|scale")]
    [InlineData("embedding", "embedding 7|lstm 5|dense 7 softmax")]
    [InlineData("dense_first", "dense 6 hardSigmoid|dense 6|softsign|lstm 5|dense 2")]
    [InlineData("branching", "dense 6 tanh|concat 2|gru 5|dense 6 sigmoid|multiply 2|dense 3|add 2|dense 1 sigmoid")]
    [InlineData("heads", "lstm 5|dense 1|dense 4 tanh|dense 3 softmax")]
    [InlineData("normed_written_out", "layer-norm|lstm 5|layer-norm|dense 4 tanh|layer-norm|dense 2")]
    [InlineData("normed_operator", "layer-norm|lstm 5|layer-norm|dense 4 tanh|layer-norm|dense 2")]
    public void The_same_layers_and_answers(string name, string layers)
    {
        var imported = Importer.Read(models.PathOf(name + ".onnx"), new ImportOptions());

        Assert.Equal(layers, string.Join('|', imported.Spec.Layers.Select(layer => layer.Label)));
        var files = ImportedFiles.Of(models.PathOf(name));
        files.Write(imported);
        var verification = Verification.Run(imported, files.Weights, models.PathOf(name + ".x.csv"), models.PathOf(name + ".y.csv"));
        output.WriteLine($"{name}: reference {verification.Reference:E2}, generated code {verification.Generated:E2} from PyTorch; {string.Join(" ", imported.Notes)}");
        Assert.InRange(verification.Reference, 0, Bound);
        Assert.InRange(verification.Generated, 0, 1e-5);
    }

    [Fact]
    public void A_network_that_branches_keeps_its_names()
    {
        var spec = Importer.Read(models.PathOf("branching.onnx"), new ImportOptions()).Spec;
        Assert.Equal([new("sound", 0, 3), new("knobs", 3, 2)], spec.Inputs);
        Assert.Equal([new("sound_2", 0, 3), new("voice", 3, 1)], spec.Outputs);
    }
}
