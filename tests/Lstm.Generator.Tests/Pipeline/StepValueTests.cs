using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests.Pipeline;

/// <summary>What travels between the steps: values, and nothing that keeps a compilation alive.</summary>
public class StepValueTests
{
    private const string Source = """
        using Lstm.Embedded;
        namespace App;
        [LstmModel("small.lstm.json", Weights = "none.safetensors")] partial class Small;
        [LstmModel(inputSize: 2, hiddenSize: 5, MaxStateBytes = 1)] partial class InCode;
        [LstmModel(inputSize: 0, hiddenSize: 5)] class Wrong;
        partial class Fine { [LstmModel(inputSize: 1, hiddenSize: 5)] partial class Nested; }
        struct Taken { }
        """;

    private static readonly GeneratorInput Project = GeneratorInput.Of(
        Source,
        ("small.lstm.json", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4 } ], "maxWeightBytes": 1 }"""),
        ("taken.lstm.json", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4 } ] }"""),
        ("good.lstm.json", """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4 } ] }"""),
        ("lstm.weights.txt", "good.safetensors|/project/good.safetensors|100|{ \"a\": { \"shape\": [1] } }"),
        ("broken.lstm.json", "{")) with
    { EmbeddedWeights = "good.safetensors" };

    [Fact]
    public void Steps_hand_on_nothing_of_Roslyns()
    {
        var run = GeneratorSession.Start(Project with { CExports = "true" }).Run;
        foreach (string name in RunSteps.Names)
        {
            Assert.True(run.TrackedSteps.ContainsKey(name), $"{name} never ran.");
            Assert.All(run.TrackedSteps[name].SelectMany(step => step.Outputs), output => Assert.Null(ObjectGraph.FindRoslyn(output.Value)));
        }
    }

    [Fact]
    public void The_walk_would_find_them()
    {
        var node = SyntaxFactory.ParseCompilationUnit("class C;");
        Assert.NotNull(ObjectGraph.FindRoslyn(node));
        Assert.NotNull(ObjectGraph.FindRoslyn(new[] { (1, (object)new { Place = Location.None }) }));
        Assert.NotNull(ObjectGraph.FindRoslyn(new System.Collections.Generic.List<object> { "text", CSharpCompilation.Create("C") }));
        Assert.Null(ObjectGraph.FindRoslyn((1, "text", new[] { 1.5, 2 }, System.DayOfWeek.Friday)));
    }
}
