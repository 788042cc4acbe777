using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>Reads activations and says where one cannot stand.</summary>
internal sealed class ActivationReader(SpecErrors errors)
{
    /// <summary>The activations of an LSTM layer, those not given being the usual ones; null after an error.</summary>
    public LstmActivations? ReadLstm(SpecObject layer)
    {
        var u = LstmActivations.Standard;
        return ReadAll(layer, SpecVocabulary.LstmActivations, [u.InputGate, u.ForgetGate, u.Candidate, u.OutputGate, u.Cell]) is { } a
            ? new LstmActivations(a[0], a[1], a[2], a[3], a[4])
            : null;
    }

    /// <summary>The activations of a GRU layer; null after an error.</summary>
    public GruActivations? ReadGru(SpecObject layer)
    {
        var u = GruActivations.Standard;
        return ReadAll(layer, SpecVocabulary.GruActivations, [u.ResetGate, u.UpdateGate, u.Candidate]) is { } a ? new GruActivations(a[0], a[1], a[2]) : null;
    }

    /// <summary>The activations of an LTM/STM layer; null after an error.</summary>
    public LtmStmActivations? ReadLtmStm(SpecObject layer)
    {
        var u = LtmStmActivations.Standard;
        return ReadAll(layer, SpecVocabulary.LtmStmActivations, [u.LearnGate, u.ForgetGate, u.Candidate, u.UseGate, u.Output]) is { } a
            ? new LtmStmActivations(a[0], a[1], a[2], a[3], a[4])
            : null;
    }

    /// <summary>The one activation of a recurrent or convolution layer; null after an error.</summary>
    public ActivationSpec? ReadOne(SpecObject layer, ActivationKind otherwise) =>
        layer.Find("activation") is { } value ? Read(layer, "activation", value, Activations.ForLstm) : (ActivationSpec)otherwise;

    /// <summary>The activation of a dense layer with <paramref name="size"/> outputs, if that is known; null after an error.</summary>
    public ActivationSpec? ReadDense(SpecObject layer, int? size)
    {
        if (layer.Find("activation") is not { } value)
        {
            return ActivationKind.Identity;
        }
        var activation = Read(layer, "activation", value, Activations.ForDense);
        if (activation?.Kind == ActivationKind.Softmax && size == 1)
        {
            errors.Add(SpecRules.MisplacedActivation, value.Place, "The softmax of a single output is always 1; \"sigmoid\" gives one output between 0 and 1");
            return null;
        }
        return activation;
    }

    /// <summary>What an activation layer does; null after an error.</summary>
    public ActivationSpec? ReadAlone(SpecObject layer) =>
        layer.Require("activation", "what is applied") is { } value ? Read(layer, "activation", value, Activations.ForDense) : null;

    private ActivationSpec[]? ReadAll(SpecObject layer, IReadOnlyList<string> names, ActivationSpec[] usual)
    {
        if (layer.Find("activations") is not { } value)
        {
            return usual;
        }
        if (layer.AsObject("activations", value) is not { } source)
        {
            return null;
        }
        var given = new SpecObject(source, names, new TextPlace(source.Place.Offset, 1), errors);
        var read = names.Select((name, k) => given.Find(name) is { } one ? Read(given, name, one, Activations.ForLstm) : usual[k]).ToList();
        return read.Contains(null) ? null : [.. read.Select(activation => activation!.Value)];
    }

    private ActivationSpec? Read(SpecObject owner, string property, JsonValue value, IReadOnlyList<string> known)
    {
        if (value is JsonObject source)
        {
            var given = new SpecObject(source, SpecVocabulary.ActivationNumbers, new TextPlace(source.Place.Offset, 1), errors);
            return given.Require("type", "the name of the activation") is { } type && given.AsText("type", type) is { } named && ReadName(named, known) is { } kind
                ? ReadNumbers(given, kind)
                : null;
        }
        return owner.AsText(property, value) is { } name && ReadName(name, known) is { } plain ? (ActivationSpec)plain : null;
    }

    private ActivationSpec? ReadNumbers(SpecObject given, ActivationKind kind)
    {
        var usual = ActivationSpec.Of(kind);
        var alpha = ReadNumber(given, "alpha", ActivationSpec.HasAlpha(kind), usual.Alpha, kind);
        var beta = ReadNumber(given, "beta", ActivationSpec.HasBeta(kind), usual.Beta, kind);
        return alpha is { } a && beta is { } b ? new ActivationSpec(kind, a, b) : null;
    }

    private float? ReadNumber(SpecObject given, string property, bool has, float usual, ActivationKind kind)
    {
        if (given.Find(property) is not { } value)
        {
            return usual;
        }
        if (!has)
        {
            errors.Add(SpecRules.Combination, value.Place, $"The activation \"{Activations.NameOf(kind)}\" has no \"{property}\"");
            return null;
        }
        return given.AsNumber(property, value);
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
            string message = $"\"{name.Value}\" is for a dense layer or a layer of its own: it looks at all outputs at once, and what stands here acts on each alone: {Wording.List(known)}";
            errors.Add(SpecRules.MisplacedActivation, name.Place, message);
            return null;
        }
        return activation;
    }
}
