using System.Linq;

namespace Lstm.Specification;

/// <summary>Reads one layer after the other; the names of tensors depend on the layers before.</summary>
internal sealed class LayerReader
{
    private readonly SpecErrors errors;
    private readonly TensorReader tensors;
    private readonly ActivationReader activations;
    private readonly RecurrentReader recurrent;
    private readonly ConvReader convolutions;

    public LayerReader(SpecErrors errors)
    {
        this.errors = errors;
        tensors = new TensorReader(errors);
        activations = new ActivationReader(errors);
        recurrent = new RecurrentReader(tensors, activations, errors);
        convolutions = new ConvReader(tensors, activations);
    }

    public ReadLayer Read(JsonValue value)
    {
        if (value is not JsonObject source)
        {
            errors.Add(SpecRules.WrongType, value.Place, $"A layer is an object, {{ \"type\": … }}, found {value.Kind}");
            return new ReadLayer(null, null, null, value.Place);
        }
        if (ReadType(source) is not { } type)
        {
            return new ReadLayer(null, null, source, value.Place);
        }
        if (SpecVocabulary.OfLayer(type.Value) is not { } known)
        {
            string advice = Wording.Advice(SpecVocabulary.Meant(type.Value, SpecVocabulary.LayerTypes), SpecVocabulary.LayerTypes);
            errors.Add(SpecRules.UnknownLayerType, type.Place, $"There is no layer type {Wording.Quote(type.Value)}{advice}");
            return new ReadLayer(null, null, source, type.Place);
        }
        var layer = new SpecObject(source, known, type.Place, errors, ForeignOptions.Of(type.Value));
        return new ReadLayer(type.Value, ReadLayerOf(type.Value, layer), source, type.Place);
    }

    private LayerSpec? ReadLayerOf(string type, SpecObject layer) => type switch
    {
        "lstm" => recurrent.ReadLstm(layer),
        "gru" => recurrent.ReadGru(layer),
        "rnn" => recurrent.ReadRnn(layer),
        "ltm-stm" => recurrent.ReadLtmStm(layer),
        "dense" => ReadDense(layer),
        "scale" => ReadScale(layer),
        "activation" => activations.ReadAlone(layer) is { } activation ? new ActivationLayerSpec(activation) : null,
        "residual" => ReadResidual(layer),
        "embedding" => ReadEmbedding(layer),
        "pool" => layer.RequireWord("kind", SpecVocabulary.PoolKinds) is { } kind ? new PoolLayerSpec((PoolKind)kind) : null,
        "conv1d" => convolutions.Read(layer),
        "frame-conv1d" => convolutions.ReadWithinFrame(layer),
        "magnitude" => ReadMagnitude(layer),
        _ => throw Unhandled.Kind(type),
    };

    private DenseLayerSpec? ReadDense(SpecObject layer)
    {
        int? size = layer.RequireSize("size", SpecLimits.MaxLayerSize, "the number of outputs");
        bool? bias = layer.Boolean("bias", otherwise: true);
        string? prefix = tensors.NumberedPrefix(layer, "dense");
        var activation = activations.ReadDense(layer, size);
        return size is { } s && bias is { } b && prefix is not null && activation is { } a ? new DenseLayerSpec(prefix, s, b, a) : null;
    }

    private ScaleLayerSpec? ReadScale(SpecObject layer)
    {
        var tensor = tensors.Name("tensor", layer.Require("tensor", "the name of the tensor with the factors") is { } value ? layer.AsText("tensor", value) : null);
        var offset = tensors.Name("offset", layer.Text("offset"));
        if (tensor is not null && tensor.Value == offset?.Value)
        {
            errors.Add(SpecRules.SharedTensor, offset.Place, $"The offsets cannot be the tensor {Wording.Quote(offset.Value)} that holds the factors");
            return null;
        }
        return tensor is null || (offset is null && layer.Find("offset") is not null) ? null : new ScaleLayerSpec(tensor.Value, offset?.Value);
    }

    private ResidualLayerSpec? ReadResidual(SpecObject layer)
    {
        const string Meaning = "\"input\" or the place of an earlier layer in the list, counted from 0";
        if (layer.Require("from", Meaning) is not { } value)
        {
            return null;
        }
        if (value is JsonString { Value: "input" })
        {
            return new ResidualLayerSpec(ResidualLayerSpec.Input);
        }
        if (value is JsonString text)
        {
            errors.Add(SpecRules.UnknownWord, text.Place, $"\"from\" must be {Meaning}, found {Wording.Quote(text.Value)}");
            return null;
        }
        if (value is not JsonNumber)
        {
            errors.Add(SpecRules.WrongType, value.Place, $"\"from\" must be {Meaning}, found {value.Kind}");
            return null;
        }
        return layer.Count("from", SpecLimits.MaxLayers - 1) is { } from ? new ResidualLayerSpec(from) : null;
    }

    private EmbeddingLayerSpec? ReadEmbedding(SpecObject layer)
    {
        int? rows = layer.RequireSize("rows", SpecLimits.MaxTokens, "the number of tokens there are");
        int? size = layer.RequireSize("size", SpecLimits.MaxLayerSize, "the values of a row");
        string? prefix = tensors.NumberedPrefix(layer, "embedding");
        return rows is { } r && size is { } s && prefix is not null ? new EmbeddingLayerSpec(prefix, r, s) : null;
    }

    private MagnitudeLayerSpec? ReadMagnitude(SpecObject layer)
    {
        if (layer.RequireSize("channels", SpecLimits.MaxInputSize, "the values of a position") is not { } channels)
        {
            return null;
        }
        if (channels % 2 != 0)
        {
            errors.Add(SpecRules.Number, layer.Find("channels")!.Place, $"\"channels\" must be an even number, found {channels}: the halves of a position are real and imaginary parts");
            return null;
        }
        return new MagnitudeLayerSpec(channels);
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
}
