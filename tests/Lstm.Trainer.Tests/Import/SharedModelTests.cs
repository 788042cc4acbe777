using System.IO;
using System.Linq;
using Lstm.Shared;
using Lstm.Trainer.Import;
using Lstm.Trainer.Models;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Models that others have published, with what their own frameworks answer.</summary>
public class SharedModelTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("anydrive_v3_lstm.pt")]
    [InlineData("anydrive_v3_lstm.safetensors")]
    public void The_actuator_network(string file)
    {
        string folder = SharedFolder.Need("models", "anydrive");
        var imported = Importer.Read(Path.Combine(folder, file), new ImportOptions());

        Assert.Equal("scale|lstm 8|lstm 8|dense 1|scale", Layers(imported));
        double difference = Answers.Difference(imported, Path.Combine(folder, "input.csv"), Path.Combine(folder, "torque_pytorch.csv"));
        output.WriteLine($"{difference:E2}; {string.Join(" ", imported.Notes)}");
        Assert.InRange(difference, 0, 1e-4); // newton metres, up to some tens
    }

    [Theory]
    [InlineData("lstm", "dense 8 tanh|lstm 8|dense 1")]
    [InlineData("lstm_1d", "lstm 8|dense 1")]
    [InlineData("lstm_torch", "lstm 8|lstm 8|lstm 8|lstm 8|dense 1")]
    public void The_networks_of_RTNeural(string name, string layers)
    {
        string folder = SharedFolder.Need("models", "rtneural");
        var imported = Importer.Read(Path.Combine(folder, name + ".json"), new ImportOptions());

        Assert.Equal(layers, Layers(imported));
        double difference = Answers.Difference(imported, Path.Combine(folder, name + "_x_python.csv"), Path.Combine(folder, name + "_y_python.csv"));
        output.WriteLine($"{difference:E2}; {string.Join(" ", imported.Notes)}");
        Assert.InRange(difference, 0, 1e-6);
    }

    [Fact]
    public void The_capture_of_an_amplifier_begins_with_its_own_state()
    {
        string folder = SharedFolder.Need("models", "nam");
        var imported = Importer.Read(Path.Combine(folder, "lstm.nam"), new ImportOptions());

        Assert.Equal("lstm 3 with initial state|dense 1", Layers(imported));
        Assert.Equal([-0.06714004278182983f, -0.4450395107269287f, -0.02142983116209507f], imported.Tensors["h0_l0"]);
        Assert.Equal([-0.15136894583702087f, -2.775207996368408f, -0.08681213855743408f], imported.Tensors["c0_l0"]);
    }

    [Fact]
    public void The_voice_detector_fits_a_spec()
    {
        string folder = SharedFolder.Need("models", "silero");
        string spec = Path.GetTempFileName();
        try
        {
            File.WriteAllText(spec, VoiceSpec);
            var imported = Importer.Read(Path.Combine(folder, "silero_vad_16k.safetensors"), new ImportOptions { Spec = SpecFile.Read(spec) });
            Assert.Equal(1, imported.Spec.OutputSize);
            output.WriteLine(string.Join(" ", imported.Notes));
        }
        finally
        {
            File.Delete(spec);
        }
    }

    private const string VoiceSpec = """
        { "input": 576, "layers": [
          { "type": "frame-conv1d", "channels": 1, "filters": 258, "kernel": 256, "stride": 128, "padRight": 64, "padMode": "reflect", "bias": false, "tensors": "stft_conv." },
          { "type": "magnitude", "channels": 258 },
          { "type": "frame-conv1d", "channels": 129, "filters": 128, "kernel": 3, "padLeft": 1, "padRight": 1, "activation": "relu", "tensors": "conv1." },
          { "type": "frame-conv1d", "channels": 128, "filters": 64, "kernel": 3, "stride": 2, "padLeft": 1, "padRight": 1, "activation": "relu", "tensors": "conv2." },
          { "type": "frame-conv1d", "channels": 64, "filters": 64, "kernel": 3, "stride": 2, "padLeft": 1, "padRight": 1, "activation": "relu", "tensors": "conv3." },
          { "type": "frame-conv1d", "channels": 64, "filters": 128, "kernel": 3, "padLeft": 1, "padRight": 1, "activation": "relu", "tensors": "conv4." },
          { "type": "lstm", "hidden": 128, "tensors": "lstm_cell." },
          { "type": "activation", "activation": "relu" },
          { "type": "dense", "size": 1, "activation": "sigmoid", "tensors": "final_conv." } ] }
        """;

    private static string Layers(ImportedModel model) => string.Join('|', model.Spec.Layers.Select(LayerLabel.Of));
}
