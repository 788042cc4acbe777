using System;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>What is in a file is told whatever it is, also where it cannot be imported.</summary>
public class ExplanationTests
{
    [Fact]
    public void Of_a_Keras_model_layers_tensors_and_version()
    {
        var explanation = Explanation.Of(KerasFile.PathOf("keras122.h5"), new ImportOptions());
        Assert.Equal("a Keras model in HDF5", explanation.Kind);
        Assert.Contains(("keras_version", "1.2.2"), explanation.Description.Facts);
        Assert.Contains("Bidirectional \"bidirectional_2\", merge_mode concat, of LSTM \"inner\"", string.Join('|', explanation.Description.Layers), StringComparison.Ordinal);
        var tensor = explanation.Description.Tensors.Single(tensor => tensor.Name == "model_weights/gru_3/x_U_h");
        Assert.Equal("float32 [3, 3]", $"{tensor.Type} [{string.Join(", ", tensor.Shape)}]");
        Assert.Null(explanation.Refusal);
        Assert.NotNull(explanation.Imported);
    }

    [Fact]
    public void Of_weights_without_layers_what_is_missing()
    {
        var explanation = Explanation.Of(KerasFile.PathOf("backwards.weights.h5"), new ImportOptions());
        Assert.Contains(explanation.Description.Tensors, tensor => tensor.Name == "layers/gru/cell/vars/0");
        Assert.Contains("--architecture", explanation.Refusal, StringComparison.Ordinal);
        Assert.Null(explanation.Imported);
    }

    [Fact]
    public void Of_a_checkpoint_its_entries_modules_and_tensors()
    {
        byte[] bytes = TestPickle.Archive(new TestPickle.Dict([("epoch", 3), ("model", new TestPickle.Foreign("net", "Net")), ("state_dict", TestPickle.Network())]));
        var explanation = Explanation.Of(new ModelSource("a.ckpt", bytes), new ImportOptions());
        Assert.Equal("a file of PyTorch", explanation.Kind);
        Assert.Contains(("epoch", "3"), explanation.Description.Facts);
        Assert.Contains(explanation.Description.Facts, fact => fact.Name == "model" && fact.Value.Contains("net.Net, not looked into", StringComparison.Ordinal));
        Assert.Contains(explanation.Description.Tensors, tensor => tensor.Name.StartsWith("state_dict.", StringComparison.Ordinal) && tensor.Type == "Float");
    }

    [Fact]
    public void Of_a_graph_operators_and_initializers_also_where_it_cannot_be_imported()
    {
        byte[] bytes = new TestGraph().Input("x", 1, 1, "time", 2).Floats("W", [2, 3]).Node("MatMul", ["x", "W"], ["y"]).Node("NoSuch", ["y"], ["z"]).Output("z").ToBytes();
        var explanation = Explanation.Of(new ModelSource("a.onnx", bytes), new ImportOptions());
        Assert.Equal("an ONNX graph", explanation.Kind);
        Assert.Equal(["MatMul", "NoSuch"], explanation.Description.Layers);
        Assert.Contains(("inputs", "\"x\""), explanation.Description.Facts);
        Assert.Equal("W float32 [2, 3]", explanation.Description.Tensors.Select(tensor => $"{tensor.Name} {tensor.Type} [{string.Join(", ", tensor.Shape)}]").Single());
        Assert.Contains("NoSuch", explanation.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_safetensors_its_header_also_of_types_that_are_not_read()
    {
        const string Header = """{ "__metadata__": { "format": "np" }, "a": { "dtype": "I8", "shape": [2, 1], "data_offsets": [0, 2] } }""";
        byte[] bytes = [.. BitConverter.GetBytes((long)Header.Length), .. Encoding.UTF8.GetBytes(Header), 0, 0];
        var explanation = Explanation.Of(new ModelSource("a.bin", bytes), new ImportOptions());
        Assert.Equal("tensors in safetensors", explanation.Kind);
        Assert.Contains(("format", "np"), explanation.Description.Facts);
        Assert.Equal("a I8 [2, 1]", explanation.Description.Tensors.Select(tensor => $"{tensor.Name} {tensor.Type} [{string.Join(", ", tensor.Shape)}]").Single());
    }

    [Theory]
    [InlineData("""{ "architecture": "LSTM", "config": { "hidden_size": 3 }, "weights": [1, 2] }""", "a capture of Neural Amp Modeler", "config.hidden_size: 3", "weights [2]")]
    [InlineData("""{ "in_shape": [null, 1], "layers": [ { "type": "lstm", "activation": "", "shape": [1], "weights": [] } ] }""", "a network of RTNeural or AIDA-X", "lstm, activation , shape [1]", "")]
    [InlineData("""{ "modelTopology": { "keras_version": "2.15.0", "class_name": "Sequential", "config": { "layers": [ { "class_name": "LSTM", "config": { "name": "x", "units": 3 } } ] } }, "weightsManifest": [ { "paths": ["a.bin"], "weights": [ { "name": "x/kernel", "shape": [2, 12], "dtype": "float32", "quantization": { "dtype": "uint8" } } ] } ] }""", "a layers model of TensorFlow.js", "keras_version: 2.15.0|model: Sequential|files: a.bin|LSTM \"x\", units 3", "x/kernel [2, 12]")]
    [InlineData("""{ "modelTopology": { "node": [ { "op": "MatMul" } ] }, "weightsManifest": [] }""", "a graph model of TensorFlow.js", "MatMul", "")]
    [InlineData("""{ "class_name": "Sequential", "config": { "layers": [ { "class_name": "LSTM", "config": { "name": "x", "units": 3, "dropout": 0 } } ] } }""", "the architecture of a Keras model", "LSTM \"x\", units 3", "")]
    [InlineData("""{ "a.weight": [[1, 2], [3, 4]] }""", "JSON, perhaps a state_dict", "", "a.weight [2, 2]")]
    public void Of_JSON_its_members(string text, string kind, string said, string tensor)
    {
        var explanation = Explanation.Of(new ModelSource("a.json", Encoding.UTF8.GetBytes(text)), new ImportOptions());
        Assert.StartsWith(kind, explanation.Kind, StringComparison.Ordinal);
        Assert.Contains(said, string.Join('|', explanation.Description.Facts.Select(fact => $"{fact.Name}: {fact.Value}").Concat(explanation.Description.Layers)), StringComparison.Ordinal);
        Assert.Equal(tensor, string.Join('|', explanation.Description.Tensors.Select(one => $"{one.Name} [{string.Join(", ", one.Shape)}]")));
    }

    [Fact]
    public void Of_a_damaged_file_what_stopped_it()
    {
        byte[] bytes = File.ReadAllBytes(KerasFile.PathOf("keras210.h5"))[..9000];
        var explanation = Explanation.Of(new ModelSource("a.h5", bytes), new ImportOptions());
        Assert.NotNull(explanation.Description.Stopped);
        Assert.NotNull(explanation.Refusal);
    }
}
