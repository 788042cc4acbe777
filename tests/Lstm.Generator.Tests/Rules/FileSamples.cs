using System.Collections.Generic;
using System.Linq;
using static Lstm.Generator.Tests.Rules.PipelineRules;

namespace Lstm.Generator.Tests.Rules;

/// <summary>Files that are missing, ambiguous or named so that no class can be made of them.</summary>
internal static class FileSamples
{
    private const string Spec = """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4 } ] }""";

    // A spec file that no class names becomes a class, so the samples name those that are there.
    private const string Owner = "[LstmModel(\"models/vibration.lstm.json\")] partial class Owner;\n";

    public static IReadOnlyList<PipelineSample> All { get; } =
    [
        Sample("LSTM103", "[LstmModel(⟦\"vibration.lstm.json\"⟧)] partial class Vibration;", "There is no spec file 'vibration.lstm.json' in the project; no file of the project ends in .lstm.json: put the spec beside the code, or add an LstmModel item for it"),
        Sample("LSTM103", Owner + "[LstmModel(⟦\"vibratoin.lstm.json\"⟧)] partial class Vibration;", "There is no spec file 'vibratoin.lstm.json' in the project; did you mean 'vibration.lstm.json'?", ("models/vibration.lstm.json", Spec)) with { Sound = ["App.Owner.g.cs"] },
        Sample("LSTM103", Owner + "[LstmModel(spec: ⟦\"\"⟧)] partial class Vibration;", "[LstmModel] names no spec file: the path is empty; there is 'vibration.lstm.json'", ("models/vibration.lstm.json", Spec)) with { Sound = ["App.Owner.g.cs"] },
        Sample("LSTM103", Owner + "[LstmModel(⟦null!⟧)] partial class Vibration;", "[LstmModel] names no spec file: the path is empty; there is 'vibration.lstm.json'", ("models/vibration.lstm.json", Spec)) with { Sound = ["App.Owner.g.cs"] },
        Sample("LSTM103", Owner + "[LstmModel(⟦\"\\0:\"⟧)] partial class Vibration;", "in the project; there is 'vibration.lstm.json'", ("models/vibration.lstm.json", Spec)) with { Sound = ["App.Owner.g.cs"] },
        Sample("LSTM103", "[LstmModel(⟦\"b.lstm.json\"⟧)] partial class B;", "no file of the project ends in .lstm.json", ("b.json", Spec)),

        Sample("LSTM104", "[LstmModel(⟦\"arm.lstm.json\"⟧)] partial class LeftArm;", "The spec file 'arm.lstm.json' could be any of '/project/models/left/arm.lstm.json', '/project/models/right/arm.lstm.json'; write more of its path", ("models/left/arm.lstm.json", Spec), ("models/right/arm.lstm.json", Spec)),

        Sample("LSTM106", "", "A model cannot be called '3Axis': the file's name gives no C# identifier; rename the file, or name it in an [LstmModel] of a class of yours", ("3-axis.lstm.json", "⟦⟧" + Spec)),
        Sample("LSTM106", "", "A model cannot be called ''", (".lstm.json", "⟦⟧" + Spec)),
        Sample("LSTM106", "[LstmModel(\"c/gas-alarm.lstm.json\")] partial class C;", "'gas-alarm.lstm.json' gives a class of that name already", ("a/gas-alarm.lstm.json", "{ \"input\": 0 }"), ("b/gas_alarm.lstm.json", "⟦⟧" + Spec), ("c/gas-alarm.lstm.json", Spec)) with { Sound = ["App.C.g.cs"] },
        Sample("LSTM106", "", "A model cannot be called 'State': one of the members it is given has that name", ("state.lstm.json", "⟦⟧" + Spec)),
        Sample("LSTM106", "[LstmModel(3, 4)] partial class Arm;", "A model cannot be called 'Arm': an [LstmModel] class of that name has another network", ("arm.lstm.json", "⟦⟧" + Spec)) with { Sound = ["App.Arm.g.cs"] },
        Sample("LSTM106", "class Arm;", "A model cannot be called 'Arm': the project has a type of that name that is not partial", ("arm.lstm.json", "⟦⟧" + Spec)),
        Sample("LSTM106", "enum Arm { Left, Right }", "an enum", ("arm.lstm.json", "⟦⟧" + Spec)),
        Sample("LSTM106", "delegate void Arm();", "a delegate", ("arm.lstm.json", "⟦⟧" + Spec)),
        Sample("LSTM106", "partial struct Arm;", "a struct", ("arm.lstm.json", "⟦⟧" + Spec)),
        Sample("LSTM106", "partial interface Arm;", "an interface", ("arm.lstm.json", "⟦⟧" + Spec)),
        Sample("LSTM106", "partial record Arm;", "a record", ("arm.lstm.json", "⟦⟧" + Spec)),
        Sample("LSTM106", "partial class Arm { int Body => 1; static void Run() { } }", "A model cannot be called 'Arm': the project has a class of that name that declares 'Body', a member it is given", ("arm.lstm.json", "⟦⟧" + Spec)),
        Sample("LSTM106", "static partial class Arm;", "static", ("arm.lstm.json", "⟦⟧" + Spec)),
        Sample("LSTM106", "partial class Arm(int joints) { int Joints => joints; }", "declared with parameters", ("arm.lstm.json", "⟦⟧" + Spec)),
        Sample("LSTM106", "", "the project has a namespace of that name", ("arm.lstm.json", "⟦⟧" + Spec)) with { Source = "namespace App.Arm { class Hand; }" },

        Sample("LSTM108", "[LstmModel(3, 4, Weights = ⟦\"trained.safetensors\"⟧)] partial class Vibration;", "The weight file 'trained.safetensors' is not embedded in the project; no weight file is embedded"),
        Sample("LSTM108", "[LstmModel(\"vibration.lstm.json\", Weights = ⟦\"trained.safetensors\"⟧)] partial class Vibration;", "The weight file 'trained.safetensors' is not embedded in the project; embedded are 'vibration.safetensors'", ("vibration.lstm.json", Spec)) with { EmbeddedWeights = "vibration.safetensors" },

        Weights("is not a safetensors file; 'App.Vibration.Embedded' will throw", ""),
        Weights("is not a safetensors file", "{ : }"),
        Weights("was written for a spec of hash 619a750615f163369bbdbc4837998f9d, and that of vibration.lstm.json is 42fca38ae329eefa23628a10c26cf16b; 'App.Vibration.Embedded' will throw", """{ "__metadata__": { "lstm.spec": "619a750615f163369bbdbc4837998f9d", "note": "\" { }" } }"""),
        Weights("has no tensor \"weight_ih_l0\"", """{ "lstm.weight_ih_l0": { "dtype": "F32", "shape": [16, 3], "data_offsets": [0, 192] } }"""),
        Weights("has \"weight_ih_l0\" with shape [32, 3] where [16, 3] is expected", """{ "weight_ih_l0": { "dtype": "F32", "shape": [32, 3], "data_offsets": [0, 384] } }"""),
        Weights("is cut short: it has 199 bytes, and by its header at least 8,", """{ "a": { "data_offsets": [0, 8000] } }""", bytes: 199),
        Weights("has a tensor \"weight_ih_l1\" that no layer reads", Tensors(("weight_ih_l0", "16, 3"), ("weight_hh_l0", "16, 4"), ("bias_ih_l0", "16"), ("bias_hh_l0", "16"), ("weight_ih_l1", "16, 4"))),
    ];

    private static string Tensors(params (string Name, string Shape)[] tensors) => "{" + string.Join(",", tensors.Select(tensor => $"\"{tensor.Name}\":{{\"shape\":[{tensor.Shape}]}}")) + "}";

    private static PipelineSample Weights(string message, string header, int bytes = 1_000_000) =>
        Sample("LSTM109", "", "The weight file 'vibration.safetensors' " + message, ("vibration.lstm.json", Spec), ("vibration.safetensors", "⟦⟧"), ("obj/lstm.weights.txt", $"vibration.safetensors|/project/vibration.safetensors|{bytes}|{header}\n"))
            with
        { EmbeddedWeights = "vibration.safetensors", Sound = ["App.Vibration.g.cs"] };
}
