using System;
using System.IO;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Formats;

/// <summary>Folders that hold a model: what they are, and which file of them to import.</summary>
internal static class ForeignFolders
{
    private const int MostNames = 1000;

    private static readonly string[] Readable = [".onnx", ".keras", ".h5", ".hdf5", ".safetensors", ".pt", ".pth", ".ckpt", ".nam", ".aidax"];

    /// <summary>What a folder is; null where nothing in it tells.</summary>
    public static ForeignFormat? Find(string folder)
    {
        string[] names;
        try
        {
            names = [.. Directory.EnumerateFileSystemEntries(folder).Take(MostNames).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        bool Has(string name) => names.Contains(name, StringComparer.Ordinal);
        string? One(params string[] endings) => Array.Find(names, name => endings.Contains(Path.GetExtension(name).ToLowerInvariant()));
        string Within(string name) => Path.Combine(folder, name);
        return names switch
        {
            _ when Has("saved_model.pb") => new("it is a SavedModel of TensorFlow", $"the model as .keras (tf.keras.models.load_model(\"{folder}\").save(\"model.keras\")), or an .onnx made of it (python -m tf2onnx.convert --saved-model {folder} --output model.onnx)"),
            _ when Has("model.weights.h5") && Has("config.json") => new("it is an unpacked .keras file", $"its weights with its layers: lstm import {Within("model.weights.h5")} --architecture {Within("config.json")}"),
            _ when Has("data.pkl") && Has("data") => new("it is an unpacked .pt file", $"the archive: zip -0 -r model.pt {folder}, then lstm import model.pt"),
            _ when Has("Manifest.json") && Has("Data") => new("it is a Core ML package", "the .onnx, .keras or .pt file that it was converted from"),
            _ when Has("model.json") && One(".bin") is not null => new("it is a TensorFlow.js model", $"its layers, which name the files of weights beside them: lstm import {Within("model.json")}"),
            _ when names.FirstOrDefault(Shards.IsShard) is { } shard => new($"it holds a network in several shards ({Wording.Quote(shard)} is one)", Shards.Merge),
            _ when Has("config.json") && One(".safetensors") is { } tensors => new("it has a config.json beside several files of tensors", $"the file of one network: lstm import {Within(tensors)}, with --layers or --spec where it asks"),
            _ when Has("checkpoint") && One(".index") is not null => new("it is a checkpoint of TensorFlow, which holds weights without their layers", "the model as .keras: model.save(\"model.keras\") after load_weights of the checkpoint"),
            _ when One(".xml") is not null && One(".bin") is not null => new("it is a graph of OpenVINO", "the .onnx, .keras or .pt file that it was converted from"),
            _ when One(Readable) is { } file => new("it is a folder", $"the model's file, e.g. lstm import {Within(file)}"),
            _ => null,
        };
    }
}
