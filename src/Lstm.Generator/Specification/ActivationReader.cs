using System.Linq;

namespace Lstm.Specification;

/// <summary>Reads activations and says where one cannot stand.</summary>
internal sealed class ActivationReader(SpecErrors errors)
{
    /// <summary>The activations of an LSTM layer, those not given being the usual ones; null after an error.</summary>
    public LstmActivations? ReadLstm(SpecObject layer)
    {
        var usual = LstmActivations.Standard;
        if (layer.Find("activations") is not { } value)
        {
            return usual;
        }
        if (layer.AsObject("activations", value) is not { } source)
        {
            return null;
        }
        var given = new SpecObject(source, SpecVocabulary.LstmActivations, new TextPlace(source.Place.Offset, 1), errors);
        var inputGate = ReadCell(given, "inputGate", usual.InputGate);
        var forgetGate = ReadCell(given, "forgetGate", usual.ForgetGate);
        var candidate = ReadCell(given, "candidate", usual.Candidate);
        var outputGate = ReadCell(given, "outputGate", usual.OutputGate);
        var cell = ReadCell(given, "cell", usual.Cell);
        return inputGate is { } i && forgetGate is { } f && candidate is { } g && outputGate is { } o && cell is { } c
            ? new LstmActivations(i, f, g, o, c)
            : null;
    }

    /// <summary>The activation of a dense layer with <paramref name="size"/> outputs, if that is known; null after an error.</summary>
    public ActivationKind? ReadDense(SpecObject layer, int? size)
    {
        if (layer.Find("activation") is null)
        {
            return ActivationKind.Identity;
        }
        if (layer.Text("activation") is not { } name || ReadName(name, forLstm: false) is not { } activation)
        {
            return null;
        }
        if (activation == ActivationKind.Softmax && size == 1)
        {
            errors.Add(SpecRules.MisplacedActivation, name.Place, "The softmax of a single output is always 1; \"sigmoid\" gives one output between 0 and 1");
            return null;
        }
        return activation;
    }

    private ActivationKind? ReadCell(SpecObject given, string property, ActivationKind usual)
    {
        if (given.Find(property) is null)
        {
            return usual;
        }
        return given.Text(property) is { } name ? ReadName(name, forLstm: true) : null;
    }

    private ActivationKind? ReadName(JsonString name, bool forLstm)
    {
        var known = forLstm ? Activations.ForLstm : Activations.ForDense;
        if (Activations.Named(name.Value) is not { } activation)
        {
            string advice = Wording.Advice(SpecVocabulary.Meant(name.Value, known), known);
            errors.Add(SpecRules.UnknownActivation, name.Place, $"There is no activation {Wording.Quote(name.Value)}{advice}");
            return null;
        }
        if (!known.Contains(name.Value))
        {
            string message = $"\"{name.Value}\" is for a dense layer: it looks at all outputs at once, and a gate acts on each alone; an LSTM layer takes {Wording.List(known)}";
            errors.Add(SpecRules.MisplacedActivation, name.Place, message);
            return null;
        }
        return activation;
    }
}
