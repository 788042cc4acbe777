using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>What one element of the list of layers turned out to be.</summary>
/// <param name="Type">Its type, if that could be read.</param>
/// <param name="Layer">The layer, if there was no mistake in it.</param>
/// <param name="TensorsPlace">What in the file decides the names of its tensors.</param>
/// <param name="Place">Where to point for what concerns the layer as a whole.</param>
internal sealed record ReadLayer(string? Type, LayerSpec? Layer, TextPlace TensorsPlace, TextPlace Place);

/// <summary>Reads one layer after the other; the names of tensors depend on the layers before.</summary>
internal sealed class LayerReader(SpecErrors errors)
{
    private static readonly Dictionary<string, string> NotForGru = new()
    {
        ["peephole"] = "a GRU has no cell state that its gates could see; an \"lstm\" has",
        ["coupled"] = "a GRU's update gate is both gates already, z and 1 − z",
        ["cellClip"] = "a GRU has no cell state; \"clip\" limits its sums",
        ["projection"] = "a GRU is not projected in any framework; an \"lstm\" can be, and a \"dense\" layer can follow",
        ["layerNorm"] = "normalised gates are an option of \"lstm\"",
    };

    private static readonly Dictionary<string, string> NotForRnn = new()
    {
        ["peephole"] = "a plain recurrent layer has neither gates nor a cell state; an \"lstm\" has",
        ["coupled"] = "a plain recurrent layer has no gates",
        ["cellClip"] = "a plain recurrent layer has no cell state; \"clip\" limits its sums",
        ["projection"] = "a plain recurrent layer is not projected; a \"dense\" layer can follow",
        ["layerNorm"] = "normalised gates are an option of \"lstm\"",
        ["activations"] = "a plain recurrent layer has one sum, and one \"activation\"",
    };

    private static readonly Dictionary<string, string> NotForLtmStm = new()
    {
        ["peephole"] = "the use gate sees the cell state through its own weights already",
        ["coupled"] = "the lectures' cell has a learn and a forget gate apart; an \"lstm\" can couple them",
        ["cellClip"] = "it is an option of \"lstm\"",
        ["projection"] = "it is an option of \"lstm\"",
        ["layerNorm"] = "it is an option of \"lstm\"",
    };

    private readonly Dictionary<string, int> recurrentByPrefix = [];
    private readonly Dictionary<string, int> byKind = [];
    private readonly ActivationReader activations = new(errors);

    public ReadLayer Read(JsonValue value)
    {
        if (value is not JsonObject source)
        {
            errors.Add(SpecRules.WrongType, value.Place, $"A layer is an object, {{ \"type\": … }}, found {value.Kind}");
            return Nothing(value.Place);
        }
        if (ReadType(source) is not { } type)
        {
            return Nothing(value.Place);
        }
        SpecObject With(IReadOnlyList<string> known, Dictionary<string, string>? reasons = null) => new(source, known, type.Place, errors, reasons);
        switch (type.Value)
        {
            case "lstm":
                return ReadLstm(type, With(SpecVocabulary.Lstm));
            case "gru":
                return ReadGru(type, With(SpecVocabulary.Gru, NotForGru));
            case "rnn":
                return ReadRnn(type, With(SpecVocabulary.Rnn, NotForRnn));
            case "ltm-stm":
                return ReadLtmStm(type, With(SpecVocabulary.LtmStm, NotForLtmStm));
            case "dense":
                return ReadDense(type, With(SpecVocabulary.Dense));
            case "scale":
                return ReadScale(type, With(SpecVocabulary.Scale));
            case "activation":
                var alone = activations.ReadAlone(With(SpecVocabulary.Activation));
                return Made(type, alone is { } activation ? new ActivationLayerSpec(activation) : null);
            case "residual":
                return ReadResidual(type, With(SpecVocabulary.Residual));
            case "embedding":
                return ReadEmbedding(type, With(SpecVocabulary.Embedding));
            case "pool":
                var pool = With(SpecVocabulary.Pool);
                bool named = pool.Require("kind", $"one of {Wording.List(SpecVocabulary.PoolKinds)},") is not null;
                return Made(type, pool.Word("kind", SpecVocabulary.PoolKinds) is { } kind && named ? new PoolLayerSpec((PoolKind)kind) : null);
            case "conv1d":
                return ReadConv(type, With(SpecVocabulary.Conv));
            case "frame-conv1d":
                return ReadFrameConv(type, With(SpecVocabulary.FrameConv));
            case "magnitude":
                var channels = With(SpecVocabulary.Magnitude).RequireSize("channels", SpecLimits.MaxInputSize, "the values of a position");
                return Made(type, channels is { } c ? new MagnitudeLayerSpec(c) : null);
            default:
                string advice = Wording.Advice(SpecVocabulary.Meant(type.Value, SpecVocabulary.LayerTypes), SpecVocabulary.LayerTypes);
                errors.Add(SpecRules.UnknownLayerType, type.Place, $"There is no layer type {Wording.Quote(type.Value)}{advice}");
                return Nothing(type.Place);
        }
    }

