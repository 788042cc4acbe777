using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>What one element of the list of layers turned out to be.</summary>
/// <param name="Type">Its type, if that could be read.</param>
/// <param name="Layer">The layer, if there was no mistake in it.</param>
/// <param name="TensorsPlace">What in the file decides the names of its tensors.</param>
internal sealed record ReadLayer(string? Type, LayerSpec? Layer, TextPlace TensorsPlace);

/// <summary>Reads one layer after the other; the names of tensors depend on the layers before.</summary>
internal sealed class LayerReader(SpecErrors errors)
{
    private readonly Dictionary<string, int> lstmsByPrefix = [];
    private readonly ActivationReader activations = new(errors);
    private int denseLayers;

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
        switch (type.Value)
        {
            case "lstm":
                return ReadLstm(type, new SpecObject(source, SpecVocabulary.Lstm, type.Place, errors));
            case "dense":
                return ReadDense(type, new SpecObject(source, SpecVocabulary.Dense, type.Place, errors));
            case "scale":
                return ReadScale(type, new SpecObject(source, SpecVocabulary.Scale, type.Place, errors));
            default:
                string advice = Wording.Advice(SpecVocabulary.Meant(type.Value, SpecVocabulary.LayerTypes), SpecVocabulary.LayerTypes);
                errors.Add(SpecRules.UnknownLayerType, type.Place, $"There is no layer type {Wording.Quote(type.Value)}{advice}");
                return Nothing(type.Place);
        }
    }

    private ReadLayer ReadLstm(JsonString type, SpecObject layer)
    {
        int? hidden = layer.RequireSize("hidden", SpecLimits.MaxLayerSize, "the number of units");
        bool? peephole = layer.Boolean("peephole", otherwise: false);
        bool? bias = layer.Boolean("bias", otherwise: true);
        string? tensors = ReadPrefix(layer, otherwise: "");
        var squashing = activations.ReadLstm(layer);
        int index = tensors is null ? 0 : CountLstm(tensors);
        var read = hidden is { } h && peephole is { } p && bias is { } b && tensors is not null && squashing is not null
            ? new LstmLayerSpec(tensors, index, h, p, b, squashing)
            : null;
        return new ReadLayer(type.Value, read, (layer.Find("tensors") ?? type).Place);
    }

    private ReadLayer ReadDense(JsonString type, SpecObject layer)
    {
        int? size = layer.RequireSize("size", SpecLimits.MaxLayerSize, "the number of outputs");
        bool? bias = layer.Boolean("bias", otherwise: true);
        string? tensors = ReadPrefix(layer, otherwise: $"dense{denseLayers}.");
        var activation = activations.ReadDense(layer, size);
        denseLayers++;
        var read = size is { } s && bias is { } b && tensors is not null && activation is { } a ? new DenseLayerSpec(tensors, s, b, a) : null;
        return new ReadLayer(type.Value, read, (layer.Find("tensors") ?? type).Place);
    }

    private ReadLayer ReadScale(JsonString type, SpecObject layer)
    {
        var tensor = layer.Require("tensor", "the name of the tensor with the factors") is { } value ? layer.AsText("tensor", value) : null;
        var read = tensor is not null && IsTensorName("tensor", tensor, canBeEmpty: false) ? new ScaleLayerSpec(tensor.Value) : null;
        return new ReadLayer(type.Value, read, (tensor ?? type).Place);
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

    private int CountLstm(string prefix)
    {
        lstmsByPrefix.TryGetValue(prefix, out int before);
        lstmsByPrefix[prefix] = before + 1;
        return before;
    }

    private static ReadLayer Nothing(TextPlace place) => new(null, null, place);
}
