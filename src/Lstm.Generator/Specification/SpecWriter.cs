using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Lstm.Specification;

/// <summary>Writes a spec file.</summary>
public static class SpecWriter
{
    /// <summary>What the files name as their schema, so that editors complete and check them.</summary>
    public const string SchemaUrl = "https://raw.githubusercontent.com/lstm-embedded/lstm-embedded/main/src/Lstm.Runtime/build/lstm.schema.json";

    /// <summary>JSON that <see cref="SpecParser"/> reads as a model equal to <paramref name="model"/>; what has its default is left out.</summary>
    /// <exception cref="ArgumentException">No spec file describes this model, e.g. because a size is out of range.</exception>
    public static string Write(ModelSpec model)
    {
        var members = new List<string> { Member("$schema", SchemaUrl), Member("input", model.InputSize), $"\"layers\": {Layers(model)}" };
        AddBudget(members, "maxWeightBytes", model.MaxWeightBytes);
        AddBudget(members, "maxStateBytes", model.MaxStateBytes);
        string text = $"{{\n  {string.Join(",\n  ", members)}\n}}\n";
        RequireSame(model, SpecParser.Parse(text));
        return text;
    }

    private static string Layers(ModelSpec model)
    {
        var lines = new List<string>();
        int denseLayers = 0;
        foreach (var layer in model.Layers)
        {
            var members = layer switch
            {
                LstmLayerSpec lstm => Lstm(lstm),
                DenseLayerSpec dense => Dense(dense, $"dense{denseLayers++}."),
                _ => new List<string> { Member("type", "scale"), Member("tensor", layer.Tensors) },
            };
            lines.Add($"{{ {string.Join(", ", members)} }}");
        }
        return lines.Count == 0 ? "[]" : $"[\n    {string.Join(",\n    ", lines)}\n  ]";
    }

    private static List<string> Lstm(LstmLayerSpec layer)
    {
        var members = new List<string> { Member("type", "lstm"), Member("hidden", layer.HiddenSize) };
        AddFlag(members, "peephole", layer.Peephole, otherwise: false);
        AddFlag(members, "bias", layer.Bias, otherwise: true);
        AddText(members, "tensors", layer.Tensors, otherwise: "");

        var given = layer.Activations;
        var usual = LstmActivations.Standard;
        var activations = new List<string>();
        AddActivation(activations, "inputGate", given.InputGate, usual.InputGate);
        AddActivation(activations, "forgetGate", given.ForgetGate, usual.ForgetGate);
        AddActivation(activations, "candidate", given.Candidate, usual.Candidate);
        AddActivation(activations, "outputGate", given.OutputGate, usual.OutputGate);
        AddActivation(activations, "cell", given.Cell, usual.Cell);
        if (activations.Count > 0)
        {
            members.Add($"\"activations\": {{ {string.Join(", ", activations)} }}");
        }
        return members;
    }

    private static List<string> Dense(DenseLayerSpec layer, string usualTensors)
    {
        var members = new List<string> { Member("type", "dense"), Member("size", layer.Size) };
        AddActivation(members, "activation", layer.Activation, ActivationKind.Identity);
        AddFlag(members, "bias", layer.Bias, otherwise: true);
        AddText(members, "tensors", layer.Tensors, usualTensors);
        return members;
    }

    private static void AddBudget(List<string> members, string name, long? bytes)
    {
        if (bytes is { } given)
        {
            members.Add(Member(name, given));
        }
    }

    private static void AddFlag(List<string> members, string name, bool value, bool otherwise)
    {
        if (value != otherwise)
        {
            members.Add($"\"{name}\": {(value ? "true" : "false")}");
        }
    }

    private static void AddText(List<string> members, string name, string value, string otherwise)
    {
        if (value != otherwise)
        {
            members.Add(Member(name, value));
        }
    }

    private static void AddActivation(List<string> members, string name, ActivationKind value, ActivationKind usual) =>
        AddText(members, name, Activations.NameOf(value), Activations.NameOf(usual));

    private static string Member(string name, long value) => $"\"{name}\": {value.ToString(CultureInfo.InvariantCulture)}";

    private static string Member(string name, string value)
    {
        var text = new StringBuilder($"\"{name}\": \"");
        foreach (char c in value)
        {
            text.Append(c is '"' or '\\' ? $"\\{c}" : c < ' ' ? $"\\u{(int)c:x4}" : c.ToString());
        }
        return text.Append('"').ToString();
    }

    // Also finds what only a spec file cannot say: numbers of LSTM layers that leave one out, for instance.
    private static void RequireSame(ModelSpec model, SpecResult read)
    {
        if (!model.Equals(read.Model))
        {
            string reason = read.Errors.Count > 0 ? read.Errors[0].Message : "an LSTM layer's Index is not the number of those before it with its prefix";
            throw new ArgumentException($"No spec file describes this model: {reason}.", nameof(model));
        }
    }
}
