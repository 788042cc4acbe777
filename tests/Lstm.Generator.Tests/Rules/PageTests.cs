using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Shared;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Rules;

/// <summary>What the pages show is what happens.</summary>
public partial class PageTests
{
    public static TheoryData<string> Ids { get; } = [.. Diagnostics.Rules.ById.Keys.Order()];

    public static TheoryData<string> SpecIds { get; } = [.. Diagnostics.Rules.ById.Keys.Where(id => id[4] == '0').Order()];

    [Theory, MemberData(nameof(SpecIds))]
    public void The_example_of_a_page_breaks_its_rule_with_the_message_shown(string id)
    {
        string page = Repository.Read($"docs/diagnostics/{id}.md");
        var errors = SpecParser.Parse(Blocks(page)[0]).Errors;
        Assert.All(errors, error => Assert.Equal(id, error.Rule));
        Assert.Contains($"\n> error {id}: {errors[0].Message}\n", page);
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_way_out_that_a_page_shows_is_one(string id)
    {
        string page = Repository.Read($"docs/diagnostics/{id}.md");
        Assert.Contains("\n## Example\n", page);
        Assert.Contains("\n## Fix\n", page);
        Assert.Contains($"\n> {Diagnostics.Rules.ById[id].DefaultSeverity.ToString().ToLowerInvariant()} {id}: ", page);
        if (Blocks(page) is [.., var last])
        {
            Assert.Empty(SpecParser.Parse(last).Errors);
        }
    }

    [Fact]
    public void The_example_of_the_format_page_is_what_it_says()
    {
        string page = Repository.Read("docs/model-format.md");
        var model = SpecParser.Parse(Blocks(page)[0]).Model!;
        Assert.All(Blocks(page), block => Assert.Empty(SpecParser.Parse(block).Errors));
        Assert.Contains(SpecHash.CanonicalText(model).TrimEnd('\n').Replace("\n", "\n    "), page);
        Assert.All(model.Layers.SelectMany(TensorNames.Of), name => Assert.Contains($"`{name}` [", page));
        Assert.Contains("\"$schema\": \"lstm.schema.json\"", page);
    }

    [Theory, MemberData(nameof(Types))]
    public void The_format_page_tells_of_every_property_of_a_layer(string type)
    {
        string[] sections = Repository.Read("docs/model-format.md").Split("\n### ");
        string branches = sections.Single(section => section.StartsWith("Networks that branch", System.StringComparison.Ordinal));
        Assert.All(SpecVocabulary.Links, property => Assert.Contains($"\n| `{property}` | name |", branches));
        if (LayerTypes.Named(type)!.Joins)
        {
            Assert.Contains($"\n#### Joins: `add`, `multiply`, `concat`\n", branches);
            return;
        }
        string layer = sections.Single(section => section.Split('\n')[0].EndsWith($"`\"type\": \"{type}\"`", System.StringComparison.Ordinal));
        string common = sections.Single(section => section.StartsWith("What recurrent layers have in common", System.StringComparison.Ordinal)).Split("\n#### ")[0];
        string rows = layer.Contains("What all recurrent layers have.", System.StringComparison.Ordinal) ? layer + common : layer;
        string[] named = [.. PropertyCell().Matches(rows).SelectMany(row => row.Groups[1].Value.Split(", ")).Select(name => name.Trim('`'))];
        string[] own = type == "residual" ? ["from"] : [];
        Assert.Equal(LayerTypes.Named(type)!.Properties.Except(["type", .. SpecVocabulary.Links]).Concat(own).Order(), named.Order());
    }

    [Fact]
    public void The_format_page_tells_of_every_choice_and_activation()
    {
        string page = Repository.Read("docs/model-format.md");
        string[] choices = [.. SpecVocabulary.Directions, .. SpecVocabulary.Resets, .. SpecVocabulary.PoolKinds, .. SpecVocabulary.PadModes];
        Assert.All(choices, choice => Assert.Contains($"`{choice}`", page));
        Assert.All(Activations.ForDense, name => Assert.Contains($"\n| `{name}` | ", page));
        Assert.All(LayerTypes.Names, type => Assert.Contains($"\n| `{type}` | `{type}", page));
        Assert.All(LayerTypes.Cells.SelectMany(cell => cell.Gates), gate => Assert.Contains($"`{gate.Property}`", page));
    }

    public static TheoryData<string> Types { get; } = [.. LayerTypes.Names];

    [GeneratedRegex(@"(?m)^\| (`[a-zA-Z]+`(?:, `[a-zA-Z]+`)*) \| [^|]*\| [^|]* \|")]
    private static partial Regex PropertyCell();

    private static string[] Blocks(string page) => [.. JsonBlock().Matches(page).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
