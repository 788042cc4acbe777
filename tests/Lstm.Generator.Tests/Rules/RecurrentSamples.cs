namespace Lstm.Generator.Tests.Rules;

/// <summary>Mistakes in recurrent layers, as <see cref="SpecSamples"/> has them.</summary>
internal static class RecurrentSamples
{
    public static (string Rule, string Marked, string Message)[] All =>
    [
        ("LSTM003", Layer("""{ "type": "gru", "hidden": 8, "reset": ⟦true⟧ }"""), "\"reset\" must be one of \"after\", \"before\", found true"),
        ("LSTM003", Layer("""{ "type": "lstm", "hidden": 8, "direction": ⟦true⟧ }"""), "\"direction\" must be one of \"forward\", \"reverse\", \"bidirectional\", \"backwards\", found true"),
        ("LSTM003", Layer("""{ "type": "lstm", "hidden": 8, "coupled": ⟦"f"⟧ }"""), "\"coupled\" must be true or false"),
        ("LSTM003", Layer("""{ "type": "lstm", "hidden": 8, "layerNorm": ⟦1⟧ }"""), "\"layerNorm\" must be true or false"),
        ("LSTM003", Layer("""{ "type": "lstm", "hidden": 8, "initialState": ⟦0⟧ }"""), "\"initialState\" must be true or false"),
        ("LSTM003", Layer("""{ "type": "lstm", "hidden": 8, "clip": ⟦"3"⟧ }"""), "\"clip\" must be a number, found a string"),
        ("LSTM003", Layer("""{ "type": "lstm", "hidden": 8, "projection": ⟦"3"⟧ }"""), "from 1 to 4096, found a string; write 3 without quotes"),

        ("LSTM004", Layer("""{ "type": "lstm", "hidden": 8, ⟦"proj_size"⟧: 4 }"""), "did you mean \"projection\"?"),
        ("LSTM004", Layer("""{ "type": "lstm", "hidden": 8, ⟦"bidirectional"⟧: true }"""), "did you mean \"direction\"?"),
        ("LSTM004", Layer("""{ "type": "lstm", "hidden": 8, ⟦"input_forget"⟧: 1 }"""), "did you mean \"coupled\"?"),
        ("LSTM004", Layer("""{ "type": "gru", "hidden": 8, ⟦"linear_before_reset"⟧: 1 }"""), "did you mean \"reset\"?"),
        ("LSTM004", Layer("""{ "type": "gru", "hidden": 8, "activations": { ⟦"forgetGate"⟧: "tanh" } }"""), "known here: \"resetGate\", \"updateGate\", \"candidate\""),
        ("LSTM004", Layer("""{ "type": "ltm-stm", "hidden": 8, "activations": { ⟦"outputs"⟧: "tanh" } }"""), "did you mean \"output\"?"),

        ("LSTM005", Layer("""{ "type": ⟦"gru"⟧ }"""), "\"hidden\", the number of units, is missing here"),
        ("LSTM005", Layer("""{ "type": ⟦"rnn"⟧ }"""), "\"hidden\", the number of units, is missing here"),
        ("LSTM005", Layer("""{ "type": ⟦"ltm-stm"⟧ }"""), "\"hidden\", the number of units, is missing here"),

        ("LSTM006", Layer("""{ "type": "lstm", "hidden": 8, "clip": ⟦0⟧ }"""), "\"clip\" must be above 0, found 0: every gate would be constant"),
        ("LSTM006", Layer("""{ "type": "gru", "hidden": 8, "clip": ⟦-1.5⟧ }"""), "\"clip\" must be above 0, found -1.5"),
        ("LSTM006", Layer("""{ "type": "rnn", "hidden": 8, "clip": ⟦1e-60⟧ }"""), "\"clip\" must be above 0, found 1e-60"),
        ("LSTM006", Layer("""{ "type": "rnn", "hidden": 8, "clip": ⟦1e39⟧ }"""), "\"clip\" must be a number that 32 bits can hold, found 1e39"),
        ("LSTM006", Layer("""{ "type": "lstm", "hidden": 8, "cellClip": ⟦-0⟧ }"""), "\"cellClip\" must be above 0, found -0: nothing would be left of the cell state"),
        ("LSTM006", Layer("""{ "type": "lstm", "hidden": 8, "projection": ⟦0⟧ }"""), "\"projection\" must be a whole number from 1 to 4096, found 0"),
        ("LSTM006", Layer("""{ "type": "ltm-stm", "hidden": ⟦4097⟧ }"""), "from 1 to 4096, found 4097"),

        ("LSTM007", Layer("""{ "type": ⟦"GRU"⟧, "hidden": 8 }"""), "did you mean \"gru\"?"),
        ("LSTM007", Layer("""{ "type": ⟦"SimpleRNN"⟧, "hidden": 8 }"""), "did you mean \"rnn\"?"),

        ("LSTM012", Layer("""{ "type": "lstm", "hidden": 8, "direction": "bidirectional" }, { "type": "scale", "tensor": ⟦"weight_ih_l0_reverse"⟧ }"""), "the tensor \"weight_ih_l0_reverse\" that layers[0] reads"),
        ("LSTM012", Layer("""{ "type": "gru", "hidden": 8, "initialState": true }, { "type": "scale", "tensor": ⟦"h0_l0"⟧ }"""), "the tensor \"h0_l0\" that layers[0] reads"),
        ("LSTM013", Layer("""{ "type": "rnn", "hidden": 8, "tensors": ⟦"__metadata__"⟧ }"""), "__metadata__"),

        ("LSTM014", Layer("""{ "type": "lstm", "hidden": 8, "projection": ⟦8⟧ }"""), "A projection makes the hidden state smaller: 8 values are not fewer than 8 units"),
        ("LSTM014", Layer("""{ "type": "lstm", "hidden": 8, "coupled": true, "activations": { ⟦"forgetGate"⟧: "tanh" } }"""), "There can be no \"forgetGate\" here: with \"coupled\" there is no forget gate"),
        ("LSTM014", Layer("""{ "type": "lstm", "hidden": 8, ⟦"reset"⟧: "after" }"""), "an LSTM has no reset gate"),
        ("LSTM014", Layer("""{ "type": "gru", "hidden": 8, ⟦"peephole"⟧: true }"""), "There can be no \"peephole\" here: a GRU has no cell state that its gates could see"),
        ("LSTM014", Layer("""{ "type": "gru", "hidden": 8, ⟦"coupled"⟧: true }"""), "update gate is both gates already"),
        ("LSTM014", Layer("""{ "type": "gru", "hidden": 8, ⟦"cellClip"⟧: 1 }"""), "\"clip\" limits its sums"),
        ("LSTM014", Layer("""{ "type": "gru", "hidden": 8, ⟦"projection"⟧: 4 }"""), "it is an option of an \"lstm\"; after a GRU a \"dense\" layer can follow"),
        ("LSTM014", Layer("""{ "type": "gru", "hidden": 8, ⟦"layerNorm"⟧: true }"""), "it is an option of an \"lstm\""),
        ("LSTM014", Layer("""{ "type": "rnn", "hidden": 8, ⟦"peephole"⟧: false }"""), "neither gates nor a cell state"),
        ("LSTM014", Layer("""{ "type": "rnn", "hidden": 8, ⟦"coupled"⟧: true }"""), "no gates"),
        ("LSTM014", Layer("""{ "type": "rnn", "hidden": 8, ⟦"reset"⟧: "before" }"""), "a \"gru\" has a reset gate"),
        ("LSTM014", Layer("""{ "type": "rnn", "hidden": 8, ⟦"cellClip"⟧: 1 }"""), "no cell state"),
        ("LSTM014", Layer("""{ "type": "rnn", "hidden": 8, ⟦"projection"⟧: 1 }"""), "a \"dense\" layer can follow"),
        ("LSTM014", Layer("""{ "type": "rnn", "hidden": 8, ⟦"layerNorm"⟧: true }"""), "it is an option of an \"lstm\""),
        ("LSTM014", Layer("""{ "type": "rnn", "hidden": 8, ⟦"activations"⟧: { } }"""), "one sum, and one \"activation\""),
        ("LSTM014", Layer("""{ "type": "ltm-stm", "hidden": 8, ⟦"peephole"⟧: true }"""), "the use gate already sees the cell state through its own weights"),
        ("LSTM014", Layer("""{ "type": "ltm-stm", "hidden": 8, ⟦"coupled"⟧: true }"""), "an \"lstm\" can couple its gates"),
        ("LSTM014", Layer("""{ "type": "ltm-stm", "hidden": 8, ⟦"reset"⟧: "after" }"""), "no reset gate"),
        ("LSTM014", Layer("""{ "type": "ltm-stm", "hidden": 8, ⟦"cellClip"⟧: 1 }"""), "it is an option of an \"lstm\""),
        ("LSTM014", Layer("""{ "type": "ltm-stm", "hidden": 8, ⟦"projection"⟧: 1 }"""), "it is an option of an \"lstm\""),
        ("LSTM014", Layer("""{ "type": "ltm-stm", "hidden": 8, ⟦"layerNorm"⟧: true }"""), "it is an option of an \"lstm\""),

        ("LSTM015", Layer("""{ "type": "lstm", "hidden": 8, "direction": ⟦"Backward"⟧ }"""), "\"direction\" cannot be \"Backward\"; did you mean \"backwards\"?"),
        ("LSTM015", Layer("""{ "type": "lstm", "hidden": 8, "direction": ⟦"both"⟧ }"""), "\"direction\" cannot be \"both\"; known here: \"forward\", \"reverse\", \"bidirectional\", \"backwards\""),
        ("LSTM015", Layer("""{ "type": "gru", "hidden": 8, "reset": ⟦"affter"⟧ }"""), "did you mean \"after\"?"),
        ("LSTM015", """{ "input": 3, "onNonFinite": ⟦"held"⟧, "layers": [ { "type": "gru", "hidden": 8 } ] }""", "\"onNonFinite\" cannot be \"held\"; did you mean \"hold\"?"),
        ("LSTM017", """{ "input": 3, "onNonFinite": ⟦"hold"⟧, "layers": [ { "type": "gru", "hidden": 8, "direction": "backwards" } ] }""", "this one needs the whole sequence"),
        ("LSTM017", """{ "input": 3, "onNonFinite": ⟦"reset"⟧, "layers": [ { "type": "conv1d", "filters": 8, "kernel": 3, "stride": 2 } ] }""", "this one skips some with a \"stride\""),
    ];

    private static string Layer(string layer) => $$"""{ "input": 3, "layers": [ {{layer}} ] }""";
}
