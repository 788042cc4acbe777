namespace Lstm.Generator.Tests.Rules;

/// <summary>Mistakes in activations, as <see cref="SpecSamples"/> has them.</summary>
internal static class ActivationSamples
{
    public static (string Rule, string Marked, string Message)[] All =>
    [
        ("LSTM003", Dense("⟦1⟧"), "\"activation\" must be the name of an activation, or an object with its \"type\" and numbers, found a number"),
        ("LSTM003", Dense("""{ "type": ⟦true⟧ }"""), "\"type\" must be a string, found true"),
        ("LSTM003", Dense("""{ "type": "elu", "alpha": ⟦"1"⟧ }"""), "\"alpha\" must be a number, found a string"),
        ("LSTM003", Dense("""{ "type": "affine", "beta": ⟦null⟧ }"""), "\"beta\" must be a number, found null"),
        ("LSTM004", Dense("""{ "type": "elu", ⟦"alpah"⟧: 2 }"""), "did you mean \"alpha\"?"),
        ("LSTM004", Dense("""{ "type": "leakyRelu", ⟦"negative_slope"⟧: 0.1 }"""), "did you mean \"alpha\"?"),
        ("LSTM005", Dense("""⟦{⟧ "alpha": 2 }"""), "\"type\", the name of the activation, is missing here"),
        ("LSTM006", Dense("""{ "type": "elu", "alpha": ⟦-1e40⟧ }"""), "\"alpha\" must be a number that 32 bits can hold, found -1e40"),
        ("LSTM006", Dense("""{ "type": "affine", "beta": ⟦1e999⟧ }"""), "\"beta\" must be a number that 32 bits can hold, found 1e999"),
        ("LSTM008", Dense("""{ "type": ⟦"gelu!"⟧, "alpha": 2, "beta": 3 }"""), "There is no activation \"gelu!\"; known here: \"sigmoid\""),
        ("LSTM008", Dense("⟦\"hard_sigmoid\"⟧"), "did you mean \"hardSigmoid\"?"),
        ("LSTM008", Dense("⟦\"LeakyReLU\"⟧"), "did you mean \"leakyRelu\"?"),
        ("LSTM009", Dense("⟦{ \"type\": \"softmax\" }⟧"), "The softmax of a single output is always 1"),
        ("LSTM009", """{ "input": 3, "layers": [ { "type": "rnn", "hidden": 8, "activation": ⟦"softmax"⟧ } ] }""", "an activation here acts on each value alone"),
        ("LSTM009", """{ "input": 3, "layers": [ { "type": "gru", "hidden": 8, "activations": { "candidate": { "type": ⟦"softmax"⟧ } } } ] }""", "an activation here acts on each value alone"),
        ("LSTM009", """{ "input": 3, "layers": [ { "type": "conv1d", "filters": 8, "kernel": 2, "activation": ⟦"softmax"⟧ } ] }""", "an activation here acts on each value alone"),
        ("LSTM009", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 1 }, { "type": "activation", "activation": ⟦"softmax"⟧ } ] }""", "layers[1]: the softmax of a single value is always 1"),
        ("LSTM014", Dense("""{ "type": "tanh", ⟦"alpha"⟧: 2 }"""), "There can be no \"alpha\" here: the activation \"tanh\" has no numbers"),
        ("LSTM014", Dense("""{ "type": "softsign", ⟦"beta"⟧: 2 }"""), "There can be no \"beta\" here: the activation \"softsign\" has no numbers"),
        ("LSTM014", Dense("""{ "type": "leakyRelu", "alpha": 0.1, ⟦"beta"⟧: 2 }"""), "There can be no \"beta\" here: of the activation \"leakyRelu\" there is only an \"alpha\""),
    ];

    private static string Dense(string activation) => $$"""{ "input": 3, "layers": [ { "type": "lstm", "hidden": 8 }, { "type": "dense", "size": 1, "activation": {{activation}} } ] }""";
}
