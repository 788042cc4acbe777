using System;
using System.Linq;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Keras;
using Lstm.Training.Formats.Onnx;
using Lstm.Training.Formats.PyTorch;
using Lstm.Training.Formats.RnNoise;
using Lstm.Training.Formats.TensorFlowJs;
using Lstm.Training.Formats.TfLite;

namespace Lstm.Training.Formats;

/// <summary>What is in a file, whatever it is, and whether it can be imported.</summary>
/// <param name="Kind">What the file is.</param>
/// <param name="Description">What is in it.</param>
/// <param name="Imported">The network that it comes to; null where it cannot be imported.</param>
/// <param name="Refusal">Why not, and what to do instead; null where it can.</param>
internal sealed record Explanation(string Kind, FileDescription Description, ImportedModel? Imported, string? Refusal)
{
    private const string Unknown = "a file of no format known here";

    /// <summary>Looks into a file; nothing is written.</summary>
    /// <exception cref="ImportException">It cannot be read from the disk.</exception>
    public static Explanation Of(string path, ImportOptions options) => HuggingFaceFolder.IsOne(path) ? OfFolder(path, options) : Of(ModelSource.Open(path), options);

    /// <summary>Looks into a file that is in memory.</summary>
    public static Explanation Of(ModelSource source, ImportOptions options)
    {
        var description = new FileDescription();
        return Tried(Described(description, source, options), description, () => Importer.Read(source, options));
    }

    // What the tensors are, with what the config says.
    private static Explanation OfFolder(string folder, ImportOptions options)
    {
        var (config, tensors) = HuggingFaceFolder.Open(folder, options);
        var description = new FileDescription();
        Described(description, tensors, options);
        foreach (var (name, part) in config.Members)
        {
            description.Fact(name, JsonDescription.Short(part.Value));
        }
        return Tried("a folder of Hugging Face", description, () => HuggingFaceFolder.Read(config, tensors, options));
    }

    private static Explanation Tried(string kind, FileDescription description, Func<ImportedModel> import)
    {
        try
        {
            return new(kind, description, import(), null);
        }
        catch (ImportException e)
        {
            return new(kind, description, null, e.Message);
        }
    }

    private static string Described(FileDescription description, ModelSource source, ImportOptions options)
    {
        string ending = FileContent.Ending(source);
        var foreign = ForeignFormats.Find(source, ending);
        string kind = foreign?.What["it is ".Length..] ?? Unknown;
        try
        {
            return Describe(description, source with { Budget = source.Budget.With(options.BudgetBytes, options.BudgetSeconds) }, ending, foreign is not null) ?? kind;
        }
        catch (ImportException e)
        {
            description.Stopped = e.Message;
            return kind;
        }
    }

    private static string? Describe(FileDescription description, ModelSource source, string ending, bool isForeign)
    {
        if (FileContent.IsZip(source.Bytes) && (isForeign || ending is not (".pt" or ".pth" or ".ckpt" or ".keras")))
        {
            description.Layers.AddRange(FileContent.Names(source));
            return isForeign ? null : "a zip archive";
        }
        if (isForeign)
        {
            return null;
        }
        switch (ending)
        {
            case ".onnx":
                OnnxDescription.Describe(description, source);
                return "an ONNX graph";
            case ".tflite":
                TfLiteDescription.Describe(description, source);
                return "a TensorFlow Lite graph";
            case ".safetensors":
                DescribeSafetensors(description, source);
                return "tensors in safetensors";
            case ".pt" or ".pth" or ".ckpt":
                TorchDescription.Describe(description, source);
                return "a file of PyTorch";
            case ".dat":
                TorchSharpFile.Describe(description, source);
                return "a state file of TorchSharp";
            case ".h5" or ".hdf5":
                KerasDescription.DescribeHdf5(description, source);
                return description.Facts.Exists(fact => fact.Name == "keras_version") ? "a Keras model in HDF5" : "a file in HDF5";
            case ".keras":
                KerasDescription.DescribeArchive(description, source);
                return "a .keras archive";
            case RnNoiseImporter.Ending:
                DescribeRnNoise(description, source);
                return "a network of RNNoise 0.1";
            case ".json" or ".nam" or ".aidax":
                return DescribeJson(description, JsonPart.Open(source));
            default:
                return null;
        }
    }

    private static string DescribeJson(FileDescription description, JsonPart file)
    {
        if (file.Has("class_name") && file.Has("config"))
        {
            KerasDescription.AddLayers(description, file);
        }
        else if (file.Has("modelTopology"))
        {
            TensorFlowJsDescription.Describe(description, file);
        }
        else
        {
            JsonDescription.Describe(description, file);
        }
        return ForeignFormats.Find(file) is { } foreign ? foreign.What["it is ".Length..]
            : file.Has("model_data") ? "a capture of GuitarML"
            : file.Has("modelTopology") ? "a layers model of TensorFlow.js"
            : file.Has("architecture") ? "a capture of Neural Amp Modeler"
            : file.Has("layers") ? "a network of RTNeural or AIDA-X"
            : "JSON, perhaps a state_dict";
    }

    private static void DescribeRnNoise(FileDescription description, ModelSource source)
    {
        foreach (var layer in RnNoiseImporter.Layers(source))
        {
            description.Layers.Add($"{layer.Name}: {(layer.Recurrent is null ? "dense" : "GRU")}, {layer.Inputs} to {layer.Units}, {layer.Activation}");
        }
    }

    // Behind eight bytes for its length, a header: name, dtype, shape and place of each tensor.
    private static void DescribeSafetensors(FileDescription description, ModelSource source)
    {
        if (!FileContent.IsSafetensors(source.Bytes))
        {
            throw source.Fault(null, "it has no header", "a whole file");
        }
        int length = (int)BitConverter.ToUInt64(source.Bytes.AsSpan(0, 8));
        foreach (var (name, part) in JsonPart.Open(source with { Bytes = source.Bytes.AsSpan(8, length).ToArray() }, "its header").Members)
        {
            if (name == "__metadata__")
            {
                part.Members.ToList().ForEach(member => description.Fact(member.Name, JsonDescription.Short(member.Part.Value)));
                continue;
            }
            description.Tensors.Add(new(name, part["dtype"].Text, [.. part["shape"].Items.Select(size => (long)size.Number)]));
        }
    }
}
