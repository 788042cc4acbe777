using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lstm.Generator.Tests.Pipeline;
using Lstm.Shared;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Docs;

/// <summary>What README and docs show as C#, JSON or XML is what compiles and is read.</summary>
[Trait("Speed", "Slow")]
public partial class CodeBlockTests
{
    private const string Cells = "docs/cells.md"; // CellsPageTests hold it to the generator

    private const string Training = "src/Lstm.Training/README.md"; // the trainer's LibraryReadmeTests compile it

    private const string GasAlarm = """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 32 }, { "type": "dense", "size": 1, "activation": "sigmoid" } ] }""";

    private const string Tagger = """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 8, "direction": "bidirectional" }, { "type": "dense", "size": 2 } ] }""";

    private const string Pump = """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 8 }, { "type": "dense", "size": 3 }, { "type": "anomaly" } ] }""";

    public static TheoryData<string, int> CSharp { get; } = Blocks("csharp");

    public static TheoryData<string, int> Json { get; } = Blocks("json");

    public static TheoryData<string, int> Xml { get; } = Blocks("xml");

    [Theory, MemberData(nameof(CSharp))]
    public void CSharp_compiles(string page, int place)
    {
        string block = Block(page, "csharp", place);
        string source = Declaration().IsMatch(block) ? Usings + block : Usings + Program.Replace("BLOCK", block, StringComparison.Ordinal);
        var input = GeneratorInput.Of(source, ("gas-alarm.lstm.json", GasAlarm), ("tagger.lstm.json", Tagger), ("pump.lstm.json", Pump)) with { EmbeddedWeights = "gas-alarm.safetensors" };
        var session = GeneratorSession.Start(input);
        Assert.Empty(session.Diagnostics);
        Assert.Empty(session.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(told => told.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
    }

    [Theory, MemberData(nameof(Json))]
    public void Json_is_a_spec(string page, int place) => Assert.Empty(SpecParser.Parse(Block(page, "json", place)).Errors);

    [Theory, MemberData(nameof(Xml))]
    public void Xml_is_a_project(string page, int place)
    {
        var project = XElement.Parse(Block(page, "xml", place));
        Assert.Equal("Project", project.Name.LocalName);
        Assert.All(
            project.Descendants().Where(element => element.Name.LocalName.StartsWith("Lstm", StringComparison.Ordinal)),
            element => Assert.Contains(
                Directory.GetFiles(Path.Combine(Repository.Root, "src/Lstm.Runtime/build")), file => File.ReadAllText(file).Contains($"$({element.Name.LocalName})", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_block_is_of_another_kind()
    {
        string[] known = ["", "csharp", "json", "xml", "text", "c", "sh", "ini"]; // C: c-callers.sh compiles it; sh: DocumentTests; ini: mqtt.sh runs its command
        Assert.All(Repository.Pages, page => Assert.All(Fences().Matches(Repository.Read(page)), fence => Assert.Contains(fence.Groups["kind"].Value, known)));
    }

    private const string Usings = """
        using System;
        using System.IO;
        using System.Numerics;
        using System.Runtime.InteropServices;
        using System.Text;
        using App;
        using Lstm.Embedded;

        """;

    /// <summary>What stands around statements: names that a page tells of in words are fields, which those of the block hide.</summary>
    private const string Program = """
        static class Page
        {
        #pragma warning disable CS0649, CS0169
            private static GasAlarm model = null!;
            private static float[][] samples = null!;
            private static int steps;
            private static float[] sequence = null!, tags = null!;

            static void Run()
            {
        BLOCK
            }
        }
        """;

    private static TheoryData<string, int> Blocks(string kind)
    {
        var blocks = new TheoryData<string, int>();
        foreach (string page in Repository.Pages.Where(page => page is not (Cells or Training) && !page.StartsWith("docs/diagnostics/LSTM", StringComparison.Ordinal))) // PageTests hold those
        {
            for (int place = 0; place < Fences().Matches(Repository.Read(page)).Count(fence => fence.Groups["kind"].Value == kind); place++)
            {
                blocks.Add(page, place);
            }
        }
        return blocks;
    }

    private static string Block(string page, string kind, int place) =>
        Fences().Matches(Repository.Read(page)).Where(fence => fence.Groups["kind"].Value == kind).ElementAt(place).Groups["block"].Value;

    [GeneratedRegex("^```(?<kind>\\w*)\n(?<block>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex("^(namespace|public|internal|\\[LstmModel)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
