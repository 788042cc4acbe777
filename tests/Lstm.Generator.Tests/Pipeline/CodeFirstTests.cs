using System;
using System.Linq;
using Lstm.Generator.Pipeline;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Pipeline;

/// <summary>Networks described by an attribute.</summary>
public class CodeFirstTests
{
    [Fact]
    public void A_spec_file_could_describe_every_network_that_an_attribute_does()
    {
        var random = new Random(1);
        string[] attributes = [.. Enumerable.Range(0, 100).Select(_ => Attribute(random))];
        string source = "using Lstm.Embedded; namespace App;\n" + string.Join("\n", attributes.Select((attribute, k) => $"{attribute} partial class N{k};"));
        var session = GeneratorSession.Start(GeneratorInput.Of(source));
        Assert.Empty(session.Diagnostics);
        var specs = session.Run.TrackedSteps[Steps.Classes].SelectMany(step => step.Outputs).Select(output => ((ModelTarget)output.Value).CodeFirst!).ToList();
        Assert.Equal(attributes.Length, specs.Count);
        Assert.All(specs, spec => Assert.Equal(spec, SpecParser.Parse(SpecWriter.Write(spec)).Model)); // Write throws where a file cannot say it
    }

    [Fact]
    public void Every_property_reaches_the_network()
    {
        string source = """
            [Lstm.Embedded.LstmModel(hiddenSize: 5, inputSize: 2, Layers = 2, Peephole = true, Bias = false, OutputSize = 3,
                OutputActivation = Lstm.Embedded.Activation.Softmax, Tensors = "lstm.", OutputTensors = "head.", MaxWeightBytes = 100000, MaxStateBytes = 1000,
                OnNonFinite = Lstm.Embedded.OnNonFinite.Hold)]
            partial class M;
            """;
        var target = (ModelTarget)GeneratorSession.Start(GeneratorInput.Of(source)).Run.TrackedSteps[Steps.Classes].Single().Outputs.Single().Value;
        LayerSpec[] layers =
        [
            new LstmLayerSpec("lstm.", 0, 5, Peephole: true, Bias: false, LstmActivations.Standard),
            new LstmLayerSpec("lstm.", 1, 5, Peephole: true, Bias: false, LstmActivations.Standard),
            new DenseLayerSpec("head.", 3, Bias: false, ActivationKind.Softmax),
        ];
        Assert.Equal(new ModelSpec(2, new EquatableArray<LayerSpec>(layers), 100000, 1000, OnNonFinite.Hold), target.CodeFirst);
    }

    private static string Attribute(Random random)
    {
        string Some(string argument) => random.Next(2) == 0 ? ", " + argument : "";
        string dense = random.Next(2) == 0 ? "" : $", OutputSize = {random.Next(2, 9)}{Some($"OutputActivation = (Activation){random.Next(5)}")}{Some("OutputTensors = \"a \\\"b\\\\.\"")}";
        return $"[LstmModel({random.Next(1, 9)}, {random.Next(1, 9)}{Some("Layers = 3")}{Some("Peephole = true")}{Some("Bias = false")}{Some("OnNonFinite = OnNonFinite.Reset")}{Some("Tensors = \"é.\"")}{Some("MaxWeightBytes = 1000000000")}{dense})]";
    }
}
