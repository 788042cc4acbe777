using System.Collections.Generic;
using static Lstm.Generator.Tests.Rules.PipelineRules;

namespace Lstm.Generator.Tests.Rules;

/// <summary>Attributes with values that a network cannot have.</summary>
internal static class ValueSamples
{
    public static IReadOnlyList<PipelineSample> All { get; } =
    [
        Wrong("inputSize: 3, hiddenSize: ⟦0⟧", "hiddenSize is 0 and must be from 1 to 4096"),
        Wrong("hiddenSize: 4, inputSize: ⟦-1⟧", "inputSize is -1 and must be from 1 to 65536"),
        Wrong("⟦65536 + 1⟧, 4", "inputSize is 65537"),
        Wrong("3, ⟦4097⟧", "hiddenSize is 4097"),
        Wrong("3, 4, Layers = ⟦0⟧", "Layers is 0 and must be from 1 to 64"),
        Wrong("3, 4, Layers = ⟦65⟧", "Layers is 65"),
        Wrong("3, 4, Layers = ⟦64⟧, OutputSize = 1", "Layers is 64 and must be from 1 to 63"),
        Wrong("3, 4, OutputSize = ⟦-1⟧", "OutputSize is -1 and must be from 0 to 4096"),
        Wrong("3, 4, OutputSize = 2, OutputActivation = ⟦(Activation)5⟧", "OutputActivation is 5 and must be from 0 to 4"),
        Wrong("3, 4, OutputSize = 1, OutputActivation = ⟦Activation.Softmax⟧", "the softmax of a single output is always 1"),
        Wrong("3, 4, OutputActivation = ⟦Activation.Sigmoid⟧", "OutputActivation is 3 and must be left out, since OutputSize asks for no dense layer"),
        Wrong("3, 4, OnNonFinite = ⟦(OnNonFinite)3⟧", "OnNonFinite is 3 and must be from 0 to 2"),
        Wrong("3, 4, OutputTensors = ⟦\"head.\"⟧", "OutputTensors is head. and must be left out"),
        Wrong("3, 4, MaxWeightBytes = ⟦-1⟧", "MaxWeightBytes is -1 and must be positive, or 0 for no budget"),
        Wrong("3, 4, MaxStateBytes = ⟦long.MinValue⟧", "MaxStateBytes is -9223372036854775808"),
        Wrong("3, 4, Tensors = ⟦\"a\\nb\"⟧", "Tensors is \"a<U+000A>b\" and must be another prefix: it must not hold control characters"),
        Wrong("3, 4, @Tensors = ⟦\"__metadata__\"⟧", "which a safetensors file uses itself"),
        Wrong($"3, 4, OutputSize = 1, OutputTensors = ⟦\"{new string('x', 201)}\"⟧", "it must not be longer than 200 characters"),
        Beside("Peephole = ⟦true⟧", "Peephole is True and must be left out, since the spec file describes the network"),
        Beside("MaxWeightBytes = ⟦100⟧", "MaxWeightBytes is 100 and must be left out"),
    ];

    private static PipelineSample Wrong(string arguments, string message) => Sample("LSTM105", $"[LstmModel({arguments})]\npartial class Actuator;", message);

    private static PipelineSample Beside(string argument, string message) =>
        Sample("LSTM105", $"[LstmModel(\"a.lstm.json\", {argument})] partial class Actuator;", message, ("a.lstm.json", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4 } ] }"""));
}
