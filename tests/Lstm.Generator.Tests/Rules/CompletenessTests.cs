using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Lstm.Shared;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Lstm.Generator.Tests.Rules;

/// <summary>Every rule has a descriptor, a page, a release row and a sample that breaks it.</summary>
public class CompletenessTests
{
    // Of the whole assembly, so that a descriptor outside the usual classes is found too.
    private static readonly DiagnosticDescriptor[] Descriptors =
    [
        .. typeof(Diagnostics.Rules).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!),
    ];

    public static TheoryData<string> Ids { get; } = [.. Descriptors.Select(descriptor => descriptor.Id)];

    [Fact]
    public void There_are_rules_and_their_ids_are_unique()
    {
        Assert.True(Descriptors.Length >= 25);
        Assert.Equal(Descriptors.Length, Ids.Distinct().Count());
        Assert.Equal(Descriptors.Select(d => d.Id).Order(), Diagnostics.Rules.ById.Keys.Order());
    }

    [Fact]
    public void Every_rule_of_the_parser_has_a_descriptor()
    {
        var rules = typeof(SpecRules).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();
        Assert.Equal(19, rules.Count);
        Assert.All(rules, rule => Assert.Contains(rule, Diagnostics.Rules.ById.Keys));
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_has_a_page_that_its_help_link_names(string id)
    {
        var descriptor = Diagnostics.Rules.ById[id];
        Assert.Equal(Diagnostics.HelpLinks.Of(id), descriptor.HelpLinkUri);
        Assert.Equal(Diagnostics.HelpLinks.Named(id, Message(descriptor)), $"{descriptor.MessageFormat}");
        Assert.True(Repository.Has($"docs/diagnostics/{id}.md"), $"docs/diagnostics/{id}.md is missing.");
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", Repository.Read($"docs/diagnostics/{id}.md"));
        Assert.Contains($"| [{id}]({id}.md) | {descriptor.Title} |", Repository.Read("docs/diagnostics/README.md"));
    }

    private static string Message(DiagnosticDescriptor descriptor) => $"{descriptor.MessageFormat}".Split(" (docs/")[0];

    [Fact]
    public void Without_an_address_a_message_names_its_page_and_with_one_the_link_does()
    {
        Assert.Equal("", Diagnostics.HelpLinks.Of("LSTM104", repository: ""));
        Assert.Equal("{0} (docs/diagnostics/LSTM104.md of Lstm.Embedded)", Diagnostics.HelpLinks.Named("LSTM104", "{0}", repository: ""));
        Assert.Equal("https://example.org/lstm/blob/main/docs/diagnostics/LSTM104.md", Diagnostics.HelpLinks.Of("LSTM104", "https://example.org/lstm"));
        Assert.Equal("{0}", Diagnostics.HelpLinks.Named("LSTM104", "{0}", "https://example.org/lstm"));
    }

    [Fact]
    public void Nothing_names_a_repository_that_does_not_exist()
    {
        const string Invented = "github.com/" + "lstm-embedded";
        string[] ours = [.. Repository.Pages, .. Repository.Files("src", "*.*"), .. Repository.Files("tests", "*.json"), .. Repository.Files("samples", "*.json"), "Directory.Build.props", "CHANGELOG.md"];
        Assert.All(ours, file => Assert.False(Repository.Read(file).Contains(Invented, System.StringComparison.Ordinal), file));
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_has_a_release_row(string id)
    {
        var descriptor = Diagnostics.Rules.ById[id];
        string rows = Repository.Read("src/Lstm.Generator/AnalyzerReleases.Shipped.md") + Repository.Read("src/Lstm.Generator/AnalyzerReleases.Unshipped.md");
        Assert.Contains($"\n{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | ", rows);
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_has_a_sample_that_breaks_it(string id)
    {
        var sampled = new HashSet<string>(SpecSamples.Mistakes.Select(row => row.Data.Item1).Concat(PipelineRules.Samples.Select(sample => sample.Rule)));
        bool awaited = PipelineRules.NotYetRaised.Contains(id);
        Assert.True(sampled.Contains(id) || awaited, $"No sample breaks {id}.");
        Assert.False(sampled.Contains(id) && awaited, $"{id} is raised: take it from the list of those that are not.");
    }

    [Theory, MemberData(nameof(Ids))]
    public void An_error_that_leaves_no_code_cannot_be_switched_off(string id) =>
        Assert.Equal(Diagnostics.Rules.ById[id].DefaultSeverity == DiagnosticSeverity.Error, Diagnostics.Rules.ById[id].CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable));
}
