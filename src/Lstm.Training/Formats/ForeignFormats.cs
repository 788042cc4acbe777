using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.PyTorch;

namespace Lstm.Training.Formats;

/// <summary>A format that is known and not read.</summary>
/// <param name="What">What such a file is, the part of a sentence.</param>
/// <param name="Instead">Which file to import in its place, or what to do.</param>
internal readonly record struct ForeignFormat(string What, string Instead);

/// <summary>Formats that are known and not read, by the content of a file where that tells, otherwise by its ending.</summary>
internal static class ForeignFormats
{
    private const int Looked = 1 << 16; // bytes at the beginning of a file that are searched
    private const string FromKeras = "the model as .keras: model.save(\"model.keras\") in the program that made it";
    private const string FromTensorFlow = "the model as .keras, or an .onnx made of its folder (python -m tf2onnx.convert --saved-model FOLDER --output model.onnx)";
    private const string FromOrigin = "the .onnx, .keras or .pt file that it was converted from";

    private static readonly ForeignFormat Ort = new("it is in ONNX Runtime's own format", "the .onnx file that it was made from");
    private static readonly ForeignFormat Array = new("it holds one array without the network that it belongs to", ".safetensors, with a spec (--spec)");
    private static readonly ForeignFormat Arrays = new("it holds arrays without the network that they belong to", ".safetensors, with a spec (--spec)");
    private static readonly ForeignFormat CoreMl = new("it is a Core ML model", FromOrigin);
    private static readonly ForeignFormat OpenVino = new("it is a graph of OpenVINO, with its weights in a .bin file beside it", "the .onnx, .keras or .pt file that it was converted from; no tool turns it back");
    private static readonly ForeignFormat Matlab = new("it is data of MATLAB", "the network as .onnx: exportONNXNetwork(net, \"model.onnx\") in MATLAB");
    private static readonly ForeignFormat Checkpoint = new("it is a part of a checkpoint of TensorFlow, which holds weights without their layers", FromKeras + ", after load_weights of the checkpoint");
    private static readonly ForeignFormat Boosted = new("it is a model of trees (XGBoost, LightGBM, CatBoost), no recurrent network", "an LSTM, GRU or RNN");
    private static readonly ForeignFormat Yaml = new("it is text in YAML: of a Keras model the architecture without its weights, of a training run its settings", FromKeras);
    private static readonly ForeignFormat OldPickle = new("it is a Python pickle of an older kind, or not one; loading it can run any code", "the network itself, saved by its own framework");
    private static readonly ForeignFormat Engine = new("it is compiled for one kind of processor", FromOrigin);

