using System.Linq;

namespace Lstm.Specification;

/// <summary>Reads one layer after the other; the names of tensors depend on the layers before.</summary>
internal sealed class LayerReader(SpecErrors errors)
{
    private readonly TensorReader tensors = new(errors);
    private readonly ActivationReader activations = new(errors);
    private readonly LinkReader links = new(errors);

    public ReadLayer Read(JsonValue value)
    {
        if (value is not JsonObject source)
        {
            errors.Add(SpecRules.WrongType, value.Place, $"A layer is an object, {{ \"type\": … }}, found {value.Kind}");
            return new ReadLayer(null, null, null, null, value.Place);
        }
        if (ReadType(source) is not { } name)
        {
            return new ReadLayer(null, null, null, source, value.Place);
        }
        if (LayerTypes.Named(name.Value) is not { } type)
        {
            string advice = Wording.Advice(SpecVocabulary.Meant(name.Value, LayerTypes.Names), LayerTypes.Names);
            errors.Add(SpecRules.UnknownLayerType, name.Place, $"There is no layer type {Wording.Quote(name.Value)}{advice}");
            return new ReadLayer(null, null, null, source, name.Place);
        }
        var layer = new SpecObject(source, type.Properties, name.Place, errors, type.ForeignOptions);
        var link = links.Read(layer, type);
        return new ReadLayer(type, type.Read(new LayerSource(layer, link, tensors, activations, errors)), link, source, name.Place);
    }

    private JsonString? ReadType(JsonObject source)
    {
        var start = new TextPlace(source.Place.Offset, 1);
        if (source.Properties.FirstOrDefault(property => property.Name == "type") is not { } property)
        {
            // A misspelled or miscased "type" is nearer to the mistake than the bracket is.
            var meant = source.Properties.FirstOrDefault(candidate => Suggestion.Nearest(candidate.Name, ["type"]) is not null);
            string message = $"\"type\", one of {Wording.List(LayerTypes.Names)}, is missing here";
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
