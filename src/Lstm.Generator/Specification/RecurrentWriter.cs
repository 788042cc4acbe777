using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>Writes recurrent layers.</summary>
internal static class RecurrentWriter
{
    /// <summary>The layer's object.</summary>
    public static JsonMembers Write(RecurrentLayerSpec layer)
    {
        var members = new JsonMembers().Add("type", SpecVocabulary.TypeOf(layer)).Add("hidden", layer.HiddenSize);
        if (layer is LstmLayerSpec lstm)
        {
            members
                .Add("peephole", lstm.Peephole, otherwise: false)
                .Add("coupled", lstm.Coupled, otherwise: false)
                .Add("layerNorm", lstm.LayerNorm, otherwise: false)
                .Add("projection", lstm.Projection)
                .Add("cellClip", lstm.CellClip);
        }
        if (layer is GruLayerSpec gru)
        {
            members.Add("reset", SpecVocabulary.Resets[gru.ResetBefore ? 1 : 0], SpecVocabulary.Resets[0]);
        }
        if (layer is RnnLayerSpec rnn)
        {
            members.Add("activation", rnn.Activation, ActivationKind.Tanh);
        }
        members
            .Add("direction", SpecVocabulary.Directions[(int)layer.Direction], SpecVocabulary.Directions[0])
            .Add("clip", layer.Clip)
            .Add("initialState", layer.InitialState, otherwise: false)
            .Add("bias", layer.Bias, otherwise: true)
            .Add("tensors", layer.Tensors, otherwise: "");
        var activations = Activations(layer);
        return activations.Empty ? members : members.AddJson("activations", activations.OnOneLine());
    }

    private static JsonMembers Activations(RecurrentLayerSpec layer) => layer switch
    {
        LstmLayerSpec lstm => Differing(SpecVocabulary.LstmActivations, All(lstm.Activations), All(LstmActivations.Standard)),
        GruLayerSpec gru => Differing(SpecVocabulary.GruActivations, All(gru.Activations), All(GruActivations.Standard)),
        LtmStmLayerSpec cell => Differing(SpecVocabulary.LtmStmActivations, All(cell.Activations), All(LtmStmActivations.Standard)),
        RnnLayerSpec => new JsonMembers(), // its one activation is a property of its own
        _ => throw Unhandled.Kind(layer),
    };

    private static JsonMembers Differing(IReadOnlyList<string> names, ActivationSpec[] given, ActivationSpec[] usual)
    {
        var members = new JsonMembers();
        for (int k = 0; k < given.Length; k++)
        {
            members.Add(names[k], given[k], usual[k]);
        }
        return members;
    }

    private static ActivationSpec[] All(LstmActivations a) => [a.InputGate, a.ForgetGate, a.Candidate, a.OutputGate, a.Cell];

    private static ActivationSpec[] All(GruActivations a) => [a.ResetGate, a.UpdateGate, a.Candidate];

    private static ActivationSpec[] All(LtmStmActivations a) => [a.LearnGate, a.ForgetGate, a.Candidate, a.UseGate, a.Output];
}