    private ReadLayer ReadLstm(JsonString type, SpecObject layer)
    {
        var all = ReadRecurrent(layer);
        bool? peephole = layer.Boolean("peephole", otherwise: false);
        bool? coupled = layer.Boolean("coupled", otherwise: false);
        bool? layerNorm = layer.Boolean("layerNorm", otherwise: false);
        float? cellClip = layer.Limit("cellClip", "nothing would be left of the cell state; leave it out for no limit");
        bool hasProjection = layer.Find("projection") is not null;
        int? projection = hasProjection ? layer.Size("projection", SpecLimits.MaxLayerSize, 0) : 0;
        var squashing = activations.ReadLstm(layer);
        if (projection is { } p && all.Hidden is { } hidden && p >= hidden && p > 0)
        {
            errors.Add(SpecRules.Combination, layer.Find("projection")!.Place, $"A projection makes the hidden state smaller: {p} values of {hidden} units are not fewer");
            projection = null;
        }
        if (coupled == true && layer.Find("activations") is JsonObject given && given.Properties.FirstOrDefault(property => property.Name == "forgetGate") is { } forget)
        {
            errors.Add(SpecRules.Combination, forget.NamePlace, "There is no forget gate to squash: with \"coupled\" it is 1 minus the input gate");
            squashing = null;
        }
        var read = all.Complete && peephole is { } see && coupled is { } couple && layerNorm is { } norm && projection is { } size && squashing is not null
            ? new LstmLayerSpec(all.Tensors!, all.Index, all.Hidden!.Value, see, all.Bias!.Value, squashing) { Coupled = couple, LayerNorm = norm, CellClip = cellClip, Projection = hasProjection ? size : null }
            : null;
        return Made(type, Finish(read, all), layer);
    }

    private ReadLayer ReadGru(JsonString type, SpecObject layer)
    {
        var all = ReadRecurrent(layer);
        int? reset = layer.Word("reset", SpecVocabulary.Resets);
        var squashing = activations.ReadGru(layer);
        var read = all.Complete && reset is { } where && squashing is not null
            ? new GruLayerSpec(all.Tensors!, all.Index, all.Hidden!.Value, all.Bias!.Value, squashing) { ResetBefore = where == 1 }
            : null;
        return Made(type, Finish(read, all), layer);
    }

    private ReadLayer ReadRnn(JsonString type, SpecObject layer)
    {
        var all = ReadRecurrent(layer);
        var activation = activations.ReadOne(layer, ActivationKind.Tanh);
        var read = all.Complete && activation is { } a ? new RnnLayerSpec(all.Tensors!, all.Index, all.Hidden!.Value, all.Bias!.Value, a) : null;
        return Made(type, Finish(read, all), layer);
    }

    private ReadLayer ReadLtmStm(JsonString type, SpecObject layer)
    {
        var all = ReadRecurrent(layer);
        var squashing = activations.ReadLtmStm(layer);
        var read = all.Complete && squashing is not null ? new LtmStmLayerSpec(all.Tensors!, all.Index, all.Hidden!.Value, all.Bias!.Value, squashing) : null;
        return Made(type, Finish(read, all), layer);
    }

