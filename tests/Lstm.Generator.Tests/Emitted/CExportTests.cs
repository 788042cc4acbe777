using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Generator.Tests.Pipeline;
using Lstm.Generator.Tests.Specification;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>What LstmCExports adds to a model. That C gets the bits of C# is tests/c-callers.sh's matter.</summary>
[Trait("Speed", "Slow")]
public class CExportTests
{
    private const string Small = """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4 } ] }""";

    private static readonly CSharpCompilationOptions Strict = new(
        OutputKind.DynamicallyLinkedLibrary,
        generalDiagnosticOption: ReportDiagnostic.Error,
        warningLevel: 9999,
        allowUnsafe: false,
        checkOverflow: true,
        nullableContextOptions: NullableContextOptions.Enable);

    [Theory]
    [InlineData("")]
    [InlineData("false")]
    public void Nothing_is_exported_unless_asked_for(string property) =>
        Assert.Equal(["App.Arm.g.cs"], GeneratorSession.Start(new GeneratorInput { CExports = property }.WithFile("arm.lstm.json", Small)).Generated.Keys);

    [Fact]
    public void A_model_gets_a_second_file()
    {
        var session = GeneratorSession.Start(new GeneratorInput { CExports = "True" }.WithFile("arm.lstm.json", Small));
        Assert.Equal(["App.Arm.CExports.g.cs", "App.Arm.g.cs", "CExports.g.cs"], session.Generated.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(session.Diagnostics);
        Assert.EndsWith(":\nApp.Arm.CExports.g.cs\n*/\n", session.Generated["CExports.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_names_the_second_files_of_the_models_that_are_there()
    {
        var project = new GeneratorInput { CExports = "true" };
        Assert.EndsWith(":\n*/\n", Assert.Single(GeneratorSession.Start(project).Generated).Value, StringComparison.Ordinal);
        var both = GeneratorSession.Start((project with { Sources = GeneratorInput.Of("[Lstm.Embedded.LstmModel(3, 4)] partial class arm; [Lstm.Embedded.LstmModel(3, 4)] partial class Arm;").Sources }));
        string[] listed = [.. both.Generated["CExports.g.cs"].Split('\n')[2..^2]];
        Assert.Equal(["Arm.CExports.g.cs", "arm.2.CExports.g.cs"], listed);
        Assert.All(listed, file => Assert.Contains(file, both.Generated.Keys));
    }

    [Theory]
    [InlineData(NullableContextOptions.Enable)]
    [InlineData(NullableContextOptions.Disable)]
    public void Golden_networks_export_without_a_warning_and_without_unsafe_code(NullableContextOptions nullable) =>
        AssertCleanExports(Session(EmittedNetworks.Golden), Strict.WithNullableContextOptions(nullable));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_network_exports(int seed)
    {
        var specs = new RandomSpecs(seed, largest: 12, mostLayers: 4);
        AssertCleanExports(Session(Enumerable.Range(0, 40).Select(k => KeyValuePair.Create($"N{k}", specs.Next()))), Strict);
    }

    [Fact]
    public void The_state_in_C_has_the_size_that_the_header_says()
    {
        foreach (var (name, spec) in EmittedNetworks.Golden)
        {
            string file = Exports(Session([KeyValuePair.Create(name, spec)]), $"App.{name}");
            int floats = int.Parse(Regex.Match(file, @"float values\[(\d+)\];").Groups[1].Value, null);
            bool turns = file.Contains("int32_t turn;", StringComparison.Ordinal);
            int bytes = (4 * floats) + (turns ? 4 : 0);
            Assert.Contains($"_STATE_BYTES {(bytes + 15) / 16 * 16}\n", file, StringComparison.Ordinal);
            Assert.Contains($"return {(bytes + 15) / 16 * 16};", file, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_header_does_not_end_the_comment_that_it_travels_in()
    {
        foreach (var (name, spec) in EmittedNetworks.Golden)
        {
            string file = Exports(Session([KeyValuePair.Create(name, spec)]), $"App.{name}");
            string header = file[(file.IndexOf("/*", StringComparison.Ordinal) + 2)..file.IndexOf("\n*/", StringComparison.Ordinal)];
            Assert.DoesNotContain("*/", header, StringComparison.Ordinal);
            Assert.EndsWith("#endif", header, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_network_that_needs_the_whole_sequence_has_run_and_no_step()
    {
        const string Spec = """{ "input": 2, "layers": [ { "type": "lstm", "hidden": 3, "direction": "bidirectional" }, { "type": "dense", "size": 1 } ] }""";
        string file = Exports(GeneratorSession.Start(new GeneratorInput { CExports = "true" }.WithFile("tagger.lstm.json", Spec)), "App.Tagger");
        Assert.Contains("\"tagger_run\"", file, StringComparison.Ordinal);
        Assert.Contains("float *workspace", file, StringComparison.Ordinal);
        Assert.DoesNotContain("tagger_step", file, StringComparison.Ordinal);
    }

    [Fact]
    public void A_detector_has_a_step_that_decides()
    {
        const string Spec = """{ "input": 2, "layers": [ { "type": "lstm", "hidden": 2 }, { "type": "anomaly" } ] }""";
        string file = Exports(GeneratorSession.Start(new GeneratorInput { CExports = "true" }.WithFile("watch.lstm.json", Spec)), "App.Watch");
        Assert.Contains("int watch_detect(const watch_model *model, watch_state *state,\n    const float input[WATCH_INPUT_SIZE], float *score, int32_t *anomaly);", file, StringComparison.Ordinal);
        Assert.Contains("\"watch_detect\"", file, StringComparison.Ordinal);
        Assert.DoesNotContain("_detect", Exports(GeneratorSession.Start(new GeneratorInput { CExports = "true" }.WithFile("arm.lstm.json", Small)), "App.Arm"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_says_which_values_are_tokens()
    {
        const string Spec = """
            { "inputs": { "speed": 2, "machine": 1 }, "layers": [ { "type": "embedding", "rows": 12, "size": 3, "from": "machine", "name": "kind" },
              { "type": "concat", "from": ["speed", "kind"] }, { "type": "rnn", "hidden": 2 } ] }
            """;
        string file = Exports(GeneratorSession.Start(new GeneratorInput { CExports = "true" }.WithFile("line.lstm.json", Spec)), "App.Line");
        Assert.Contains("Of a sample machine is a token, a whole number from 0 to 11.", file, StringComparison.Ordinal);
        Assert.Contains("#define LINE_MACHINE_AT 2", file, StringComparison.Ordinal);
    }

    [Fact]
    public void A_detector_that_reconstructs_scores_the_first_step_too()
    {
        const string Spec = """{ "input": 2, "layers": [ { "type": "rnn", "hidden": 1 }, { "type": "dense", "size": 2 }, { "type": "anomaly", "kind": "reconstruction" } ] }""";
        string file = Exports(GeneratorSession.Start(new GeneratorInput { CExports = "true" }.WithFile("watch.lstm.json", Spec)), "App.Watch");
        Assert.Contains("int watch_detect(", file, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing is expected yet", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_embedded_have_a_function_others_do_not()
    {
        var project = new GeneratorInput { CExports = "true" }.WithFile("arm.lstm.json", Small);
        Assert.DoesNotContain("arm_init_embedded", Exports(GeneratorSession.Start(project), "App.Arm"), StringComparison.Ordinal);
        Assert.Contains("int arm_init_embedded(arm_model **model);", Exports(GeneratorSession.Start(project with { EmbeddedWeights = "arm.safetensors" }), "App.Arm"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_says_where_the_inputs_and_outputs_of_a_network_with_several_begin()
    {
        const string Spec = """
            { "inputs": { "frame": 3, "noise": 2 }, "layers": [ { "type": "concat", "from": ["frame", "noise"] }, { "type": "gru", "hidden": 4, "name": "m" },
              { "type": "dense", "size": 1, "name": "voice" } ], "outputs": ["m", "voice"] }
            """;
        string file = Exports(GeneratorSession.Start(new GeneratorInput { CExports = "true" }.WithFile("arm.lstm.json", Spec)), "App.Arm");
        Assert.All(["#define ARM_INPUT_SIZE 5 ", "#define ARM_NOISE_AT 3 ", "#define ARM_NOISE_FLOATS 2\n", "#define ARM_M_AT 0 ", "#define ARM_VOICE_AT 4 ", "#define ARM_VOICE_FLOATS 1\n"], line => Assert.Contains(line, file));
        Assert.DoesNotContain("_AT ", Exports(GeneratorSession.Start(new GeneratorInput { CExports = "true" }.WithFile("arm.lstm.json", Small)), "App.Arm"));
    }

    [Theory]
    [InlineData("""{ "input": 2, "layers": [ { "type": "lstm", "hidden": 3 } ] }""", "At most 715827882 time steps; 0 do nothing", true)]
    [InlineData("""{ "input": 2, "layers": [ { "type": "lstm", "hidden": 3, "direction": "bidirectional" } ] }""", "At least one time step, at most ", false)]
    [InlineData("""{ "input": 2, "layers": [ { "type": "lstm", "hidden": 3 }, { "type": "pool", "kind": "mean" } ] }""", "At least one time step, at most 715827882.", false)]
    public void A_header_says_how_many_steps_a_run_takes(string spec, string comment, bool none)
    {
        string file = Exports(GeneratorSession.Start(new GeneratorInput { CExports = "true" }.WithFile("arm.lstm.json", spec)), "App.Arm");
        Assert.Contains(comment, file, StringComparison.Ordinal);
        Assert.Equal(none, file.Contains("if (steps == 0)", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_models_of_one_name_have_two_in_C()
    {
        const string Source = """
            using Lstm.Embedded;
            namespace Left { [LstmModel("arm.lstm.json")] partial class Arm; }
            namespace Right { partial class Robot { [LstmModel("arm.lstm.json")] private partial class ARM; } }
            namespace Right { [LstmModel("arm.lstm.json")] partial class Été; }
            """;
        var session = GeneratorSession.Start((GeneratorInput.Of(Source) with { CExports = "true" }).WithFile("arm.lstm.json", Small));
        Assert.Contains("\"left_arm_step\"", Exports(session, "Left.Arm"), StringComparison.Ordinal);
        Assert.Contains("\"right_robot_arm_step\"", Exports(session, "Right.Robot.ARM"), StringComparison.Ordinal);
        Assert.Contains("\"u00e9tu00e9_step\"", Exports(session, "Right.Été"), StringComparison.Ordinal);
        Compiled.Clean(session.Output);
    }

    [Fact]
    public void No_two_models_have_one_name_in_C()
    {
        const string Source = """
            using Lstm.Embedded;
            namespace N1 { [LstmModel("arm.lstm.json")] partial class Arm; }
            namespace N1 { [LstmModel("arm.lstm.json")] partial class ARM; }
            namespace N2 { [LstmModel("arm.lstm.json")] partial class Arm; }
            namespace N3 { [LstmModel("arm.lstm.json")] partial class N1_Arm; }
            """;
        var session = GeneratorSession.Start((GeneratorInput.Of(Source) with { CExports = "true" }).WithFile("arm.lstm.json", Small));
        var names = session.Generated.Values.SelectMany(file => Regex.Matches(file, "EntryPoint = \"(\\w+)_step\"")).Select(match => match.Groups[1].Value);
        Assert.Equal(["n1_arm", "n1_arm_2", "n1_arm_3", "n2_arm"], names.Order(StringComparer.Ordinal));
        Assert.Contains("\"n1_arm_step\"", Exports(session, "N1.ARM"), StringComparison.Ordinal);
        Compiled.Clean(session.Output);
    }

    [Fact]
    public void An_edit_of_code_exports_nothing_again()
    {
        var project = GeneratorInput.Of("class C;") with { CExports = "true" };
        project = project.WithFile("arm.lstm.json", Small);
        RunSteps.AssertNothingEmitted(GeneratorSession.Start(project).Change(project.WithSource("Model.cs", "class C { int x; }")).Run);
    }

    // The second files alone: that the networks themselves compile is CompileTests' matter, and takes most of the time.
    private static void AssertCleanExports(GeneratorSession session, CSharpCompilationOptions options)
    {
        var project = session.Output.WithOptions(options);
        var files = project.SyntaxTrees.Where(tree => tree.FilePath.EndsWith("CExports.g.cs", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > 30);
        Compiled.AssertNone([.. files.SelectMany(tree => project.GetSemanticModel(tree).GetDiagnostics(cancellationToken: TestContext.Current.CancellationToken))]);
    }

    private static string Exports(GeneratorSession session, string model) => session.Generated[model + ".CExports.g.cs"];

    private static GeneratorSession Session(IEnumerable<KeyValuePair<string, ModelSpec>> networks)
    {
        var input = new GeneratorInput { CExports = "true" };
        foreach (var (name, spec) in networks)
        {
            input = input.WithFile(name + ".lstm.json", SpecWriter.Write(spec));
        }
        return GeneratorSession.Start(input);
    }
}
