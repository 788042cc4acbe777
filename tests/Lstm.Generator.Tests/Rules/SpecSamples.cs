using System.Linq;
using Xunit;

namespace Lstm.Generator.Tests.Rules;

/// <summary>Spec files with one mistake each: the rule, the file with the underlined part in ⟦ ⟧, and a part of the message.</summary>
public static class SpecSamples
{
    private const string Lstm = """{ "type": "lstm", "hidden": 8 }""";

    public static TheoryData<string, string, string> Mistakes { get; } = new(Plain.Concat(RecurrentSamples.All).Concat(LayerSamples.All).Concat(GraphSamples.All).Concat(ActivationSamples.All));

    // A property and not a field: it is needed before the fields of this class are there.
    private static (string Rule, string Marked, string Message)[] Plain =>
    [
        ("LSTM001", "⟦⟧", "Expected a value, found the end of the file"),
        ("LSTM001", """{ "input": 3 ⟦"layers"⟧: [] }""", "Expected ',' or '}', found \"layers\""),
        ("LSTM001", """{ "input": ⟦}⟧""", "Expected the value of \"input\", found '}'"),
        ("LSTM001", """{ ⟦input⟧: 3 }""", "Expected a property name in double quotes or '}', found input"),
        ("LSTM001", """{ ⟦'⟧input': 3 }""", "found '''"),
        ("LSTM001", """{ "input" ⟦3⟧ }""", "Expected ':' after \"input\", found '3'"),
        ("LSTM001", """{ "input": ⟦True⟧ }""", "found True"),
        ("LSTM001", """{ "input": ⟦03⟧ }""", "no leading zeros"),
        ("LSTM001", """{ "input": ⟦3.⟧ }""", "3. is not a number"),
        ("LSTM001", """{ "input": ⟦-⟧ }""", "- is not a number"),
        ("LSTM001", """{ "input": ⟦1e+⟧ }""", "1e+ is not a number"),
        ("LSTM001", """{ "input": ⟦.5⟧ }""", "found .5"),
        ("LSTM001", "{\n  \"layers\": [\n    { \"a\": 1 }\n⟦⟧", "to close the '[' of line 2, found the end of the file"),
        ("LSTM001", "{ \"input\": ⟦\"3⟧\n}", "not closed on its line"),
        ("LSTM001", "{ \"a⟦\t⟧b\": 3 }", "write \\u0009"),
        ("LSTM001", """{ "a⟦\x⟧": 3 }""", "No such escape"),
        ("LSTM001", """{ "a⟦\u00⟧g0": 3 }""", "four hexadecimal digits"),
        ("LSTM001", """{ "a⟦\ud83d⟧": 3 }""", "Half of a surrogate pair"),
        ("LSTM001", """{ "a⟦\ud83d⟧\ud83d\ude00": 3 }""", "Half of a surrogate pair"),
        ("LSTM001", """{ "a⟦\ude00⟧": 3 }""", "Half of a surrogate pair"),
        ("LSTM001", """{ "input": 3 } ⟦{⟧ }""", "Expected the end of the file, found '{'"),
        ("LSTM001", """{ "input": 3 ⟦/*⟧ never closed }""", "never closed"),
        ("LSTM001", "{⟦\u00a0⟧}", "found U+00A0"),
        ("LSTM001", "{⟦\0⟧}", "found U+0000"),
        ("LSTM001", "{ \"a\": ⟦😀⟧ }", "found 😀"),
        ("LSTM001", """{ "a": [1,⟦,⟧2] }""", "Expected a value or ']'"),
        ("LSTM001", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[⟦[⟧", "More than 32"),
        ("LSTM002", $$"""{ "input": 3, "layers": [ {{Lstm}} ], ⟦"input"⟧: 4 }""", "\"input\" is given twice, first in line 1"),
        ("LSTM002", "{ \"input\": 3, \"layers\": [ { \"type\": \"lstm\",\n \"hidden\": 8,\n ⟦\"hid\\u0064en\"⟧: 8 } ] }", "\"hidden\" is given twice, first in line 2"),
        ("LSTM003", "⟦[]⟧", "A spec is an object"),
        ("LSTM003", "⟦[⟧\n]", "A spec is an object"),
        ("LSTM003", $$"""{ "input": ⟦"3"⟧, "layers": [ {{Lstm}} ] }""", "from 1 to 65536, found a string; write 3 without quotes"),
        ("LSTM003", $$"""{ "input": ⟦null⟧, "layers": [ {{Lstm}} ] }""", "found null"),
        ("LSTM003", $$"""{ "$schema": ⟦1⟧, "input": 3, "layers": [ {{Lstm}} ] }""", "\"$schema\" must be a string, found a number"),
        ("LSTM003", $$"""{ "input": 3, "layers": [ {{Lstm}} ], "maxStateBytes": ⟦false⟧ }""", "a whole number, at least 1, found false"),
        ("LSTM003", """{ "input": 3, "layers": ⟦{ }⟧ }""", "\"layers\" must be an array, found an object"),
        ("LSTM003", $$"""{ "input": 3, "layers": [ {{Lstm}}, ⟦"lstm"⟧ ] }""", "A layer is an object"),
        ("LSTM003", """{ "input": 3, "layers": [ { "type": ⟦1⟧ } ] }""", "\"type\" must be a string"),
        ("LSTM003", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 8, "peephole": ⟦1⟧ } ] }""", "must be true or false, found a number"),
        ("LSTM003", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 8, "activations": ⟦"tanh"⟧ } ] }""", "\"activations\" must be an object, found a string"),
        ("LSTM003", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 8, "activations": { "cell": ⟦[ ]⟧ } } ] }""", "\"cell\" must be the name of an activation, or an object with its \"type\" and numbers, found an array"),
        ("LSTM004", $$"""{ "input": 3, "layers": [ {{Lstm}} ], ⟦"MaxStateBytes"⟧: 1 }""", "did you mean \"maxStateBytes\"?"),
        ("LSTM004", """{ "input": 3, "layers": [ { "type": "lstm", ⟦"hiden"⟧: 8 } ] }""", "no property \"hiden\" here; did you mean \"hidden\"?"),
        ("LSTM004", """{ "input": 3, "layers": [ { "type": "lstm", ⟦"units"⟧: 8 } ] }""", "did you mean \"hidden\"?"),
        ("LSTM004", $$"""{ "input": 3, "layers": [ {{Lstm}}, { "type": "dense", ⟦"hidden"⟧: 8 } ] }""", "did you mean \"size\"?"),
        ("LSTM004", $$"""{ "input": 3, "layers": [ {{Lstm}}, { "type": "dense", "size": 8, ⟦"peephole"⟧: true } ] }""", "known here: \"type\", \"size\", \"activation\", \"bias\", \"tensors\""),
        ("LSTM004", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 8, "activations": { ⟦"inputgate"⟧: "relu" } } ] }""", "did you mean \"inputGate\"?"),
        ("LSTM005", $$"""⟦{⟧ "layers": [ {{Lstm}} ] }""", "\"input\", the number of values in one sample, is missing here"),
        ("LSTM005", """⟦{⟧ "input": 3 }""", "\"layers\", the list of layers, is missing here"),
        ("LSTM005", """{ "input": 3, "layers": [ ⟦{⟧ "hidden": 8 } ] }""", "\"type\", one of \"lstm\", \"gru\", \"rnn\", "),
        ("LSTM005", """{ "input": 3, "layers": [ { ⟦"Type"⟧: "lstm", "hidden": 8 } ] }""", "did you mean \"type\"?"),
        ("LSTM005", """{ "input": 3, "layers": [ { "type": ⟦"lstm"⟧ } ] }""", "\"hidden\", the number of units, is missing here"),
        ("LSTM005", $$"""{ "input": 3, "layers": [ {{Lstm}}, { "type": ⟦"dense"⟧ } ] }""", "\"size\", the number of outputs, is missing here"),
        ("LSTM005", $$"""{ "input": 3, "layers": [ {{Lstm}}, { "type": ⟦"scale"⟧ } ] }""", "\"tensor\", the name of the tensor with the factors, is missing here"),
        ("LSTM006", $$"""{ "input": ⟦0⟧, "layers": [ {{Lstm}} ] }""", "a whole number from 1 to 65536, found 0"),
        ("LSTM006", $$"""{ "input": ⟦65537⟧, "layers": [ {{Lstm}} ] }""", "found 65537"),
        ("LSTM006", $$"""{ "input": ⟦-3⟧, "layers": [ {{Lstm}} ] }""", "found -3"),
        ("LSTM006", $$"""{ "input": ⟦99999999999999999999⟧, "layers": [ {{Lstm}} ] }""", "found 99999999999999999999"),
        ("LSTM006", $$"""{ "input": ⟦3.0⟧, "layers": [ {{Lstm}} ] }""", "found 3.0; write 3"),
        ("LSTM006", $$"""{ "input": ⟦3.5⟧, "layers": [ {{Lstm}} ] }""", "found 3.5"),
        ("LSTM006", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": ⟦1e2⟧ } ] }""", "from 1 to 4096, found 1e2; write 100"),
        ("LSTM006", $$"""{ "input": 3, "layers": [ {{Lstm}}, { "type": "dense", "size": ⟦4097⟧ } ] }""", "from 1 to 4096, found 4097"),
        ("LSTM006", $$"""{ "input": 3, "layers": [ {{Lstm}} ], "maxWeightBytes": ⟦0⟧ }""", "at least 1, found 0"),
        ("LSTM006", $$"""{ "input": 3, "layers": [ {{Lstm}} ], "maxWeightBytes": ⟦9223372036854775808⟧ }""", "at least 1, found 9223372036854775808"),
        ("LSTM007", """{ "input": 3, "layers": [ { "type": ⟦"LSTM"⟧, "hidden": 8 } ] }""", "did you mean \"lstm\"?"),
        ("LSTM007", $$"""{ "input": 3, "layers": [ {{Lstm}}, { "type": ⟦"linear"⟧ } ] }""", "did you mean \"dense\"?"),
        ("LSTM007", """{ "input": 3, "layers": [ { "type": ⟦"transformer"⟧ } ] }""", "known here: \"lstm\", \"gru\", \"rnn\", \"ltm-stm\", \"dense\", "),
        ("LSTM008", $$"""{ "input": 3, "layers": [ {{Lstm}}, { "type": "dense", "size": 1, "activation": ⟦"sigmod"⟧ } ] }""", "did you mean \"sigmoid\"?"),
        ("LSTM008", $$"""{ "input": 3, "layers": [ {{Lstm}}, { "type": "dense", "size": 1, "activation": ⟦"linear"⟧ } ] }""", "did you mean \"identity\"?"),
        ("LSTM008", $$"""{ "input": 3, "layers": [ {{Lstm}}, { "type": "dense", "size": 1, "activation": ⟦"gelu!"⟧ } ] }""", "known here: \"sigmoid\", \"tanh\", \"identity\", \"relu\", "),
        ("LSTM008", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 8, "activations": { "cell": ⟦"Tanh"⟧ } } ] }""", "did you mean \"tanh\"?"),
        ("LSTM009", $$"""{ "input": 3, "layers": [ {{Lstm}}, { "type": "dense", "size": 1, "activation": ⟦"softmax"⟧ } ] }""", "The softmax of a single output is always 1"),
        ("LSTM009", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 8, "activations": { "candidate": ⟦"softmax"⟧ } } ] }""", "it is for a \"dense\" or an \"activation\" layer"),
        ("LSTM010", """{ "input": 3, "layers": ⟦[]⟧ }""", "at least one layer"),
        ("LSTM010", $$"""{ "input": 3, "layers": [ {{Repeat(Lstm, 64)}} ⟦{{Lstm}}⟧ ] }""", "65 layers; a network has at most 64"),
        ("LSTM011", """{ "input": 3, "layers": ⟦[ { "type": "dense", "size": 1 } ]⟧ }""", "at least one must be"),
        ("LSTM012", $$"""{ "input": 3, "layers": [ {{Lstm}}, { "type": "dense", "size": 2, "tensors": "a." }, { "type": "dense", "size": 2, "tensors": ⟦"a."⟧ } ] }""", "layers[2] would read the tensor \"a.weight\" that layers[1] reads"),
        ("LSTM012", $$"""{ "input": 3, "layers": [ {{Lstm}}, { "type": "dense", "size": 2, "tensors": "dense1." }, { "type": ⟦"dense"⟧, "size": 2 } ] }""", "\"dense1.weight\""),
        ("LSTM012", $$"""{ "input": 3, "layers": [ {{Lstm}}, { "type": "scale", "tensor": ⟦"bias_hh_l0"⟧ } ] }""", "give one of them another \"tensor\""),
        ("LSTM012", """{ "input": 3, "layers": [ { "type": "scale", "tensor": "weight_ih_l0" }, { "type": ⟦"lstm"⟧, "hidden": 8 } ] }""", "layers[1] would read the tensor \"weight_ih_l0\""),
        ("LSTM012", """{ "input": 3, "layers": [ { "type": "scale", "tensor": "a.weight_hh_l0" }, { "type": "lstm", "hidden": 8, "tensors": ⟦"a."⟧ } ] }""", "another \"tensors\""),
        ("LSTM013", $$"""{ "input": 3, "layers": [ {{Lstm}}, { "type": "scale", "tensor": ⟦""⟧ } ] }""", "must not be empty"),
        ("LSTM013", $$"""{ "input": 3, "layers": [ {{Lstm}}, { "type": "scale", "tensor": ⟦"__metadata__"⟧ } ] }""", "__metadata__"),
        ("LSTM013", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 8, "tensors": ⟦"a\nb"⟧ } ] }""", "control characters"),
        ("LSTM013", $$"""{ "input": 3, "layers": [ { "type": "lstm", "hidden": 8, "tensors": ⟦"{{new string('x', 201)}}"⟧ } ] }""", "200 characters"),
    ];

    private static string Repeat(string layer, int times)
    {
        string all = "";
        for (int i = 0; i < times; i++)
        {
            all += layer + ", ";
        }
        return all;
    }
}
