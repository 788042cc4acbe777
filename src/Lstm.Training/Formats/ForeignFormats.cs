using System;
using System.Collections.Generic;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats;

/// <summary>Formats that are known and not read: what such a file is, and which file to import in its place.</summary>
internal static class ForeignFormats
{
    private const string FromKeras = "the model as .keras: model.save(\"model.keras\") in the program that made it";

    private static readonly Dictionary<string, (string What, string Instead)> Endings = new()
    {
        [".tflite"] = ("it is a TensorFlow Lite model, rewritten and often quantised for that runtime", "the .keras file that it was converted from, or an .onnx made of it (python -m tf2onnx.convert --tflite model.tflite --output model.onnx)"),
        [".pb"] = ("it is a TensorFlow graph", "the model as .keras, or an .onnx made of its folder (python -m tf2onnx.convert --saved-model FOLDER --output model.onnx)"),
        [".ort"] = ("it is in ONNX Runtime's own format", "the .onnx file that it was made from"),
        [".mlmodel"] = ("it is a Core ML model", "the .onnx, .keras or .pt file that it was converted from"),
        [".npz"] = ("it holds arrays without the network that they belong to", ".safetensors, with a spec (--spec)"),
        [".npy"] = ("it holds one array without the network that it belongs to", ".safetensors, with a spec (--spec)"),
    };

    /// <summary>Refuses such a file by its ending, or by its first bytes whatever it is called.</summary>
    public static void Refuse(ModelSource source, string ending)
    {
        bool isLite = source.Bytes.AsSpan().Length >= 8 && source.Bytes.AsSpan(4, 4).SequenceEqual("TFL3"u8);
        if (Endings.TryGetValue(isLite ? ".tflite" : ending, out var format))
        {
            throw source.Fault(null, format.What, format.Instead);
        }
    }

    /// <summary>Refuses a JSON file that is known to be something else.</summary>
    public static void Refuse(JsonPart file)
    {
        (string What, string Instead)? format = file switch
        {
            _ when file.Has("modelTopology") && file["modelTopology"].Has("node") => ("it is a graph model of TensorFlow.js: operations, no layers, with their weights in .bin files beside it; no tool turns it back into a Keras model", "the SavedModel or .keras file that it was converted from; of a SavedModel an .onnx (python -m tf2onnx.convert --saved-model FOLDER --output model.onnx)"),
            _ when file.Has("modelTopology") => ("it is a TensorFlow.js model: the layers, with their weights in .bin files beside it", "a Keras model: tensorflowjs_converter --input_format tfjs_layers_model --output_format keras model.json model.h5, or " + FromKeras),
            _ when file.Has("class_name") && file.Has("config") => ("it is the architecture of a Keras model (model.to_json()), without its weights", FromKeras + ", which holds both"),
            _ when file.Has("dilations") || file.Has("residual_channels") => ("it is a WaveNet of GuitarML's SmartAmp or SmartPedal (PedalNetRT): dilated convolutions, no recurrent layer", "a capture with an LSTM, as Automated-GuitarAmpModelling (NeuralPi, Proteus) trains it from the same recording"),
            _ when file.Has("conv1d") && file.Has("lstm") => ("it is a capture of GuitarML's SmartAmpPro: its LSTM looks at a window of convolution outputs anew for each sample, so it cannot stream", "a capture with a stateful LSTM, as Automated-GuitarAmpModelling (NeuralPi, Proteus) trains it from the same recording"),
            _ when file.Has("weight_map") => ("it is an index of weights in several files", "one .safetensors file, with all tensors"),
            _ when file.Has("input") && file.Has("layers") => ("it is a spec file, as lstm import writes", "a model of another framework; lstm inspect shows a spec"),
            _ => null,
        };
        if (format is { } known)
        {
            throw file.Source.Fault(null, known.What, known.Instead);
        }
    }
}
