namespace Lstm.Generator.Tests.Rules;

/// <summary>Mistakes in networks that branch, as <see cref="SpecSamples"/> has them.</summary>
internal static class GraphSamples
{
    private const string Memory = """{ "type": "gru", "hidden": 4, "name": "memory" }""";
    private const string Head = """{ "type": "dense", "size": 4, "name": "head" }""";

    public static (string Rule, string Marked, string Message)[] All => [.. Names, .. Joins, .. Outputs, .. Chains];

    private static (string, string, string)[] Names =>
    [
        ("LSTM003", """{ "inputs": ⟦3⟧, "layers": [ { "type": "gru", "hidden": 4 } ] }""", "\"inputs\" is an object, { \"name\": size, … }, found a number; the size of the only one is \"input\""),
        ("LSTM003", """{ "inputs": ⟦"a"⟧, "layers": [ { "type": "gru", "hidden": 4 } ] }""", "\"inputs\" must be an object"),
        ("LSTM003", Of("""{ "type": "gru", "hidden": 4, "name": ⟦1⟧ }"""), "\"name\" must be a string, found a number"),
        ("LSTM003", Of(Memory, """{ "type": "dense", "size": 1, "from": ⟦0⟧ }"""), "\"from\" must be a string, found a number"),
        ("LSTM003", Of(Memory, """{ "type": "add", "from": ⟦"memory"⟧ }"""), "\"from\" must be an array, found a string"),
        ("LSTM003", Of(Memory, """{ "type": "add", "from": ["memory", ⟦1⟧] }"""), "\"from\" must be a string, found a number"),
        ("LSTM005", Of(Memory, """{ "type": ⟦"concat"⟧ }"""), "\"from\", the names of what is joined, is missing here"),
        ("LSTM006", """{ "inputs": { "a": ⟦0⟧ }, "layers": [ { "type": "gru", "hidden": 4 } ] }""", "\"a\" must be a whole number from 1 to 65536, found 0"),
        ("LSTM006", """{ "inputs": ⟦{ "a": 40000, "b": 40000 }⟧, "layers": [ { "type": "gru", "hidden": 4, "from": "a", "name": "c" }, { "type": "gru", "hidden": 4, "tensors": "b.", "from": "b", "name": "d" }, { "type": "add", "from": ["c", "d"] } ] }""", "All inputs together have 80000 values; at most 65536 are supported"),
        ("LSTM014", """{ "input": ⟦3⟧, "inputs": { "a": 3 }, "layers": [ { "type": "gru", "hidden": 4 } ] }""", "There are \"inputs\" with names already"),
        ("LSTM018", Of("""{ "type": "gru", "hidden": 4, "name": ⟦""⟧ }"""), "A name has 1 to 64 characters, found 0"),
        ("LSTM018", Of("""{ "type": "gru", "hidden": 4, "name": ⟦"1st"⟧ }"""), "\"1st\" is no name in code: a name has letters from A to Z, digits and _, and begins with a letter"),
        ("LSTM018", Of("""{ "type": "gru", "hidden": 4, "name": ⟦"größe"⟧ }"""), "\"größe\" is no name in code"),
        ("LSTM018", Of("""{ "type": "gru", "hidden": 4, "name": ⟦"state"⟧ }"""), "\"state\" is a name that generated methods use themselves"),
        ("LSTM018", Of("""{ "type": "gru", "hidden": 4, "name": ⟦"input"⟧ }"""), "\"input\" is what the one input or output of a network is called"),
        ("LSTM018", Of(Memory, """{ "type": "dense", "size": 1, "name": ⟦"Memory"⟧ }"""), "\"Memory\" is taken by layers[0], \"memory\", from which it must differ in more than case"),
        ("LSTM018", """{ "inputs": { "a": 3, "b": 3 }, "layers": [ { "type": "add", "from": ["a", "b"], "name": ⟦"a"⟧ }, { "type": "gru", "hidden": 4 } ] }""", "\"a\" is taken by the input \"a\""),
        ("LSTM018", """{ "inputs": ⟦{ }⟧, "layers": [ { "type": "gru", "hidden": 4 } ] }""", "A network has 1 to 16 inputs, found 0"),
    ];

