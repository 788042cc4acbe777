using System.Collections.Generic;
using static Lstm.Generator.Tests.Rules.PipelineRules;

namespace Lstm.Generator.Tests.Rules;

/// <summary>Classes that cannot be models.</summary>
internal static class ClassSamples
{
    private const string Attribute = "[LstmModel(inputSize: 3, hiddenSize: 4)]";

    public static IReadOnlyList<PipelineSample> All { get; } =
    [
        Sample("LSTM101", $"{Attribute}\nclass ⟦Vibration⟧;", "Class 'Vibration' has [LstmModel] and must be partial, so that the generator can add to it"),
        Sample("LSTM101", $$"""partial class Outer { {{Attribute}} class ⟦@event⟧; }""", "Class 'event' has"),
        Sample("LSTM101", """[LstmModel("a.lstm.json")] class ⟦Mine⟧;""", "Class 'Mine'", ("a.lstm.json", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4 } ] }""")),

        Sample("LSTM102", $"{Attribute} static partial class ⟦Vibration⟧;", "'Vibration' is static, and [LstmModel] needs an ordinary class"),
        Sample("LSTM102", $"{Attribute} abstract partial class ⟦Vibration⟧;", "is abstract"),
        Sample("LSTM102", $"{Attribute} partial class ⟦Vibration⟧<T>;", "is generic"),
        Sample("LSTM102", $"{Attribute} partial record ⟦Vibration⟧;", "is a record"),
        Sample("LSTM102", $"{Attribute} file partial class ⟦Vibration⟧;", "is local to its file"),
        Sample("LSTM102", $"{Attribute} partial class ⟦Vibration⟧(int size) {{ int Size => size; }}", "is declared with parameters"),
        Sample("LSTM102", $"{Attribute} partial class ⟦Vibration⟧;\npartial class Vibration(int size) {{ int Size => size; }}", "is declared with parameters"),
        Sample("LSTM102", $"partial class Outer<T> {{ {Attribute} partial class ⟦Vibration⟧; }}", "is inside a generic type"),
        Sample("LSTM102", $"file partial class Outer {{ {Attribute} partial class ⟦Vibration⟧; }}", "is inside a type local to its file"),

        Sample("LSTM106", $"{Attribute} partial class ⟦State⟧;", "A model cannot be called 'State': one of the members it is given has that name"),
        Sample("LSTM106", $"{Attribute} partial class ⟦Run⟧;", "A model cannot be called 'Run'"),

        Sample("LSTM107", $"class ⟦Machine⟧ {{ {Attribute} internal partial class Vibration; }}", "'Machine' contains the [LstmModel] class 'Vibration' and must be partial too"),
        Sample("LSTM107", $"partial class A {{ struct ⟦B⟧ {{ {Attribute} internal partial class C; }} }}", "'B' contains the [LstmModel] class 'C'"),
        Sample("LSTM107", $"interface ⟦IMachine⟧ {{ {Attribute} partial class Vibration; }}", "'IMachine' contains"),

        Sample("LSTM110", $$"""{{Attribute}} partial class Vibration { public string ⟦Body⟧ => "steel"; }""", "Class 'Vibration' has [LstmModel], so it is given a member 'Body' and cannot declare one"),
        Sample("LSTM110", $$"""{{Attribute}} partial class Vibration; partial class Vibration { enum ⟦State⟧ { On, Off } }""", "a member 'State'"),
        Sample("LSTM110", $$"""{{Attribute}} partial class Vibration { static void ⟦InputSize⟧() { } static void Run() { } static void Step(int x) { } }""", "a member 'InputSize'"),
        Sample("LSTM110", $$"""{{Attribute}} partial class Vibration { int ⟦Run⟧; }""", "a member 'Run'"),
    ];
}
