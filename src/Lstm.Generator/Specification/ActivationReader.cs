using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>Reads activations and says where one cannot stand.</summary>
internal sealed class ActivationReader(SpecErrors errors)
{
    private static readonly IReadOnlyList<string> OnlyType = ["type"];
    private static readonly IReadOnlyList<string> WithAlpha = ["type", "alpha"];

    /// <summary>The activations of a cell's gates in order, those not given being the usual ones; null after an error.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="gates">The gates.</param>
    /// <param name="reasons">Why some of them cannot have one here, by their properties.</param>
    public IReadOnlyList<ActivationSpec>? ReadGates(SpecObject layer, IReadOnlyList<Gate> gates, IReadOnlyDictionary<string, string>? reasons = null)
    {
        if (gates.Count == 1)
        {
            return ReadOne(layer, gates[0].Usual.Kind) is { } only ? [only] : null; // a property of its own
        }
        if (layer.Find("activations") is not { } value)
        {
            return [.. gates.Select(gate => gate.Usual)];
        }
        if (layer.AsObject("activations", value) is not { } source)
        {
            return null;
        }
        string[] known = [.. gates.Select(gate => gate.Property).Where(name => reasons?.ContainsKey(name) != true)];
        var given = new SpecObject(source, known, Bracket(source), errors, reasons);
        var read = gates.Select(gate => given.Find(gate.Property) is { } one ? Read(gate.Property, one, Activations.ForLstm) : gate.Usual).ToList();
        return read.Contains(null) ? null : [.. read.Select(activation => activation!.Value)];
    }

    /// <summary>The one activation of a recurrent or convolution layer; null after an error.</summary>
    public ActivationSpec? ReadOne(SpecObject layer, ActivationKind otherwise) =>
        layer.Find("activation") is { } value ? Read("activation", value, Activations.ForLstm) : (ActivationSpec)otherwise;

    /// <summary>The activation of a dense layer with <paramref name="size"/> outputs, if that is known; null after an error.</summary>
    public ActivationSpec? ReadDense(SpecObject layer, int? size)
    {
        if (layer.Find("activation") is not { } value)
        {
            return ActivationKind.Identity;
        }
        var activation = Read("activation", value, Activations.ForDense);
        if (activation?.Function.OfWholeLayer == true && size == 1)
        {
            errors.Add(SpecRules.MisplacedActivation, value.Place, "The softmax of a single output is always 1; \"sigmoid\" gives one output between 0 and 1");
            return null;
        }
        return activation;
    }

    /// <summary>What an activation layer does; null after an error.</summary>
    public ActivationSpec? ReadAlone(SpecObject layer) =>
        layer.Require("activation", "what is applied") is { } value ? Read("activation", value, Activations.ForDense) : null;

    private ActivationSpec? Read(string property, JsonValue value, IReadOnlyList<string> known)
    {
        switch (value)
        {
            case JsonString name:
                return ReadName(name, known) is { } plain ? (ActivationSpec)plain : null;
            case JsonObject source:
                return ReadWithNumbers(source, known);
            default:
                errors.Add(SpecRules.WrongType, value.Place, $"\"{property}\" must be the name of an activation, or an object with its \"type\" and numbers, found {value.Kind}");
                return null;
        }
    }

    private ActivationSpec? ReadWithNumbers(JsonObject source, IReadOnlyList<string> known)
    {
        // Which numbers there can be depends on the function; without it, none is one too many.
        var named = source.Properties.FirstOrDefault(property => property.Name == "type")?.Value as JsonString;
        var function = named is null ? null : Activations.Named(named.Value);
        var (numbers, reasons) = function is { } f ? NumbersOf(f) : (SpecVocabulary.ActivationNumbers, null);
        var given = new SpecObject(source, numbers, Bracket(source), errors, reasons);
        var kind = given.Require("type", "the name of the activation") is { } type && given.AsText("type", type) is { } name ? ReadName(name, known) : null;
        var usual = ActivationSpec.Of(function ?? ActivationKind.Identity);
        var (alpha, beta) = (given.Number("alpha", usual.Alpha), given.Number("beta", usual.Beta));
        return kind is { } k && alpha is { } a && beta is { } b ? new ActivationSpec(k, a, b) : null;
    }

    private static (IReadOnlyList<string> Known, Dictionary<string, string>? Reasons) NumbersOf(ActivationKind kind)
    {
        var function = Activations.Of(kind);
        string name = Wording.Quote(function.Name);
        if (function.HasBeta)
        {
            return (SpecVocabulary.ActivationNumbers, null);
        }
        return function.HasAlpha
            ? (WithAlpha, new() { ["beta"] = $"of the activation {name} there is only an \"alpha\"" })
            : (OnlyType, new() { ["alpha"] = $"the activation {name} has no numbers", ["beta"] = $"the activation {name} has no numbers" });
    }

    private ActivationKind? ReadName(JsonString name, IReadOnlyList<string> known)
    {
        if (Activations.Named(name.Value) is not { } activation)
        {
            string advice = Wording.Advice(SpecVocabulary.Meant(name.Value, known), known);
            errors.Add(SpecRules.UnknownActivation, name.Place, $"There is no activation {Wording.Quote(name.Value)}{advice}");
            return null;
        }
        if (!known.Contains(name.Value))
        {
            string message = $"\"{name.Value}\" looks at all outputs of a layer at once, and an activation here acts on each value alone; it is for a \"dense\" or an \"activation\" layer";
            errors.Add(SpecRules.MisplacedActivation, name.Place, message);
            return null;
        }
        return activation;
    }

    private static TextPlace Bracket(JsonObject source) => new(source.Place.Offset, 1);
}
