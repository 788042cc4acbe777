using System;
using System.IO;
using System.Linq;
using Lstm.Generator.Tests.Pipeline;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Lstm.Generator.Tests.Rules;

public class PipelineRuleTests
{
    public static TheoryData<int> Samples { get; } = [.. Enumerable.Range(0, PipelineRules.Samples.Count)];

    [Theory, MemberData(nameof(Samples))]
    public void A_mistake_is_reported_at_its_place(int index)
    {
        var sample = PipelineRules.Samples[index];
        var (path, marked) = sample.SpecFiles.Append(new("Model.cs", sample.Source)).Select(file => (file.Key, file.Value)).Single(file => file.Value.Contains('⟦', StringComparison.Ordinal));
        var expected = MarkedText.Parse(marked);
        var diagnostic = Assert.Single(Start(sample).Diagnostics, diagnostic => diagnostic.Id[4] != '0');

        Assert.Equal(sample.Rule, diagnostic.Id);
        Assert.Equal(Diagnostics.Rules.ById[sample.Rule].DefaultSeverity, diagnostic.Severity);
        Assert.Contains(sample.Message, Text(diagnostic));
        Assert.Equal(Path.Combine(GeneratorInput.Directory, path), diagnostic.Location.GetLineSpan().Path);
        var span = diagnostic.Location.SourceSpan;
        Assert.Equal(expected.Underlined, expected.Text.Substring(span.Start, span.Length));
        Assert.Equal(new TextSpan(expected.Offset, expected.Length), span);

        // Roslyn's own count of lines and columns is the oracle; it reads files without their byte order mark.
        var lines = SourceText.From(expected.Text.TrimStart('\uFEFF')).Lines;
        var place = expected.Text.StartsWith('\uFEFF') ? new TextSpan(span.Start - 1, span.Length) : span;
        Assert.Equal(lines.GetLinePositionSpan(place), diagnostic.Location.GetLineSpan().Span);
    }

    [Theory, MemberData(nameof(Samples))]
    public void A_mistake_leaves_no_code_behind(int index)
    {
        var sample = PipelineRules.Samples[index];
        var session = Start(sample);
        Assert.Equal(sample.Sound, session.Generated.Keys);
    }

    [Fact]
    public void A_network_that_exceeds_both_budgets_hears_of_both()
    {
        const string Both = """{ "input": 3, "layers": [ { "type": "lstm", "hidden": 32 } ], "maxWeightBytes": 1, "maxStateBytes": 1 }""";
        var session = GeneratorSession.Start(GeneratorInput.Of("[Lstm.Embedded.LstmModel(3, 32, MaxWeightBytes = 1, MaxStateBytes = 1)] partial class InCode;", ("a.lstm.json", Both)));
        Assert.Equal(["LSTM201", "LSTM201", "LSTM202", "LSTM202"], session.Diagnostics.Select(diagnostic => diagnostic.Id).Order());
        Assert.Empty(session.Generated);
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_message_that_a_page_shows_is_that_of_a_sample(string id)
    {
        string page = Repository.Read($"docs/diagnostics/{id}.md");
        var messages = PipelineRules.Samples.Where(sample => sample.Rule == id).Select(sample => Text(Start(sample).Diagnostics.Single(diagnostic => diagnostic.Id == id)));
        Assert.Contains(messages, message => page.Contains($"\n> {Diagnostics.Rules.ById[id].DefaultSeverity.ToString().ToLowerInvariant()} {id}: {message.Replace("/project/", "", StringComparison.Ordinal)}\n", StringComparison.Ordinal));
    }

    public static TheoryData<string> Ids { get; } = [.. Diagnostics.Rules.ById.Keys.Where(id => id[4] != '0').Order()];

    // What comes before the name of the page: a page does not name itself.
    private static string Text(Diagnostic diagnostic) => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Split(" (docs/")[0];

    private static GeneratorSession Start(PipelineSample sample) =>
        GeneratorSession.Start(GeneratorInput.Of(Unmarked(sample.Source), sample.SpecFiles.Select(file => (file.Key, Unmarked(file.Value))).ToArray()) with { EmbeddedWeights = sample.EmbeddedWeights });

    private static string Unmarked(string text) => text.Replace("⟦", "", StringComparison.Ordinal).Replace("⟧", "", StringComparison.Ordinal);
}
