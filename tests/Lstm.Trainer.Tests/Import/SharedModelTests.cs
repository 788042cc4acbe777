using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Shared;
using Lstm.Specification;
using Lstm.Trainer.Tests.Export;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Lstm.Training.Models;
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
    [InlineData("lstm", "dense 8 tanh|lstm 8|dense 1", null)]
    [InlineData("lstm_1d", "lstm 8|dense 1", null)]
    [InlineData("lstm_torch", "lstm 8|lstm 8|lstm 8|lstm 8|dense 1", "lstm=lstm,lstm=lstm2,dense")] // a state_dict, which does not say what stands between the two
    public void The_networks_of_RTNeural(string name, string layers, string? said)
    {
        string folder = SharedFolder.Need("models", "rtneural");
        var imported = Importer.Read(Path.Combine(folder, name + ".json"), new ImportOptions { Layers = said });

        Assert.Equal(layers, Layers(imported));
        double difference = Answers.Difference(imported, Path.Combine(folder, name + "_x_python.csv"), Path.Combine(folder, name + "_y_python.csv"));
        float[] inputs = [.. Answers.Read(Path.Combine(folder, name + "_x_python.csv")).SelectMany(row => row)];
        double generated = Answers.OfGenerated(imported, inputs).Zip(Answers.Read(Path.Combine(folder, name + "_y_python.csv")).SelectMany(row => row), (a, b) => Math.Abs(a - b)).Max();
        output.WriteLine($"{difference:E2}, generated code {generated:E2}; {string.Join(" ", imported.Notes)}");
        Assert.InRange(difference, 0, 1e-6);
        Assert.InRange(generated, 0, 1e-6);
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

    /// <summary>Frames of 512 samples, each with the 64 before it: samples/VoiceActivity is a program around this.</summary>
    [Fact]
    public void The_voice_detector_answers_as_PyTorch_did()
    {
        string folder = SharedFolder.Need("models", "silero");
        var spec = SpecParser.Parse(VoiceSpec).Model!;
        var imported = Importer.Read(Path.Combine(folder, "silero_vad_16k.safetensors"), new ImportOptions { Spec = spec });
        byte[] wav = File.ReadAllBytes(Path.Combine(folder, "speech_12s_16k.wav"));
        float[] audio = [.. Enumerable.Range(22, (wav.Length / 2) - 22).Select(k => BitConverter.ToInt16(wav, 2 * k) / 32768f)]; // behind 44 bytes of header
        float[] expected = [.. Answers.Read(Path.Combine(folder, "probabilities_pytorch_f64.csv")).Select(row => row[0])];

        float[] found = Answers.OfGenerated(imported, [.. Enumerable.Range(0, expected.Length).SelectMany(Frame)]);

        double difference = found.Zip(expected, (a, b) => Math.Abs(a - b)).Max();
        output.WriteLine($"{expected.Length} frames, {difference:E2}; {string.Join(" ", imported.Notes)}");
        Assert.InRange(difference, 0, 1e-5);

        IEnumerable<float> Frame(int k) => Enumerable.Range((512 * k) - 64, 576).Select(n => n >= 0 && n < audio.Length ? audio[n] : 0f);
    }

    /// <summary>Another training of the same network: its weights are not those of the safetensors file beside it.</summary>
    [Fact]
    public void The_voice_detector_as_a_graph_answers_as_in_ONNX_Runtime()
    {
        string path = Path.Combine(SharedFolder.Need("models", "silero"), "silero_vad_16k_op15.onnx");
        var runtime = OnnxRuntime.Need();
        var imported = Importer.Read(path, new ImportOptions { Frame = 576 });
        Assert.Equal(string.Join('|', SpecParser.Parse(VoiceSpec).Model!.Layers.Select(layer => layer.Label)), Layers(imported));

        var random = new Random(1);
        float[][] frames = [.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, 576).Select(_ => (random.NextSingle() - 0.5f) / 4).ToArray())];
        float[] expected = [.. runtime.Stream(File.ReadAllBytes(path), frames, ("input", [1, 576]), ("output", [1, 1]), [("state", "stateN", [2, 1, 128])], ("sr", 16000)).SelectMany(row => row)];
        float[] found = Answers.OfGenerated(imported, [.. frames.SelectMany(frame => frame)]);
        double difference = found.Zip(expected, (a, b) => Math.Abs(a - b)).Max();
        output.WriteLine($"{difference:E2}");
        Assert.InRange(difference, 0, 1e-5);
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

    private static string Layers(ImportedModel model) => string.Join('|', model.Spec.Layers.Select(layer => layer.Label));
}
