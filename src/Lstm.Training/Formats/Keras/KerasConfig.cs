using System;
using System.Linq;
using System.Text.Json;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Keras;

/// <summary>What may stand in a layer's config.</summary>
internal static class KerasConfig
{
    // What changes nothing of an inference.
    private static readonly string[] Neutral =
    [
        "name", "trainable", "dtype", "stateful", "unroll", "seed", "dropout", "recurrent_dropout", "unit_forget_bias", "activity_regularizer", "implementation", "time_major",
        .. new[] { "kernel", "recurrent", "bias", "embeddings", "beta", "gamma", "moving_mean", "moving_variance" }.SelectMany(part => new[] { $"{part}_initializer", $"{part}_regularizer", $"{part}_constraint" }),
        "batch_input_shape", "input_length", "quantization_config", "lora_rank", "lora_alpha", "momentum", "renorm", "renorm_clipping", "renorm_momentum", "fused", "virtual_batch_size",
    ];

    /// <summary>Whether a member changes nothing of an inference.</summary>
    public static bool IsNeutral(string name) => Neutral.Contains(name);

    /// <summary>Refuses members that are neither known nor neutral.</summary>
    public static void Require(JsonPart config, params string[] known) => config.RequireOnly([.. known, .. Neutral]);

    /// <summary>Refuses a flag that is set.</summary>
    public static void RequireFalse(JsonPart config, string name)
    {
        if (config.Has(name) && config[name].Value.ValueKind != JsonValueKind.Null && config[name].IsTrue)
        {
            throw config[name].Fault("it is true", "false");
        }
    }

    /// <summary>Refuses a word that is another one.</summary>
    public static void RequireText(JsonPart config, string name, string only)
    {
        if (config.Has(name) && config[name].Value.ValueKind != JsonValueKind.Null && config[name].Text != only)
        {
            throw config[name].Fault($"it is {ModelSource.Quote(config[name].Text)}", only);
        }
    }

    /// <summary>A number, or the only one of a list.</summary>
    public static int One(JsonPart value) => value.Value.ValueKind == JsonValueKind.Array ? value.Items is [var one] ? one.Count() : throw value.Fault($"it has {value.Items.Count} numbers", "one") : value.Count();
}
