using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Keras;

namespace Lstm.Training.Formats.TensorFlowJs;

/// <summary>Imports layers models of TensorFlow.js: a model.json with the layers of Keras, and the files of weights that it names, beside it.</summary>
internal static class TensorFlowJsImporter
{
    private const string Topology = "modelTopology", KerasVersionName = "keras_version";

    /// <summary>Whether a JSON file is a model of TensorFlow.js whose layers are told.</summary>
    public static bool IsOne(JsonPart file) => file.Has(Topology) && !file[Topology].Has("node");

    /// <summary>Reads a model.</summary>
    public static ImportedModel Read(JsonPart file)
    {
        if (file.Has("format") && file["format"].Text != "layers-model")
        {
            throw file["format"].Fault($"it is {ModelSource.Quote(file["format"].Text)}", "layers-model");
        }
        var model = Model(file);
        var source = file.Source;
        return KerasImporter.Read(source, model, Version(file, model), TensorFlowJsDefaults.Complete, () => new TensorFlowJsWeights(source, WeightsManifest.Variables(file), Names(model)));
    }

    /// <summary>The model as Keras describes it: the converter puts its version beside it, TensorFlow.js itself within.</summary>
    public static JsonPart Model(JsonPart file) => file[Topology].Has("model_config") ? file[Topology]["model_config"] : file[Topology];

    /// <summary>The version of what made the layers; null where it is not stated.</summary>
    public static string? Stated(JsonPart file) => file[Topology].Has(KerasVersionName) ? file[Topology][KerasVersionName].Text : null;

    private static KerasVersion Version(JsonPart file, JsonPart model)
    {
        string note = Stated(file) switch
        {
            null => "It does not say which program wrote its layers; functions and defaults are those of TensorFlow.js.",
            { } own when own.StartsWith("tfjs", StringComparison.Ordinal) => $"Written by TensorFlow.js ({own}).",
            { } keras => $"Written by Keras {keras} and converted; functions and defaults are those of TensorFlow.js, whose hard sigmoid is clip(0.2x + 0.5, 0, 1).",
        };
        bool isResetAfter = Configs(model).Any(config => config.Has("reset_after") && config["reset_after"].Value.ValueKind == JsonValueKind.True);
        return KerasVersion.OfTensorFlowJs(note + (isResetAfter ? " A GRU that resets after the product, which TensorFlow.js refuses, is as Keras computes it." : ""));
    }

    private static IEnumerable<JsonPart> Configs(JsonPart model) => KerasImporter.Layers(model).Items.Select(layer => layer["config"]).SelectMany(config => config.Has("layer") ? new[] { config, config["layer"]["config"] } : [config]);

    private static string[] Names(JsonPart model) => [.. KerasImporter.Layers(model).Items.Select(layer => layer["config"]).Where(config => config.Has("name")).Select(config => config["name"].Text)];
}
