using System.Collections.Generic;
using static Lstm.Generator.Tests.Rules.PipelineRules;

namespace Lstm.Generator.Tests.Rules;

/// <summary>Networks larger than they may be.</summary>
internal static class BudgetSamples
{
    private const string Huge = """[ { "type": "lstm", "hidden": 4096 }, { "type": "lstm", "hidden": 4096 } ]""";

    public static IReadOnlyList<PipelineSample> All { get; } =
    [
        File("LSTM201", "{ \"input\": 3, \"layers\": [ { \"type\": \"lstm\", \"hidden\": 32 } ],\n  \"maxWeightBytes\": ⟦16384⟧ }", "The packed weights of 'vibration.lstm.json' take 18432 bytes and may take 16384; the largest part is layers[0] (lstm) with 18432 bytes"),
        File("LSTM201", "\uFEFF{ \"maxWeightBytes\": ⟦1⟧, \"input\": 1,\r\n\"layers\": [ { \"type\": \"lstm\", \"hidden\": 1 }, { \"type\": \"dense\", \"size\": 900 } ] }", "the largest part is layers[1] (dense)"),
        File("LSTM201", $$"""⟦⟧{ "input": 60000, "layers": {{Huge}} }""", "and may take 1073741824; the largest part is layers[0] (lstm)"),
        File("LSTM201", $$"""{ "input": 60000, "layers": {{Huge}}, "maxWeightBytes": ⟦9000000000⟧ }""", "and may take 1073741824"),
        File("LSTM202", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 32 } ], "maxStateBytes": ⟦128⟧ }""", "The state of one stream of 'vibration.lstm.json' takes 256 bytes and may take 128"),
        Sample("LSTM201", "[LstmModel(\"a.lstm.json\")] partial class First;\n[LstmModel(\"a.lstm.json\")] partial class Second;", "of 'a.lstm.json' take", ("a.lstm.json", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 32 } ], "maxWeightBytes": ⟦1⟧ }""")),

        Sample("LSTM201", "[LstmModel(3, 32, MaxWeightBytes = ⟦1 << 14⟧)] partial class Vibration;", "The packed weights of 'Vibration' take 18432 bytes and may take 16384; the largest part is layers[0] (lstm) with 18432 bytes"),
        Sample("LSTM201", "[LstmModel(⟦60000⟧, 4096, Layers = 2)] partial class Vibration;", "and may take 1073741824"),
        Sample("LSTM202", "[LstmModel(3, 32, Layers = 2, MaxStateBytes = ⟦511⟧)] partial class Vibration;", "The state of one stream of 'Vibration' takes 512 bytes and may take 511"),
    ];

    private static PipelineSample File(string rule, string text, string message) => Sample(rule, "", message, ("vibration.lstm.json", text));
}
