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
        File("LSTM201", """{ "input": 60000, "layers": [ { "type": ⟦"lstm"⟧, "hidden": 4096 }, { "type": "lstm", "hidden": 4096 } ] }""", "and may take 1073741824; the largest part is layers[0] (lstm)"),
        File("LSTM201", $$"""{ "input": 60000, "layers": {{Huge}}, "maxWeightBytes": ⟦9000000000⟧ }""", "and may take 1073741824"),
        File("LSTM201", """{ "input": 4096, "layers": [ { "type": "rnn", "hidden": 4096 }, { "type": ⟦"ltm-stm"⟧, "hidden": 4096 }, { "type": "gru", "hidden": 4096 } ] }""", "the largest part is layers[1] (ltm-stm) with"),
        File("LSTM202", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 32 } ], "maxStateBytes": ⟦128⟧ }""", "The state of one stream of 'vibration.lstm.json' takes 256 bytes and may take 128"),
        File("LSTM202", Conv(65536, 17, 4096, ", \"maxStateBytes\": ⟦300000⟧"), "takes 17180131392 bytes and may take 300000; the largest part is layers[0] (conv1d) with 17180131392 bytes; it keeps 65536 samples of 65536 values before the newest, 17179869184 bytes; no state can take more than 134217720"),
        File("LSTM202", Conv(4096, 4096, 4096, ", \"maxStateBytes\": ⟦64⟧"), "takes 274810814528 bytes and may take 64"),
        File("LSTM202", """{ "input": 3, "onNonFinite": "hold", "layers": [ { "type": "lstm", "hidden": 32 }, { "type": "dense", "size": 1 } ], "maxStateBytes": ⟦256⟧ }""", "takes 520 bytes (256 of its layers, which \"onNonFinite\": \"hold\" keeps twice, and the last good results) and may take 256; the largest part is layers[0] (lstm) with 256 bytes, kept twice"),
        File("LSTM202", """{ "input": 3, "onNonFinite": "reset", "layers": [ { "type": "lstm", "hidden": 32 } ], "maxStateBytes": ⟦256⟧ }""", "takes 260 bytes and may take 256; the largest part is layers[0] (lstm) with 256 bytes"),
        File("LSTM203", Conv(65536, 2, 300, ", \"onNonFinite\": \"hold\"").Replace("\"conv1d\"", "⟦\"conv1d\"⟧"), "takes 157810824 bytes (78905408 of its layers, which \"onNonFinite\": \"hold\" keeps twice, and the last good results), and .NET loads"),
        File("LSTM204", Conv(4200, 2, 1, ", \"onNonFinite\": \"hold\"").Replace("\"conv1d\"", "⟦\"conv1d\"⟧"), "takes 67336 bytes (33664 of its layers, which \"onNonFinite\": \"hold\" keeps twice, and the last good results): too much") with { Sound = ["App.Vibration.g.cs"] },
        File("LSTM203", Conv(65536, 17, 4096), "it keeps 65536 samples of 65536 values before the newest, 17179869184 bytes"),
        File("LSTM203", Conv(65536, 3, 4096), "The state of one stream of 'vibration.lstm.json' takes 2147745856 bytes, and .NET loads no struct of more than 134217720; the largest part is layers[0] (conv1d) with 2147745856 bytes; it keeps 8192 samples of 65536 values before the newest, 2147483648 bytes"),
        File("LSTM203", Conv(65536, 5, 4096), "4294967296 bytes"),
        File("LSTM203", Conv(65536, 2, 511), "takes 134217792 bytes"),
        File("LSTM203", Conv(65536, 2, 4096, ", \"maxStateBytes\": ⟦9000000000000⟧"), "takes 1074004032 bytes, and .NET loads"),
        File("LSTM204", Conv(512, 33, 1, filters: 8), "The state of one stream of 'vibration.lstm.json' takes 67648 bytes: too much for a local on a small stack") with { Sound = ["App.Vibration.g.cs"] },
        File("LSTM204", Conv(8184, 2, 1), "takes 65536 bytes") with { Sound = ["App.Vibration.g.cs"] },
        Sample("LSTM201", "[LstmModel(\"a.lstm.json\")] partial class First;\n[LstmModel(\"a.lstm.json\")] partial class Second;", "of 'a.lstm.json' take", ("a.lstm.json", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 32 } ], "maxWeightBytes": ⟦1⟧ }""")),

        Sample("LSTM201", "[LstmModel(3, 32, MaxWeightBytes = ⟦1 << 14⟧)] partial class Vibration;", "The packed weights of 'Vibration' take 18432 bytes and may take 16384; the largest part is layers[0] (lstm) with 18432 bytes"),
        Sample("LSTM201", "[LstmModel(⟦60000⟧, 4096, Layers = 2)] partial class Vibration;", "and may take 1073741824"),
        Sample("LSTM202", "[LstmModel(3, 32, Layers = 2, MaxStateBytes = ⟦511⟧)] partial class Vibration;", "The state of one stream of 'Vibration' takes 512 bytes and may take 511"),
        Sample("LSTM204", "[LstmModel(⟦3⟧, 1024, Layers = 6)] partial class Vibration;", "The state of one stream of 'Vibration' takes 69700 bytes") with { Sound = ["App.Vibration.g.cs"] },
    ];

    // The mark is on the budget where there is one.
    private static string Conv(int input, int kernel, int dilation, string budget = "", int filters = 1) =>
        $$"""{ "input": {{input}}, "layers": [ { "type": {{(budget.Length > 0 ? "\"conv1d\"" : "⟦\"conv1d\"⟧")}}, "filters": {{filters}}, "kernel": {{kernel}}, "dilation": {{dilation}} } ]{{budget}} }""";

    private static PipelineSample File(string rule, string text, string message) => Sample(rule, "", message, ("vibration.lstm.json", text));
}
