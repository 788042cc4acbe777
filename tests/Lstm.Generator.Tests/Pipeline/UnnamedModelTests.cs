using System;
using System.Linq;
using Lstm.Generator.Tests.Emitted;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Lstm.Generator.Tests.Pipeline;

/// <summary>Spec files that no class names, and how files and classes find each other.</summary>
[Trait("Speed", "Slow")]
public class UnnamedModelTests
{
    private const string Spec = """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 4 } ] }""";

    [Theory]
    [InlineData("gas-alarm.lstm.json", "App", "App.GasAlarm")]
    [InlineData("models/Gas Alarm.v2.LSTM.json", "App", "App.GasAlarmV2")]
    [InlineData("event.lstm.json", "", "Event")]
    [InlineData("a.lstm.json", "my-app.2.class..x y", "my_app._2.class.x_y.A")]
    [InlineData("löwe.lstm.json", "Zoo.@new", "Zoo.new.Löwe")]
    public void A_file_becomes_a_class_in_the_root_namespace(string file, string rootNamespace, string name)
    {
        var session = GeneratorSession.Start(new GeneratorInput { RootNamespace = rootNamespace }.WithFile(file, Spec));
        Assert.Empty(session.Diagnostics);
        Assert.Equal([name + ".g.cs"], session.Generated.Keys);
        Compiled.Clean(session.Output);
        Assert.Equal(Accessibility.Internal, session.Output.GetTypeByMetadataName(name)!.DeclaredAccessibility);
    }

    [Theory]
    [InlineData("public partial class Arm { public int Joints => 3; }")]
    [InlineData("public sealed partial class Arm;\npartial class Arm;")]
    public void A_partial_class_of_its_name_is_the_other_part(string source)
    {
        var session = GeneratorSession.Start(GeneratorInput.Of("#pragma warning disable CS1591\nnamespace App;\n" + source, ("arm.lstm.json", Spec)));
        Assert.Empty(session.Diagnostics);
        Compiled.Clean(session.Output);
        Assert.Equal(Accessibility.Public, session.Output.GetTypeByMetadataName("App.Arm")!.DeclaredAccessibility);
    }

    [Theory]
    [InlineData("namespace App; class Arm<T>;")]
    [InlineData("namespace Other; enum Arm { }")]
    [InlineData("struct Arm;")]
    [InlineData("namespace App; file class Arm;")]
    [InlineData("namespace App; class Other { class Arm; }")]
    public void Types_elsewhere_do_not_matter(string source)
    {
        var session = GeneratorSession.Start(GeneratorInput.Of(source, ("arm.lstm.json", Spec)));
        Assert.Empty(session.Diagnostics);
        Compiled.Clean(session.Output);
    }

    [Fact]
    public void A_file_with_a_mistake_says_so_and_its_class_says_nothing()
    {
        string source = "namespace App; [Lstm.Embedded.LstmModel(\"a.lstm.json\")] partial class M;";
        var session = GeneratorSession.Start(GeneratorInput.Of(source, ("a.lstm.json", Spec.Replace("4", "0", StringComparison.Ordinal)), ("b.lstm.json", "{ ]")));
        Assert.Equal(["LSTM001", "LSTM006"], session.Diagnostics.Select(diagnostic => diagnostic.Id).Order());
        Assert.Empty(session.Generated);
    }

    [Theory]
    [InlineData("a.lstm.json", "/project/a.lstm.json")]
    [InlineData("./a.lstm.json", "/project/a.lstm.json")]
    [InlineData("sub/a.lstm.json", "/project/sub/a.lstm.json")]
    [InlineData("sub\\\\a.lstm.json", "/project/sub/a.lstm.json")]
    [InlineData("../project/sub/A.lstm.json", "/project/sub/a.lstm.json")]
    [InlineData("/project/a.lstm.json", "/project/a.lstm.json")]
    [InlineData("other/a.lstm.json", "/project/sub/other/a.lstm.json")]
    public void A_path_means_the_file_beside_the_class_or_the_one_it_is_the_end_of(string path, string expected)
    {
        string[] files = ["a.lstm.json", "sub/a.lstm.json", "sub/other/a.lstm.json"];
        var input = GeneratorInput.Of($"namespace App; [Lstm.Embedded.LstmModel(\"{path}\")] partial class M;", [.. files.Select((file, k) => (file, Spec.Replace("4", $"{k + 5}", StringComparison.Ordinal)))]);
        var session = GeneratorSession.Start(input);
        int hidden = 5 + Array.IndexOf(files, expected["/project/".Length..]);
        Assert.Contains($"LSTM of {hidden} units", session.Generated["App.M.g.cs"]);
    }