    private Recurrent ReadRecurrent(SpecObject layer)
    {
        int? hidden = layer.RequireSize("hidden", SpecLimits.MaxLayerSize, "the number of units");
        bool? bias = layer.Boolean("bias", otherwise: true);
        bool? initialState = layer.Boolean("initialState", otherwise: false);
        int? direction = layer.Word("direction", SpecVocabulary.Directions);
        float? clip = layer.Limit("clip", "every gate would stand still; leave it out for no limit");
        string? tensors = ReadPrefix(layer, otherwise: "");
        int index = 0;
        if (tensors is not null)
        {
            recurrentByPrefix.TryGetValue(tensors, out index);
            recurrentByPrefix[tensors] = index + 1;
        }
        return new(hidden, bias, initialState, direction, clip, tensors, index);
    }

    private static RecurrentLayerSpec? Finish(RecurrentLayerSpec? layer, Recurrent read) => layer is null
        ? null
        : layer with { Direction = (Direction)read.Direction!, InitialState = read.InitialState!.Value, Clip = read.Clip };

    private ReadLayer ReadDense(JsonString type, SpecObject layer)
    {
        int? size = layer.RequireSize("size", SpecLimits.MaxLayerSize, "the number of outputs");
        bool? bias = layer.Boolean("bias", otherwise: true);
        string? tensors = ReadPrefix(layer, Numbered("dense"));
        var activation = activations.ReadDense(layer, size);
        var read = size is { } s && bias is { } b && tensors is not null && activation is { } a ? new DenseLayerSpec(tensors, s, b, a) : null;
        return Made(type, read, layer);
    }

    private ReadLayer ReadScale(JsonString type, SpecObject layer)
    {
        var tensor = layer.Require("tensor", "the name of the tensor with the factors") is { } value ? layer.AsText("tensor", value) : null;
        var offset = layer.Text("offset");
        bool good = tensor is not null && IsTensorName("tensor", tensor, canBeEmpty: false);
        bool goodOffset = offset is null ? layer.Find("offset") is null : IsTensorName("offset", offset, canBeEmpty: false);
        if (good && goodOffset && tensor!.Value == offset?.Value)
        {
            errors.Add(SpecRules.SharedTensor, offset.Place, $"The offsets cannot be the tensor {Wording.Quote(offset.Value)} that holds the factors");
            goodOffset = false;
        }
        return new ReadLayer(type.Value, good && goodOffset ? new ScaleLayerSpec(tensor!.Value, offset?.Value) : null, (tensor ?? type).Place, type.Place);
    }

    private ReadLayer ReadResidual(JsonString type, SpecObject layer)
    {
        const string Meaning = "\"input\" or the place of an earlier layer, counted from 0,";
        if (layer.Require("from", Meaning) is not { } value)
        {
            return Made(type, null);
        }
        if (value is JsonString { Value: "input" })
        {
            return new ReadLayer(type.Value, new ResidualLayerSpec(ResidualLayerSpec.Input), value.Place, value.Place);
        }
        if (value is not JsonNumber)
        {
            errors.Add(SpecRules.WrongType, value.Place, $"\"from\" must be {Meaning.TrimEnd(',')}, found {value.Kind}");
            return Made(type, null);
        }
        return new ReadLayer(type.Value, layer.Count("from", SpecLimits.MaxLayers - 1) is { } from ? new ResidualLayerSpec(from) : null, value.Place, value.Place);
    }

    private ReadLayer ReadEmbedding(JsonString type, SpecObject layer)
    {
        int? rows = layer.RequireSize("rows", SpecLimits.MaxTokens, "the number of tokens");
        int? size = layer.RequireSize("size", SpecLimits.MaxLayerSize, "the values of a row");
        string? tensors = ReadPrefix(layer, Numbered("embedding"));
        return Made(type, rows is { } r && size is { } s && tensors is not null ? new EmbeddingLayerSpec(tensors, r, s) : null, layer);
    }

    private ReadLayer ReadConv(JsonString type, SpecObject layer)
    {
        int? filters = layer.RequireSize("filters", SpecLimits.MaxLayerSize, "the number of outputs");
        int? kernel = layer.RequireSize("kernel", SpecLimits.MaxKernel, "the time steps that one output sees");
        int? stride = layer.Size("stride", SpecLimits.MaxKernel, 1);
        int? dilation = layer.Size("dilation", SpecLimits.MaxKernel, 1);
        bool? bias = layer.Boolean("bias", otherwise: true);
        string? tensors = ReadPrefix(layer, Numbered("conv"));
        var activation = activations.ReadOne(layer, ActivationKind.Identity);
        var read = filters is { } f && kernel is { } k && stride is { } s && dilation is { } d && bias is { } b && tensors is not null && activation is { } a
            ? new ConvLayerSpec(tensors, f, k, s, d, b, a)
            : null;
        return Made(type, read, layer);
    }

