using System.Linq;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Keras;

namespace Lstm.Training.Formats.TensorFlowJs;

/// <summary>Describes a model.json of TensorFlow.js, of layers or of operations.</summary>
internal static class TensorFlowJsDescription
{
    private static readonly string[] Facts = ["format", "generatedBy", "convertedBy"];

    /// <summary>Adds what the file holds; the files of weights are not opened.</summary>
    public static void Describe(FileDescription description, JsonPart file)
    {
        foreach (string name in Facts.Where(file.Has))
        {
            description.Fact(name, JsonDescription.Short(file[name].Value));
        }
        if (TensorFlowJsImporter.IsOne(file))
        {
            description.Fact("keras_version", TensorFlowJsImporter.Stated(file));
            KerasDescription.AddLayers(description, TensorFlowJsImporter.Model(file));
        }
        else
        {
            description.Layers.AddRange(file["modelTopology"]["node"].Items.Select(node => JsonDescription.Short(node["op"].Value)));
        }
        WeightsManifest.Describe(description, file);
    }
}
