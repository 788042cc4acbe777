using System;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Training.Formats;
using Lstm.Training.Formats.Common;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Files of other formats are known by their content, whatever they are called, and the message says what to do instead.</summary>
public sealed class ForeignFormatTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lstm-foreign-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Each character is a byte.</summary>
    [Theory]
    [InlineData("model.h5", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n", "pointer of Git LFS", "git lfs pull")]
    [InlineData("model.pt", "\n<!DOCTYPE html><html></html>", "web page", "raw")]
    [InlineData("model.bin", "\u0000\u0000\u0000\u0000ORTM\u0000", "ONNX Runtime's own format", ".onnx")]
    [InlineData("model.dat", "\u0093NUMPY\u0001\u0000", "one array", "--spec")]
    [InlineData("model.h5", "MATLAB 7.3 MAT-file", "MATLAB", "exportONNXNetwork")]
    [InlineData("model.bin", "GGUF\u0003", "language model", "LSTM, GRU or RNN")]
    [InlineData("model.pkl", "\u001f\u008b\u0008", "compressed (gzip)", "gunzip")]
    [InlineData("model.h5", "\u0080\u0004\u0095csklearn.preprocessing._data\nStandardScaler\n", "pickle of scikit-learn", "scale layers")]
    [InlineData("model.sav", "\u0080\u0003ckeras.engine\nSequential\n", "pickle of a Keras model", "model.save(\"model.keras\")")]
    [InlineData("model.pkl", "\u0080\u0002c__main__\nNet\nq\u0000ctorch.nn.modules.rnn\nLSTM\n", "modules of PyTorch", "torch.save(model.state_dict()")]
    [InlineData("model.pkl", "\u0080\u0004\u0095cxgboost.core\nBooster\n", "model of trees", "LSTM, GRU or RNN")]
    [InlineData("model.pkl", "\u0080\u0004\u0095K\u0001.", "it is a Python pickle; loading it can run any code", "saved by its own framework")]
    [InlineData("model.joblib", "x\u009c", "what joblib wrote", "saved by its own framework")]
    [InlineData("model.xml", "<?xml version=\"1.0\"?>\n<net name=\"x\" version=\"11\">", "OpenVINO", "converted from")]
    [InlineData("model.pmml", "<?xml version=\"1.0\"?>\n<PMML version=\"4.4\">", "PMML", "LSTM, GRU or RNN")]
    [InlineData("model.mlmodel", "\u0008\u0004", "Core ML", "converted from")]
    [InlineData("model.index", "x", "checkpoint of TensorFlow", "load_weights")]
    [InlineData("model.yaml", "a: 1", "YAML", "model.save")]
    [InlineData("model.param", "7767517\n3 3\n", "ncnn", "converted from")]
    [InlineData("model.pdmodel", "x", "PaddlePaddle", "paddle2onnx")]
    [InlineData("model.trt", "x", "compiled for one kind of processor", "converted from")]
    [InlineData("model.json", "{ \"learner\": { } }", "model of trees", "LSTM, GRU or RNN")]
    [InlineData("model.onnx", "", "it is empty", "a model")]
    [InlineData("model.xyz", "abc", "it begins with the bytes 616263, which no format known here does", ".onnx, .tflite, .keras")]
    public void Is_known_by_its_content(string name, string content, string what, string instead)
    {
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource(name, Encoding.Latin1.GetBytes(content)), new ImportOptions()));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(instead, error.Message.Split("; expected ")[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arr_0.npy", "arrays without the network", "--spec")]
    [InlineData("model/saved_model.pb", "SavedModel", "tf2onnx.convert --saved-model")]
    [InlineData("model.mlpackage/Data/com.apple.CoreML/model.mlmodel", "Core ML", "converted from")]
    [InlineData("policy.pth", "zip archive of \"policy.pth\"", "unpacked")]
    public void An_archive_is_known_by_what_is_in_it(string entry, string what, string instead)
    {
        var error = Assert.Throws<ImportException>(() => Importer.Read(new ModelSource("a.keras", TestPickle.Zip([(entry, [1])])), new ImportOptions()));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(instead, error.Message.Split("; expected ")[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("saved_model.pb", "SavedModel of TensorFlow", "load_model(")]
    [InlineData("model.weights.h5 config.json metadata.json", "unpacked .keras file", "--architecture")]
    [InlineData("data.pkl data version", "unpacked .pt file", "zip -0 -r")]
    [InlineData("Manifest.json Data", "Core ML package", "converted from")]
    [InlineData("model.json group1-shard1of1.bin", "TensorFlow.js", "model.json")]
    [InlineData("config.json a.safetensors b.safetensors", "several files of tensors", "a.safetensors, with --layers")]
    [InlineData("checkpoint ckpt.index", "checkpoint of TensorFlow", "load_weights")]
    [InlineData("model.xml model.bin", "OpenVINO", "converted from")]
    [InlineData("notes.txt a.onnx", "it is a folder", "a.onnx")]
    public void A_folder_is_known_by_what_is_in_it(string names, string what, string instead)
    {
        foreach (string name in names.Split(' '))
        {
            File.WriteAllText(Path.Combine(folder, name), "");
        }
        var found = Assert.NotNull(ForeignFolders.Find(folder));
        Assert.Contains(what, found.What, StringComparison.Ordinal);
        Assert.Contains(instead, found.Instead, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_nothing_is_not_guessed() => Assert.Null(ForeignFolders.Find(folder));

    /// <summary>A model under another name is read as what it is.</summary>
    [Theory]
    [InlineData("keras210.h5", "model")]
    [InlineData("keras210.h5", "model.keras")]
    [InlineData("sequential.keras", "model.h5")]
    [InlineData("sequential.keras", "model.zip")]
    public void The_content_counts(string file, string name)
    {
        byte[] bytes = File.ReadAllBytes(KerasFile.PathOf(file));
        Assert.Equal(Importer.Read(KerasFile.PathOf(file), new ImportOptions()).Spec.Layers, Importer.Read(new ModelSource(name, bytes), new ImportOptions()).Spec.Layers);
    }

    [Fact]
    public void A_state_dict_may_be_called_bin() => Assert.NotEmpty(Importer.Read(new ModelSource("pytorch_model.bin", TestPickle.Archive(TestPickle.Network())), new ImportOptions()).Spec.Layers);
}