    private ReadLayer ReadFrameConv(JsonString type, SpecObject layer)
    {
        int? channels = layer.RequireSize("channels", SpecLimits.MaxLayerSize, "the values of a position of the frame");
        int? filters = layer.RequireSize("filters", SpecLimits.MaxLayerSize, "the values of a position of the output");
        int? kernel = layer.RequireSize("kernel", SpecLimits.MaxKernel, "the positions that one output sees");
        int? stride = layer.Size("stride", SpecLimits.MaxKernel, 1);
        int? dilation = layer.Size("dilation", SpecLimits.MaxKernel, 1);
        int? left = layer.Count("padLeft", SpecLimits.MaxKernel);
        int? right = layer.Count("padRight", SpecLimits.MaxKernel);
        int? mode = layer.Word("padMode", SpecVocabulary.PadModes);
        bool? bias = layer.Boolean("bias", otherwise: true);
        string? tensors = ReadPrefix(layer, Numbered("conv"));
        var activation = activations.ReadOne(layer, ActivationKind.Identity);
        var read = channels is { } c && filters is { } f && kernel is { } k && stride is { } s && dilation is { } d && left is { } l && right is { } r && mode is { } m && bias is { } b && tensors is not null && activation is { } a
            ? new FrameConvLayerSpec(tensors, c, f, k, s, d, l, r, m == 1, b, a)
            : null;
        return Made(type, read, layer);
    }

    private JsonString? ReadType(JsonObject source)
    {
        var start = new TextPlace(source.Place.Offset, 1);
        if (source.Properties.FirstOrDefault(property => property.Name == "type") is not { } property)
        {
            // A misspelled or miscased "type" is nearer to the mistake than the bracket is.
            var meant = source.Properties.FirstOrDefault(candidate => Suggestion.Nearest(candidate.Name, ["type"]) is not null);
            string message = $"\"type\", one of {Wording.List(SpecVocabulary.LayerTypes)}, is missing here";
            errors.Add(SpecRules.MissingProperty, meant?.NamePlace ?? start, meant is null ? message : $"{message}; did you mean \"type\"?");
            return null;
        }
        if (property.Value is not JsonString type)
        {
            errors.Add(SpecRules.WrongType, property.Value.Place, $"\"type\" must be a string, found {property.Value.Kind}");
            return null;
        }
        return type;
    }

    private string? ReadPrefix(SpecObject layer, string otherwise)
    {
        if (layer.Find("tensors") is null)
        {
            return otherwise;
        }
        return layer.Text("tensors") is { } prefix && IsTensorName("tensors", prefix, canBeEmpty: true) ? prefix.Value : null;
    }

    private bool IsTensorName(string property, JsonString name, bool canBeEmpty)
    {
        string? fault = TensorNames.Fault(name.Value, canBeEmpty);
        if (fault is not null)
        {
            errors.Add(SpecRules.TensorName, name.Place, $"\"{property}\" {fault}");
        }
        return fault is null;
    }

    /// <summary>The prefix of the next layer of a kind that gives none: <c>dense0.</c>, <c>dense1.</c>, …</summary>
    private string Numbered(string kind)
    {
        byKind.TryGetValue(kind, out int before);
        byKind[kind] = before + 1;
        return $"{kind}{before}.";
    }

    private static ReadLayer Made(JsonString type, LayerSpec? layer, SpecObject? source = null) =>
        new(type.Value, layer, (source?.Find("tensors") ?? type).Place, type.Place);

    private static ReadLayer Nothing(TextPlace place) => new(null, null, place, place);

    private sealed record Recurrent(int? Hidden, bool? Bias, bool? InitialState, int? Direction, float? Clip, string? Tensors, int Index)
    {
        public bool Complete => Hidden is not null && Bias is not null && InitialState is not null && Direction is not null && Tensors is not null;
    }
}
