using System;
using System.Linq;
using Xunit;

namespace Lstm.Generator.Tests.Pipeline;

/// <summary>What an edit runs again. That nothing runs without one, every session checks by itself.</summary>
public class CachingTests
{
    private const string Source = """
        using Lstm.Embedded;
        namespace App;
        [LstmModel("small.lstm.json")] partial class Small;
        [LstmModel(inputSize: 2, hiddenSize: 5)] partial class InCode;
        """;

    private const string Small = """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4 } ] }""";
    private const string Other = """{ "input": 1, "layers": [ { "type": "lstm", "hidden": 3 } ], "maxStateBytes": 4096 }""";

    private static readonly GeneratorInput Project = GeneratorInput.Of(Source, ("small.lstm.json", Small), ("models/other.lstm.json", Other))
        .WithSource("Else.cs", "class Elsewhere { int x = 1; }");

    [Fact]
    public void The_project_has_three_models_each_an_output_of_its_own()
    {
        var session = GeneratorSession.Start(Project);
        Assert.Empty(session.Diagnostics);
        Assert.Equal(["App.InCode.g.cs", "App.Other.g.cs", "App.Small.g.cs"], session.Generated.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(3, RunSteps.Emissions(session.Run).Count);
        Assert.DoesNotContain(RunSteps.Emissions(session.Run), RunSteps.IsCached);
    }

    [Theory]
    [InlineData("Else.cs", "class Elsewhere { int x = 2; int y; } // and more")]
    [InlineData("New.cs", "namespace App; class New;")]
    [InlineData("Model.cs", "\n\n\n// moved\n" + Source)]
    public void An_edit_of_code_emits_nothing(string path, string text) =>
        RunSteps.AssertNothingEmitted(GeneratorSession.Start(Project).Change(Project.WithSource(path, text)).Run);

    [Theory]
    [InlineData("small.lstm.json", "// a comment\n{\n  \"input\": 3,\n  \"layers\": [ { \"hidden\": 4, \"type\": \"lstm\", } ]\n}\n")]
    [InlineData("models/other.lstm.json", "\r\n" + Other)]
    [InlineData("readme.txt", "An additional file that is none of ours.")]
    public void An_edit_that_leaves_the_network_emits_nothing(string path, string text) =>
        RunSteps.AssertNothingEmitted(GeneratorSession.Start(Project).Change(Project.WithFile(path, text)).Run);

    [Fact]
    public void A_model_moved_within_a_file_keeps_the_place_of_its_messages_right()
    {
        var wrong = Project.WithSource("Model.cs", Source.Replace("small.lstm.json", "smal.lstm.json", StringComparison.Ordinal));
        var session = GeneratorSession.Start(wrong);
        var moved = session.Change(wrong.WithSource("Model.cs", "\n\n" + wrong.Sources["Model.cs"]));
        int line = Assert.Single(session.Diagnostics).Location.GetLineSpan().StartLinePosition.Line;
        Assert.Equal(line + 2, Assert.Single(moved.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
        RunSteps.AssertNothingEmitted(moved.Run);
    }

    [Theory]
    [InlineData("small.lstm.json", "App.Small.g.cs")]
    [InlineData("models/other.lstm.json", "App.Other.g.cs")]
    public void A_changed_network_is_emitted_again_and_its_neighbours_are_not(string file, string generated)
    {
        var before = GeneratorSession.Start(Project);
        var after = before.Change(Project.WithFile(file, Project.Files[file].Replace("\"hidden\": ", "\"hidden\": 1", StringComparison.Ordinal)));
        Assert.Equal([generated], before.Generated.Where(source => after.Generated[source.Key] != source.Value).Select(source => source.Key));
        Assert.Equal(2, RunSteps.Emissions(after.Run).Count(RunSteps.IsCached));
    }

    [Fact]
    public void A_changed_attribute_emits_its_model_alone()
    {
        var before = GeneratorSession.Start(Project);
        var after = before.Change(Project.WithSource("Model.cs", Source.Replace("hiddenSize: 5", "hiddenSize: 6", StringComparison.Ordinal)));
        Assert.Equal(["App.InCode.g.cs"], before.Generated.Where(source => after.Generated[source.Key] != source.Value).Select(source => source.Key));
        Assert.Equal(2, RunSteps.Emissions(after.Run).Count(RunSteps.IsCached));
    }

    [Fact]
    public void Weights_that_become_embedded_emit_their_model_alone()
    {
        var before = GeneratorSession.Start(Project);
        var after = before.Change(Project with { EmbeddedWeights = "models/other.safetensors" });
        Assert.Equal(2, RunSteps.Emissions(after.Run).Count(RunSteps.IsCached));
        Assert.Contains("Other Embedded => global::", after.Generated["App.Other.g.cs"]);
        Assert.Contains("Other Embedded => throw", before.Generated["App.Other.g.cs"]);
    }

    [Fact]
    public void Other_weights_emit_nothing()
    {
        var project = Project.WithFile("lstm.weights.txt", "models/other.safetensors|/project/models/other.safetensors|100|{}") with { EmbeddedWeights = "models/other.safetensors" };
        RunSteps.AssertNothingEmitted(GeneratorSession.Start(project).Change(project.WithFile("lstm.weights.txt", "models/other.safetensors|/project/models/other.safetensors|100|{ }")).Run);
    }
}
