using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Lstm.Specification;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.Keras;

/// <summary>The activations of Keras, with the numbers that they have in the version that wrote the file.</summary>
internal sealed class KerasActivations(KerasVersion version)
{
    private const string HardSigmoid = "hard_sigmoid";

    /// <summary>Layers that are an activation.</summary>
    public static IReadOnlyList<string> Layers { get; } = ["ReLU", "LeakyReLU", "ELU", "Softmax"];

    /// <summary>An activation by its name, or a layer that stands for one.</summary>
    public ActivationSpec Named(JsonPart name) => name.Value.ValueKind switch
    {
        JsonValueKind.Null => ActivationKind.Identity,
        JsonValueKind.String when name.Text == HardSigmoid => Hard(name),
        JsonValueKind.String when ForeignActivations.Keras.TryGetValue(name.Text, out var activation) => activation,
        JsonValueKind.Object when name.Has("class_name") && name["class_name"].Text == "function" => Named(name["config"]),
        JsonValueKind.Object when name.Has("class_name") && Layers.Contains(name["class_name"].Text) => OfLayer(name["class_name"].Text, name["config"]),
        JsonValueKind.String => throw name.Fault($"it is {ModelSource.Quote(name.Text)}", Expected),
        _ => throw name.Fault("it is an object", Expected),
    };

    private static string Expected => $"one of {string.Join(", ", ForeignActivations.Keras.Keys)}, {HardSigmoid}";

    /// <summary>An activation that is a layer.</summary>
    /// <param name="type">Its class.</param>
    /// <param name="config">Its config.</param>
    public ActivationSpec OfLayer(string type, JsonPart config)
    {
        switch (type)
        {
            case "Activation":
                KerasConfig.Require(config, "activation");
                return Named(config["activation"]);
            case "LeakyReLU":
                string slope = version.Major <= 2 ? "alpha" : "negative_slope";
                KerasConfig.Require(config, slope);
                return new ActivationSpec(ActivationKind.LeakyRelu, (float)config[slope].Number, 0);
            case "ELU":
                KerasConfig.Require(config, "alpha");
                return new ActivationSpec(ActivationKind.Elu, (float)config["alpha"].Number, 0);
            case "Softmax":
                KerasConfig.Require(config, "axis");
                return config["axis"].Number is -1 ? ActivationKind.Softmax : throw config["axis"].Fault($"it is {config["axis"].Number}", "-1, the features");
            default:
                KerasConfig.Require(config, "max_value", "negative_slope", "threshold");
                bool plain = config["max_value"].Value.ValueKind == JsonValueKind.Null && config["threshold"].Number == 0;
                double below = config["negative_slope"].Value.ValueKind == JsonValueKind.Null ? 0 : config["negative_slope"].Number;
                return !plain ? throw config.Fault("a ReLU with a limit or threshold", "neither") : below == 0 ? ActivationKind.Relu : new ActivationSpec(ActivationKind.LeakyRelu, (float)below, 0);
        }
    }

    // Keras 1 and 2: clip(0.2·x + 0.5, 0, 1). Keras 3: relu6(x + 3)/6.
    private ActivationSpec Hard(JsonPart name) => version.Major switch
    {
        1 or 2 => new(ActivationKind.HardSigmoid, 0.2f, 0.5f),
        3 => new(ActivationKind.HardSigmoid, 1f / 6, 0.5f),
        _ => throw name.Fault($"it is {HardSigmoid}, which is 0.2x + 0.5 until Keras 2 and x/6 + 0.5 in Keras 3, and the file does not say which wrote it", "a file that states its keras_version; save the model as .keras"),
    };
}
