using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.GuitarMl;
using Lstm.Training.Formats.Keras;
using Lstm.Training.Formats.Nam;
using Lstm.Training.Formats.Onnx;
using Lstm.Training.Formats.PyTorch;
using Lstm.Training.Formats.PyTorch.States;
using Lstm.Training.Formats.RnNoise;
using Lstm.Training.Formats.RtNeural;
using Lstm.Training.Formats.TensorFlowJs;
using Lstm.Training.Formats.TfLite;

namespace Lstm.Training.Formats;

/// <summary>Imports models of other frameworks; which one shows in the file's name and content.</summary>
public static class Importer
{
    /// <summary>What can be read, for messages.</summary>
    public const string Formats = ".onnx, .tflite, .keras, .h5, .safetensors, .pt, .pth, .ckpt, .dat (TorchSharp), .nam, .aidax, .json (RTNeural, GuitarML, TensorFlow.js, a state_dict), .rnnn";

    /// <summary>Imports a file, or a folder of Hugging Face.</summary>
    /// <exception cref="ImportException">It cannot be read, or something in it cannot be represented.</exception>
    public static ImportedModel Read(string path, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!HuggingFaceFolder.IsOne(path))
        {
            return Read(ModelSource.Open(path), options);
        }
        var (config, tensors) = HuggingFaceFolder.Open(path, options);
        return HuggingFaceFolder.Read(config, tensors, options);
    }

    /// <summary>Imports a file that is in memory.</summary>
    /// <exception cref="ImportException">It cannot be read, or something in it cannot be represented.</exception>
    public static ImportedModel Read(ModelSource source, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        Shards.Refuse(source);
        source = source with { Budget = source.Budget.With(options.BudgetBytes, options.BudgetSeconds) };
        string ending = FileContent.Ending(source);
        ForeignFormats.Refuse(source, ending);
        bool isGraph = ending is ".onnx" or ".tflite", isState = ending is ".safetensors" or ".pt" or ".pth" or ".ckpt" or ".dat" or ".json", isKeras = ending is ".h5" or ".hdf5" or ".keras";
        Refuse(source, !isGraph && options.Input is not null, "--input", "a graph (.onnx, .tflite)");
        Refuse(source, !isGraph && options.Result is not null, "--result", "a graph (.onnx, .tflite)");
        Refuse(source, !isGraph && options.Settings.Count > 0, "--set", "a graph (.onnx, .tflite)");
        Refuse(source, !isState && options.Layers is not null, "--layers", "a file of tensors");
        Refuse(source, !isKeras && options.Architecture is not null, "--architecture", "a file of a Keras model's weights (.h5)");
        Refuse(source, !isState && !isKeras && options.Spec is not null, "--spec", "a file of tensors");
        Refuse(source, !isState && !isGraph && options.Ignored.Count > 0, "--ignore", "a graph or a file of tensors");
        Refuse(source, ending is not (".pt" or ".pth" or ".ckpt") && options.State is not null, "--state", "a checkpoint of PyTorch (.pt, .pth, .ckpt)");
        Refuse(source, ending is not (".nam" or ".json") && options.Submodel is not null, "--submodel", "a container of captures (.nam)");
        Refuse(source, options is { Layers: not null, Spec: not null }, "--layers", "either --layers or --spec");
        return WithWindow(WeightLimit.Require(source, ending switch
        {
            ".onnx" => OnnxImporter.Read(source, options),
            ".tflite" => TfLiteImporter.Read(source, options),
            ".safetensors" => StateImporter.Read(SafetensorsState.Read(source), options),
            ".pt" or ".pth" or ".ckpt" => StateImporter.Read(TorchArchive.Read(source, options), options),
            ".dat" => StateImporter.Read(TorchSharpFile.Read(source), options),
            ".keras" or ".h5" or ".hdf5" => KerasImporter.Read(source, options),
            ".nam" => NamImporter.Read(JsonPart.Open(source), options),
            RnNoiseImporter.Ending => RnNoiseImporter.Read(source),
            ".json" or ".aidax" => ReadJson(JsonPart.Open(source), options),
            _ => throw source.Fault(null, $"it begins with {source.Start}, which no format known here does, and files ending in {ModelSource.Quote(ending)} are not read", Formats),
        }));
    }

    // The generated code knows no windows: whoever calls it begins them.
    private static ImportedModel WithWindow(ImportedModel model)
    {
        if (model.Window is not { } steps)
        {
            return model;
        }
        string reset = model.Spec.Layers.Any(layer => layer is RecurrentLayerSpec { InitialState: true }) ? "model.Reset(ref state)" : "state = default";
        string begin = model.Spec.NeedsWholeSequence ? $"give Run one window of {steps} samples at a time" : $"with Step begin every window with a new state ({reset}, every {steps} samples)";
        return model with { Notes = [.. model.Notes, $"It was exported for windows of {Counted.Of(steps, "time step")}, each from the state that it begins with. A stream would carry its state from one window to the next: {begin}. lstm predict --window file does so."] };
    }

    private static ImportedModel ReadJson(JsonPart file, ImportOptions options)
    {
        ForeignFormats.Refuse(file);
        bool isStateDict = !file.Has("layers") && !file.Has("architecture") && !TensorFlowJsImporter.IsOne(file);
        Refuse(file.Source, !isStateDict && options is not { Layers: null, Spec: null, Ignored.Count: 0 }, "--layers, --spec or --ignore", "a file of tensors");
        return file.Has("model_data") ? GuitarMlImporter.Read(file, options)
            : TensorFlowJsImporter.IsOne(file) ? TensorFlowJsImporter.Read(file)
            : file.Has("layers") ? RtNeuralImporter.Read(file)
            : file.Has("architecture") ? NamImporter.Read(file, options)
            : StateImporter.Read(JsonState.Read(StateDict(file)), options);
    }

    private static JsonPart StateDict(JsonPart file)
    {
        if (!file.Has("state_dict"))
        {
            return file;
        }
        file.RequireOnly("state_dict");
        return file["state_dict"];
    }

    private static void Refuse(ModelSource source, bool wrong, string option, string isFor)
    {
        if (wrong)
        {
            throw source.Fault(option, "it does not go with this file", isFor);
        }
    }
}
