using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Keras;

/// <summary>
/// Layers as Keras 1 describes them, in the words of Keras 2, whose own loader translates them likewise (Keras 2.0, legacy/interfaces.py). Places in
/// messages are those of Keras 2, too.
/// </summary>
internal static class KerasOne
{
    private const long BytesPerLetter = 16; // taken apart and put together again

    private static readonly string[] Recurrent = ["LSTM", "GRU", "SimpleRNN"];

    private static readonly Dictionary<string, string> Classes = new() { ["Convolution1D"] = "Conv1D", ["AtrousConvolution1D"] = "Conv1D", ["TimeDistributedDense"] = "Dense" };

    private static readonly Dictionary<string, string> Words = new()
    {
        ["output_dim"] = "units",
        ["bias"] = "use_bias",
        ["inner_activation"] = "recurrent_activation",
        ["init"] = "kernel_initializer",
        ["inner_init"] = "recurrent_initializer",
        ["forget_bias_init"] = "unit_forget_bias",
        ["W_regularizer"] = "kernel_regularizer",
        ["U_regularizer"] = "recurrent_regularizer",
        ["b_regularizer"] = "bias_regularizer",
        ["W_constraint"] = "kernel_constraint",
        ["U_constraint"] = "recurrent_constraint",
        ["b_constraint"] = "bias_constraint",
        ["dropout_W"] = "dropout",
        ["dropout_U"] = "recurrent_dropout",
        ["consume_less"] = "implementation",
        ["input_dtype"] = "dtype",
        ["nb_filter"] = "filters",
        ["filter_length"] = "kernel_size",
        ["subsample_length"] = "strides",
        ["border_mode"] = "padding",
        ["atrous_rate"] = "dilation_rate",
        ["gamma_init"] = "gamma_initializer",
        ["beta_init"] = "beta_initializer",
    };

    // Those of a table are sizes of it, and what is drawn or penalised is none of an inference's.
    private static readonly Dictionary<string, string> WordsOfEmbedding = new() { ["init"] = "embeddings_initializer", ["W_regularizer"] = "embeddings_regularizer", ["W_constraint"] = "embeddings_constraint", ["input_dtype"] = "dtype" };

    /// <summary>Whether layers are spelled as Keras 1 spells them.</summary>
    public static bool IsSpelled(IEnumerable<JsonPart> layers) => layers.Any(layer => layer.Has("config") && layer["config"] is var config
        && (config.Has("inner_activation") || config.Has("inner_init") || (layer.Has("class_name") && layer["class_name"].Text == "Dense" && config.Has("output_dim")) || (config.Has("layer") && IsSpelled([config["layer"]]))));

    /// <summary>A layer.</summary>
    public static JsonPart Translate(JsonPart layer)
    {
        string raw = layer.Value.GetRawText();
        layer.Source.Budget.Take(layer.Source, layer.Place, BytesPerLetter * raw.Length);
        string type = layer["class_name"].Text;
        if (type == "BatchNormalization" && layer["config"].Has("mode") && layer["config"]["mode"].Number is not 0 and var mode)
        {
            throw layer["config"]["mode"].Fault($"it is {mode}", "0, the statistics of each feature that training has gathered");
        }
        RequireOnce(layer, type);
        var node = JsonNode.Parse(raw)!.AsObject();
        Translate(node);
        return layer with { Value = JsonSerializer.SerializeToElement<JsonNode>(node) };
    }

    private static void Translate(JsonObject layer)
    {
        string type = (string)layer["class_name"]!;
        layer["class_name"] = type = Classes.GetValueOrDefault(type, type);
        var config = layer["config"]!.AsObject();
        foreach (var (old, name) in type == "Embedding" ? WordsOfEmbedding : Words)
        {
            if (config.Remove(old, out var value))
            {
                config[name] = value;
            }
        }
        if (type != "Embedding")
        {
            config.Remove("input_dim");
        }
        config.Remove("mode");
        string[] implied = Recurrent.Contains(type) || type == "Dense" || type == "Conv1D" ? ["use_bias"] : type == "BatchNormalization" ? ["scale", "center"] : [];
        foreach (string name in implied.Where(name => !config.ContainsKey(name)))
        {
            config[name] = true;
        }
        if (type == "Conv1D" && !config.ContainsKey("dilation_rate"))
        {
            config["dilation_rate"] = 1;
        }
        if (config["layer"] is JsonObject inner)
        {
            Translate(inner);
        }
    }

    // The parts that are written anew must be there, and of two words for one thing nothing says which holds.
    private static void RequireOnce(JsonPart layer, string type)
    {
        var config = layer["config"];
        var words = type == "Embedding" ? WordsOfEmbedding : Words;
        var names = new HashSet<string>();
        foreach (var (name, part) in config.Members)
        {
            if (!names.Add(words.GetValueOrDefault(name, name)))
            {
                throw part.Fault("it is there twice, perhaps in the words of Keras 1 and of Keras 2", "each once");
            }
        }
        if (config.Has("layer"))
        {
            RequireOnce(config["layer"], config["layer"]["class_name"].Text);
        }
    }
}