    /// <summary>Signatures, each at a place in the file.</summary>
    private static readonly (int At, byte[] Bytes, ForeignFormat Format)[] Signatures =
    [
        (4, "ORTM"u8.ToArray(), Ort),
        (0, [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'], Array),
        (0, "GGUF"u8.ToArray(), new("it is a language model in GGUF", "an LSTM, GRU or RNN")),
        (0, "MATLAB "u8.ToArray(), Matlab),
        (0, [0x1f, 0x8b], new("it is compressed (gzip)", "the file in it: gunzip FILE, or zcat FILE > model")),
        (0, "BZh"u8.ToArray(), new("it is compressed (bzip2)", "the file in it: bunzip2 FILE")),
        (0, [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], new("it is compressed (xz)", "the file in it: unxz FILE")),
        (0, [(byte)'7', (byte)'z', 0xbc, 0xaf], new("it is a 7z archive", "the model's file, unpacked")),
        (0, "Rar!"u8.ToArray(), new("it is a RAR archive", "the model's file, unpacked")),
        (257, "ustar"u8.ToArray(), new("it is a tar archive", "the model's file, unpacked: tar xf FILE")),
        (0, "7767517\n"u8.ToArray(), new("it is a network of ncnn", FromOrigin)),
    ];

    private static readonly Dictionary<string, ForeignFormat> Endings = new()
    {
        [".pb"] = new("it is a TensorFlow graph", FromTensorFlow),
        [".ort"] = Ort,
        [".mlmodel"] = CoreMl,
        [".npz"] = Arrays,
        [".npy"] = Array,
        [".mat"] = Matlab,
        [".index"] = Checkpoint,
        [".meta"] = Checkpoint,
        [".data-00000-of-00001"] = Checkpoint,
        [".yaml"] = Yaml,
        [".yml"] = Yaml,
        [".xml"] = OpenVino,
        [".engine"] = Engine,
        [".plan"] = Engine,
        [".trt"] = Engine,
        [".rknn"] = Engine,
        [".msgpack"] = new("it holds weights of Flax", ".safetensors with PyTorch's names and a spec (--spec), or the model as .onnx"),
        [".pdmodel"] = new("it is a network of PaddlePaddle", "an .onnx made of it (paddle2onnx)"),
        [".pdiparams"] = new("it holds weights of PaddlePaddle", "an .onnx made of the model (paddle2onnx)"),
        [".caffemodel"] = new("it is a network of Caffe", "a recurrent network as .onnx"),
        [".params"] = new("it holds weights of MXNet", "an .onnx made of the model (mxnet.onnx.export_model)"),
        [".joblib"] = new("it is what joblib wrote, which only Python may load, as loading it can run any code", "the network itself, saved by its own framework"),
        [".pkl"] = OldPickle,
        [".pickle"] = OldPickle,
    };

    private static readonly (string Word, ForeignFormat Format)[] Pickled =
    [
        ("xgboost", Boosted),
        ("lightgbm", Boosted),
        ("catboost", Boosted),
        ("sklearn", new("it is a Python pickle of scikit-learn, which has no recurrent networks; loading it can run any code", "the network itself; the mean and scale of a scaler become scale layers in front of it (docs/model-format.md)")),
        ("keras", new("it is a Python pickle of a Keras model; loading it can run any code", "the model as .keras: load it in the program that made it, then model.save(\"model.keras\")")),
        ("torch", new("it is a Python pickle with modules of PyTorch; loading it can run any code", "its state_dict: in the program that made it, torch.save(model.state_dict(), \"model.pt\")")),
        ("tensorflow", new("it is a Python pickle with objects of TensorFlow; loading it can run any code", "the model as .keras: load it in the program that made it, then model.save(\"model.keras\")")),
    ];

    /// <summary>What a file is that is not read; null where it may be read.</summary>
    /// <param name="source">The file.</param>
    /// <param name="ending">Its ending, by content or else by name.</param>
    public static ForeignFormat? Find(ModelSource source, string ending)
    {
        ReadOnlySpan<byte> bytes = source.Bytes, start = bytes[..Math.Min(bytes.Length, Looked)];
        if (bytes.Length == 0)
        {
            return new("it is empty", "a model");
        }
        if (FileContent.IsSafetensors(bytes))
        {
            return null; // the length of its header can be any bytes, also those with which a pickle begins
        }
        foreach (var (at, signature, format) in Signatures)
        {
            if (bytes.Length > at && bytes[at..].StartsWith(signature))
            {
                return format;
            }
        }
        return OfText(start) ?? OfPickle(start) ?? (FileContent.IsZip(bytes) ? OfArchive(FileContent.Names(source)) : null) ?? (Endings.TryGetValue(ending, out var known) ? known : null);
    }

    /// <summary>Refuses such a file.</summary>
    public static void Refuse(ModelSource source, string ending)
    {
        if (Find(source, ending) is { } format)
        {
            throw source.Fault(null, format.What, format.Instead);
        }
    }

    /// <summary>What a JSON file is that is not read; null where it may be read.</summary>
    public static ForeignFormat? Find(JsonPart file) => file switch
    {
        _ when file.Has("modelTopology") && file["modelTopology"].Has("node") => new("it is a graph model of TensorFlow.js: operations, no layers, with their weights in .bin files beside it; no tool turns it back into a Keras model", "the SavedModel or .keras file that it was converted from; of a SavedModel an .onnx (python -m tf2onnx.convert --saved-model FOLDER --output model.onnx)"),
        _ when file.Has("class_name") && file.Has("config") => new("it is the architecture of a Keras model (model.to_json()), without its weights", "the weights beside it: lstm import WEIGHTS.h5 --architecture FILE; or " + FromKeras + ", which holds both"),
        _ when file.Has("dilations") || file.Has("residual_channels") => new("it is a WaveNet of GuitarML's SmartAmp or SmartPedal (PedalNetRT): dilated convolutions, no recurrent layer", "a capture with an LSTM, as Automated-GuitarAmpModelling (NeuralPi, Proteus) trains it from the same recording"),
        _ when file.Has("conv1d") && file.Has("lstm") => new("it is a capture of GuitarML's SmartAmpPro: its LSTM looks at a window of convolution outputs anew for each sample, so it cannot stream", "a capture with a stateful LSTM, as Automated-GuitarAmpModelling (NeuralPi, Proteus) trains it from the same recording"),
        _ when file.Has("weight_map") => new("it is an index of weights in several files", "one .safetensors file, with all tensors"),
        _ when file.Has("input") && file.Has("layers") => new("it is a spec file, as lstm import writes", "a model of another framework; lstm inspect shows a spec"),
        _ when file.Has("learner") => Boosted,
        _ when file.Has("keras_version") && file.Has("date_saved") => new("it is metadata.json of an unpacked .keras file", "the weights beside it: lstm import model.weights.h5 --architecture config.json"),
        _ => null,
    };

    /// <summary>Refuses such a JSON file.</summary>
    public static void Refuse(JsonPart file)
    {
        if (Find(file) is { } format)
        {
            throw file.Source.Fault(null, format.What, format.Instead);
        }
    }

    private static ForeignFormat? OfText(ReadOnlySpan<byte> start)
    {
        string text = Encoding.Latin1.GetString(start[..Math.Min(start.Length, 4096)]).TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n');
        bool Begins(string word) => text.StartsWith(word, StringComparison.OrdinalIgnoreCase);
        return text switch
        {
            _ when Begins(GitLfs.Beginning) => new(GitLfs.Problem, GitLfs.Expected),
            _ when Begins("<!doctype html") || Begins("<html") => new("it is a web page, perhaps one about the file", "the file itself: its link to download or to the raw content"),
            _ when Begins("<") && text.Contains("<PMML", StringComparison.Ordinal) => new("it is a model in PMML, which has no recurrent networks", "an LSTM, GRU or RNN"),
            _ when Begins("<?xml") && text.Contains("<net", StringComparison.Ordinal) => OpenVino,
            _ => null,
        };
    }

    // Objects of Python; an older checkpoint of PyTorch begins likewise and is read.
    private static ForeignFormat? OfPickle(ReadOnlySpan<byte> start)
    {
        if (start.Length < 2 || start[0] != 0x80 || start[1] is < 2 or > 5 || LegacyCheckpoint.IsOne(start))
        {
            return null;
        }
        foreach (var (word, format) in Pickled)
        {
            if (start.IndexOf(Encoding.ASCII.GetBytes(word)) >= 0)
            {
                return format;
            }
        }
        return new("it is a Python pickle; loading it can run any code", "the network itself, saved by its own framework");
    }

    private static ForeignFormat? OfArchive(string[] names)
    {
        bool Has(string ending) => names.Any(name => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return names switch
        {
            [] => null,
            _ when Has("data.pkl") || names.Contains("config.json") => null,
            _ when Has("saved_model.pb") => new("it is a zip archive with a SavedModel of TensorFlow in it", FromTensorFlow),
            _ when Has(".mlmodel") || (Has("Manifest.json") && names.Any(name => name.Contains("com.apple.CoreML", StringComparison.Ordinal))) => CoreMl,
            _ when Has(".npy") => Arrays,
            _ => new($"it is a zip archive of {Counted.Some(names, 6)}", "the model's file in it, unpacked"),
        };
    }
}