    private static (string, string, string)[] Joins =>
    [
        ("LSTM018", Of(Memory, """{ "type": "dense", "size": 4, "from": ⟦"memori"⟧ }"""), "There is no input or layer \"memori\" before layers[1]; did you mean \"memory\"?"),
        ("LSTM018", Of(Memory, """{ "type": "dense", "size": 4, "from": ⟦"xyzzy"⟧ }"""), "There is no input or layer \"xyzzy\" before layers[1]; known here: \"input\", \"memory\""),
        ("LSTM018", Of("""{ "type": "gru", "hidden": 4, "from": ⟦"head"⟧ }""", Head), "\"head\" is layers[1], which comes after layers[0]: layers stand in the order in which they are computed, and without circles"),
        ("LSTM018", Of(Memory, """{ "type": "dense", "size": 4, "name": "head", "from": ⟦"head"⟧ }"""), "layers[1] cannot take its own output"),
        ("LSTM018", Of(Memory, """{ "type": "dense", "size": 4, "from": ⟦["memory", "input"]⟧ }"""), "This layer takes one output; a layer of type \"concat\", \"add\" or \"multiply\" before it makes one of several"),
        ("LSTM018", Of(Memory, """{ "type": "add", "from": ⟦["memory"]⟧ }"""), "\"add\" joins at least two outputs, found 1"),
        ("LSTM018", Of(Memory, """{ "type": "add", "from": ⟦["memory", "input"]⟧ }"""), "layers[1]: \"add\" joins outputs value by value, so all must have as many; they have 4, 3"),
        ("LSTM018", Of(Memory, """{ "type": "multiply", "from": ⟦["input", "memory", "memory"]⟧ }"""), "they have 3, 4, 4"),
        ("LSTM018", """{ "input": 40000, "layers": [ { "type": "concat", "from": ⟦["input", "input"]⟧ }, { "type": "gru", "hidden": 4 } ] }""", "layers[0]: All together have 80000 values; at most 65536 are supported"),
        ("LSTM018", """{ "inputs": { "a": 3, "b": 3 }, "layers": [ { "type": ⟦"gru"⟧, "hidden": 4 }, { "type": "add", "from": ["a", "b"] } ] }""", "The network has several inputs; \"from\" must say which one the first layer takes: \"a\", \"b\""),
        ("LSTM018", """{ "inputs": { "a": 3, ⟦"b"⟧: 3 }, "layers": [ { "type": "gru", "hidden": 4, "from": "a" } ] }""", "No layer takes the input \"b\""),
        ("LSTM018", Of(Memory, """{ "type": "embedding", "rows": 9, "size": 4, "from": ⟦"memory"⟧, "name": "e" }""", """{ "type": "add", "from": ["memory", "e"] }"""), "layers[1]: an embedding takes the index of a token, which only an input can be"),
        ("LSTM018", Of(Memory, """{ "type": "embedding", "rows": 9, "size": 4, "from": ⟦"input"⟧, "name": "e" }""", """{ "type": "add", "from": ["memory", "e"] }"""), "layers[1]: an embedding takes the index of one token, and the input has 3 values: give the token an input of its own"),
        ("LSTM018", Of(Memory, """{ "type": ⟦"dense"⟧, "size": 4 }""", """{ "type": "dense", "size": 1, "from": "memory" }"""), "Nothing takes the output of layers[1]; give it a \"name\" and name it in the \"from\" of a layer or in \"outputs\""),
        ("LSTM018", Of(Memory, """{ "type": ⟦"dense"⟧, "size": 4, "name": "head" }""", """{ "type": "dense", "size": 1, "from": "memory" }"""), "Nothing takes the output of layers[1]; name it in"),
    ];

    private static (string, string, string)[] Outputs =>
    [
        ("LSTM003", $$"""{ "input": 3, "layers": [ {{Memory}} ], "outputs": ⟦"memory"⟧ }""", "\"outputs\" must be an array, found a string"),
        ("LSTM003", $$"""{ "input": 3, "layers": [ {{Memory}} ], "outputs": [⟦0⟧] }""", "\"outputs\" is a list of names of layers, found a number"),
        ("LSTM018", $$"""{ "input": 3, "layers": [ {{Memory}} ], "outputs": ⟦[]⟧ }""", "A network has 1 to 16 outputs, found 0"),
        ("LSTM018", $$"""{ "input": 3, "layers": [ {{Memory}} ], "outputs": [⟦"memroy"⟧] }""", "No layer is called \"memroy\"; did you mean \"memory\"?"),
        ("LSTM018", $$"""{ "input": 3, "layers": [ {{Memory}} ], "outputs": ["memory", ⟦"input"⟧] }""", "No layer is called \"input\"; known here: \"memory\""),
        ("LSTM018", """{ "input": 3, "layers": [ { "type": "gru", "hidden": 4 } ], "outputs": [⟦"memory"⟧] }""", "No layer is called \"memory\", and none has a \"name\""),
        ("LSTM018", $$"""{ "input": 3, "layers": [ {{Memory}}, {{Head}} ], "outputs": ["head", "memory", ⟦"head"⟧] }""", "\"head\" is among the outputs already"),
    ];

    private static (string, string, string)[] Chains =>
    [
        ("LSTM019", Of("""{ "type": "gru", "hidden": 4, "direction": ⟦"reverse"⟧, "name": "memory" }""", Sum), "layers[0]: in a network that branches every layer reads forward"),
        ("LSTM019", Of("""{ "type": "conv1d", "filters": 4, "kernel": 2, "stride": ⟦2⟧, "name": "memory" }""", Sum), "layers[0]: in a network that branches every layer has an output at every time step"),
        ("LSTM019", Of(Memory, """{ "type": ⟦"pool"⟧, "kind": "mean", "name": "m" }""", """{ "type": "add", "from": ["memory", "m"] }"""), "layers[1]: a network that branches has a result at every time step"),
        ("LSTM019", Of(Memory, Head, """{ "type": ⟦"residual"⟧, "from": 0, "name": "r" }""", """{ "type": "add", "from": ["memory", "r"] }"""), "layers[2]: in a network that branches a layer of type \"add\""),
        ("LSTM019", Of(Memory, """{ "type": "concat", "from": ["memory", "input"] }""", """{ "type": ⟦"anomaly"⟧ }"""), "layers[2]: the score of an anomaly is the end of a chain of layers"),
    ];

    private const string Sum = """{ "type": "add", "from": ["memory", "memory"] }""";

    private static string Of(params string[] layers) => $$"""{ "input": 3, "layers": [ {{string.Join(", ", layers)}} ] }""";
}
