using System.Linq;
using System.Text.RegularExpressions;
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
        Assert.Contains($"\n> error {id}: ", page);
        if (Blocks(page) is [.., var last])
        {
            Assert.Empty(SpecParser.Parse(last).Errors);
        }
    }

    [Fact]
    public void The_example_of_the_format_page_is_what_it_says()
    {
        string page = Repository.Read("docs/model-format.md");
        var model = SpecParser.Parse(Blocks(page).Single()).Model!;
        Assert.Contains(SpecHash.CanonicalText(model).TrimEnd('\n').Replace("\n", "\n    "), page);
        Assert.All(model.Layers.SelectMany(TensorNames.Of), name => Assert.Contains($"`{name}` [", page));
        Assert.Contains(SpecWriter.SchemaUrl, page);
    }

    private static string[] Blocks(string page) => [.. JsonBlock().Matches(page).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
