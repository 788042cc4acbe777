using System;
using System.Collections.Generic;
using System.Text.Json;
using Lstm.Specification;
using Lstm.Trainer.Import.Json;

namespace Lstm.Trainer.Import.Keras;

/// <summary>The activations of Keras 3, with the numbers that they have there.</summary>
internal static class KerasActivations
{
    private static readonly Dictionary<string, ActivationSpec> Names = new()
    {
        ["linear"] = ActivationKind.Identity,
        ["tanh"] = ActivationKind.Tanh,
        ["sigmoid"] = ActivationKind.Sigmoid,
        ["relu"] = ActivationKind.Relu,
        ["softmax"] = ActivationKind.Softmax,
        ["softplus"] = ActivationKind.Softplus,
        ["softsign"] = ActivationKind.Softsign,
        ["elu"] = new(ActivationKind.Elu, 1, 0),
        ["leaky_relu"] = new(ActivationKind.LeakyRelu, 0.2f, 0),
        ["hard_sigmoid"] = new(ActivationKind.HardSigmoid, 1f / 6, 0.5f), // relu6(x + 3)/6; 0.2·x + 0.5 in Keras 2
    };

    /// <summary>An activation by its name.</summary>
    public static ActivationSpec Named(JsonPart name) => name.Value.ValueKind == JsonValueKind.Null ? ActivationKind.Identity
        : name.Value.ValueKind == JsonValueKind.String && Names.TryGetValue(name.Text, out var activation) ? activation
        : throw name.Fault($"it is {(name.Value.ValueKind == JsonValueKind.String ? ModelSource.Quote(name.Text) : "an object")}", $"one of {string.Join(", ", Names.Keys)}");

    /// <summary>An activation that is a layer.</summary>
    /// <param name="type">Its class.</param>
    /// <param name="config">Its config.</param>
    /// <param name="require">Refuses members of other names.</param>
    public static ActivationSpec OfLayer(string type, JsonPart config, Action<string[]> require)
    {
        switch (type)
        {
            case "Activation":
                require(["activation"]);
                return Named(config["activation"]);
            case "LeakyReLU":
                require(["negative_slope"]);
                return new ActivationSpec(ActivationKind.LeakyRelu, (float)config["negative_slope"].Number, 0);
            case "ELU":
                require(["alpha"]);
                return new ActivationSpec(ActivationKind.Elu, (float)config["alpha"].Number, 0);
            case "Softmax":
                require(["axis"]);
                return config["axis"].Number is -1 ? ActivationKind.Softmax : throw config["axis"].Fault($"it is {config["axis"].Number}", "-1, the features");
            default:
                require(["max_value", "negative_slope", "threshold"]);
                bool plain = config["max_value"].Value.ValueKind == JsonValueKind.Null && config["threshold"].Number == 0;
                double slope = config["negative_slope"].Value.ValueKind == JsonValueKind.Null ? 0 : config["negative_slope"].Number;
                return !plain ? throw config.Fault("a ReLU with a limit or threshold", "neither") : slope == 0 ? ActivationKind.Relu : new ActivationSpec(ActivationKind.LeakyRelu, (float)slope, 0);
        }
    }
}
