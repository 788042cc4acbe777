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
        var byKind = new Dictionary<string, int>();
        foreach (var layer in model.Layers)
        {
            lines.Add($"{{ {string.Join(", ", Members(layer, byKind))} }}");
        }
        return lines.Count == 0 ? "[]" : $"[\n    {string.Join(",\n    ", lines)}\n  ]";
    }

    private static List<string> Members(LayerSpec layer, Dictionary<string, int> byKind)
    {
        string Numbered(string kind)
        {
            byKind.TryGetValue(kind, out int before);
            byKind[kind] = before + 1;
            return $"{kind}{before}.";
        }
        switch (layer)
        {
            case LstmLayerSpec lstm:
                return Lstm(lstm);
            case GruLayerSpec gru:
                return Gru(gru);
            case RnnLayerSpec rnn:
                var members = Recurrent("rnn", rnn);
                AddActivation(members, "activation", rnn.Activation, ActivationKind.Tanh);
                return members;
            case LtmStmLayerSpec cell:
                return LtmStm(cell);
            case DenseLayerSpec dense:
                return Dense(dense, Numbered("dense"));
            case ActivationLayerSpec activation:
                return [Member("type", "activation"), $"\"activation\": {Text(activation.Activation)}"];
            case ResidualLayerSpec residual:
                return [Member("type", "residual"), residual.From == ResidualLayerSpec.Input ? Member("from", "input") : Member("from", residual.From)];
            case EmbeddingLayerSpec embedding:
                members = [Member("type", "embedding"), Member("rows", embedding.Rows), Member("size", embedding.Size)];
                AddText(members, "tensors", embedding.Tensors, Numbered("embedding"));
                return members;
            case PoolLayerSpec pool:
                return [Member("type", "pool"), Member("kind", SpecVocabulary.PoolKinds[(int)pool.Kind])];
            case ConvLayerSpec conv:
                members = [Member("type", "conv1d"), Member("filters", conv.Filters), Member("kernel", conv.Kernel)];
                AddNumber(members, "stride", conv.Stride, 1);
                AddNumber(members, "dilation", conv.Dilation, 1);
                AddActivation(members, "activation", conv.Activation, ActivationKind.Identity);
                AddFlag(members, "bias", conv.Bias, otherwise: true);
                AddText(members, "tensors", conv.Tensors, Numbered("conv"));
                return members;
            case FrameConvLayerSpec conv:
                members = [Member("type", "frame-conv1d"), Member("channels", conv.Channels), Member("filters", conv.Filters), Member("kernel", conv.Kernel)];
                AddNumber(members, "stride", conv.Stride, 1);
                AddNumber(members, "dilation", conv.Dilation, 1);
                AddNumber(members, "padLeft", conv.PadLeft, 0);
                AddNumber(members, "padRight", conv.PadRight, 0);
                AddText(members, "padMode", SpecVocabulary.PadModes[conv.Reflect ? 1 : 0], SpecVocabulary.PadModes[0]);
                AddActivation(members, "activation", conv.Activation, ActivationKind.Identity);
                AddFlag(members, "bias", conv.Bias, otherwise: true);
                AddText(members, "tensors", conv.Tensors, Numbered("conv"));
                return members;
            case MagnitudeLayerSpec magnitude:
                return [Member("type", "magnitude"), Member("channels", magnitude.Channels)];
            default:
                members = [Member("type", "scale"), Member("tensor", layer.Tensors)];
                AddText(members, "offset", ((ScaleLayerSpec)layer).Offset ?? "", "");
                return members;
        }
    }

    private static List<string> Recurrent(string type, RecurrentLayerSpec layer)
    {
        var members = new List<string> { Member("type", type), Member("hidden", layer.HiddenSize) };
        AddText(members, "direction", SpecVocabulary.Directions[(int)layer.Direction], SpecVocabulary.Directions[0]);
        AddLimit(members, "clip", layer.Clip);
        AddFlag(members, "initialState", layer.InitialState, otherwise: false);
        AddFlag(members, "bias", layer.Bias, otherwise: true);
        AddText(members, "tensors", layer.Tensors, otherwise: "");
        return members;
    }

    private static List<string> Lstm(LstmLayerSpec layer)
    {
        var members = Recurrent("lstm", layer);
        var options = new List<string>();
        AddFlag(options, "peephole", layer.Peephole, otherwise: false);
        AddFlag(options, "coupled", layer.Coupled, otherwise: false);
        AddFlag(options, "layerNorm", layer.LayerNorm, otherwise: false);
        AddNumber(options, "projection", layer.Projection ?? 0, 0);
        AddLimit(options, "cellClip", layer.CellClip);
        members.InsertRange(2, options);
        var (given, usual) = (layer.Activations, LstmActivations.Standard);
        AddActivations(members, SpecVocabulary.LstmActivations, [given.InputGate, given.ForgetGate, given.Candidate, given.OutputGate, given.Cell], [usual.InputGate, usual.ForgetGate, usual.Candidate, usual.OutputGate, usual.Cell]);
        return members;
    }

    private static List<string> Gru(GruLayerSpec layer)
    {
        var members = Recurrent("gru", layer);
        if (layer.ResetBefore)
        {
            members.Insert(2, Member("reset", "before"));
        }
        var (given, usual) = (layer.Activations, GruActivations.Standard);
        AddActivations(members, SpecVocabulary.GruActivations, [given.ResetGate, given.UpdateGate, given.Candidate], [usual.ResetGate, usual.UpdateGate, usual.Candidate]);
        return members;
    }

    private static List<string> LtmStm(LtmStmLayerSpec layer)
    {
        var members = Recurrent("ltm-stm", layer);
        var (given, usual) = (layer.Activations, LtmStmActivations.Standard);
        AddActivations(members, SpecVocabulary.LtmStmActivations, [given.LearnGate, given.ForgetGate, given.Candidate, given.UseGate, given.Output], [usual.LearnGate, usual.ForgetGate, usual.Candidate, usual.UseGate, usual.Output]);
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

    private static void AddActivations(List<string> members, IReadOnlyList<string> names, ActivationSpec[] given, ActivationSpec[] usual)
    {
        var activations = new List<string>();
        for (int k = 0; k < given.Length; k++)
        {
            AddActivation(activations, names[k], given[k], usual[k]);
        }
        if (activations.Count > 0)
        {
            members.Add($"\"activations\": {{ {string.Join(", ", activations)} }}");
        }
    }

    private static void AddNumber(List<string> members, string name, long value, long otherwise)
    {
        if (value != otherwise)
        {
            members.Add(Member(name, value));
        }
    }

    private static void AddLimit(List<string> members, string name, float? value)
    {
        if (value is { } given)
        {
            members.Add($"\"{name}\": {Digits(given)}");
        }
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

    private static void AddActivation(List<string> members, string name, ActivationSpec value, ActivationSpec usual)
    {
        if (value != usual)
        {
            members.Add($"\"{name}\": {Text(value)}");
        }
    }

    private static string Text(ActivationSpec activation)
    {
        string name = Activations.NameOf(activation.Kind);
        if (activation == ActivationSpec.Of(activation.Kind))
        {
            return $"\"{name}\"";
        }
        var members = new List<string> { Member("type", name), $"\"alpha\": {Digits(activation.Alpha)}" };
        if (ActivationSpec.HasBeta(activation.Kind))
        {
            members.Add($"\"beta\": {Digits(activation.Beta)}");
        }
        return $"{{ {string.Join(", ", members)} }}";
    }

    // Nine digits bring back every float, but seldom are nine needed.
    private static string Digits(float value)
    {
        string digits = value.ToString("G7", CultureInfo.InvariantCulture);
        return (float)double.Parse(digits, CultureInfo.InvariantCulture) == value ? digits : value.ToString("G9", CultureInfo.InvariantCulture);
    }

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
            string reason = read.Errors.Count > 0 ? read.Errors[0].Message : "a recurrent layer's Index is not the number of those before it with its prefix";
            throw new ArgumentException($"No spec file describes this model: {reason}.", nameof(model));
        }
    }
}