    [Theory]
    [InlineData("models/arm.lstm.json", "models/arm.safetensors", "models/arm.safetensors")]
    [InlineData("models/arm.lstm.json", "arm.safetensors", "arm.safetensors")]
    [InlineData("models/arm.lstm.json", "other/arm.safetensors", null)]
    [InlineData("arm.lstm.json", "hand.safetensors|Arm.safetensors", "Arm.safetensors")]
    [InlineData("arm.lstm.json", "", null)]
    public void Embedded_weights_are_those_beside_the_spec(string file, string embedded, string? expected)
    {
        var session = GeneratorSession.Start(new GeneratorInput { EmbeddedWeights = embedded }.WithFile(file, Spec));
        string code = Assert.Single(session.Generated).Value;
        Assert.Equal(expected is not null, code.Contains($"EmbeddedWeights.Open(typeof(Arm).Assembly, \"{expected}\")", StringComparison.Ordinal));
        Assert.Equal(expected is null, code.Contains("Embedded => throw", StringComparison.Ordinal));
        Compiled.Clean(session.Output);
    }

    [Theory]
    [InlineData("lstm.spec")]
    [InlineData("other")]
    public void Weights_of_the_network_itself_are_not_complained_of(string key)
    {
        var project = new GeneratorInput { EmbeddedWeights = string.Join("|", EmittedNetworks.Golden.Keys.Select(name => name + ".safetensors")) };
        var list = new System.Text.StringBuilder();
        foreach (var (name, spec) in EmittedNetworks.Golden)
        {
            byte[] weights = MadeUpWeights.File(spec);
            string header = System.Text.Encoding.UTF8.GetString(weights, 8, (int)BitConverter.ToInt64(weights));
            Assert.Contains("\"lstm.spec\"", header);
            list.Append(System.Globalization.CultureInfo.InvariantCulture, $"{name}.safetensors|/project/{name}.safetensors|{weights.Length}|{header.Replace("lstm.spec", key, StringComparison.Ordinal)}\n");
            project = project.WithFile(name + ".lstm.json", SpecWriter.Write(spec));
        }
        var session = GeneratorSession.Start(project.WithFile("lstm.weights.txt", list.ToString()));
        Assert.Empty(session.Diagnostics);
        Assert.Equal(EmittedNetworks.Golden.Count, session.Generated.Count);
    }

    [Fact]
    public void Weights_that_are_cut_short_are_complained_of()
    {
        const string Header = """{"weight_ih_l0":{"dtype":"F32","shape":[16,3],"data_offsets":[0,192]},"weight_hh_l0":{"dtype":"F32","shape":[16,4],"data_offsets":[192,448]}}""";
        string[] Messages(int length)
        {
            var project = new GeneratorInput { EmbeddedWeights = "arm.safetensors" }.WithFile("arm.lstm.json", Spec.Replace("4", "4, \"bias\": false", StringComparison.Ordinal));
            return [.. GeneratorSession.Start(project.WithFile("lstm.weights.txt", $"arm.safetensors|/project/arm.safetensors|{length}|{Header}\n")).Diagnostics.Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
        }
        int whole = 8 + Header.Length + 448;
        Assert.Empty(Messages(whole));
        Assert.StartsWith($"The weight file 'arm.safetensors' is cut short: it has {whole - 1} bytes, and by its header at least {whole}; ", Assert.Single(Messages(whole - 1)));
    }

    [Theory]
    [InlineData("", "models/arm.lstm.json", "", "models/arm.safetensors")]
    [InlineData("", "models/arm.lstm.json", "other/arm.safetensors", "models/arm.safetensors")]
    [InlineData("", "../elsewhere/arm.lstm.json", "", "arm.safetensors")]
    [InlineData("[Lstm.Embedded.LstmModel(\"arm.lstm.json\")] partial class Arm;", "models/arm.lstm.json", "", "models/arm.safetensors")]
    [InlineData("[Lstm.Embedded.LstmModel(3, 4)] partial class Arm;", "models/hand.lstm.json", "", "Arm.safetensors")]
    public void Without_weights_the_compiler_says_which_file_was_looked_for(string declaration, string file, string embedded, string wanted)
    {
        var project = GeneratorInput.Of($"namespace App; {declaration} class User {{ object model = Arm.Embedded; }}", (file, Spec)) with { EmbeddedWeights = embedded };
        var error = Assert.Single(GeneratorSession.Start(project).Output.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal("CS0619", error.Id);
        string expected = $"'Arm.Embedded' is obsolete: 'The weight file '{wanted}' is not embedded in the project. 'lstm train' and 'lstm import' write one, ";
        Assert.StartsWith(expected, error.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }
}
