using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Rules;

/// <summary>What the package's build files say themselves, without the generator, has an id with a page too.</summary>
public class BuildRuleTests
{
    private static readonly IReadOnlyList<XElement> Messages =
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "src/Lstm.Runtime/build"), "*.targets")
            .SelectMany(file => XDocument.Load(file).Descendants())
            .Where(element => element.Name.LocalName is "Error" or "Warning"),
    ];

    public static TheoryData<string> Ids { get; } = [.. Messages.Select(message => message.Attribute("Code")!.Value)];

    [Theory, MemberData(nameof(Ids))]
    public void A_message_of_the_build_has_a_page_that_its_help_link_names(string id)
    {
        var message = Messages.Single(message => message.Attribute("Code")!.Value == id);
        Assert.Equal($"$(_LstmPages){id}.md", message.Attribute("HelpLink")!.Value);
        Assert.EndsWith($" ($(_LstmPages){id}.md)", message.Attribute("Text")!.Value);
        string page = Repository.Read($"docs/diagnostics/{id}.md");
        string title = page.Split('\n')[0];
        Assert.StartsWith($"# {id}: ", title);
        Assert.Contains($"| [{id}]({id}.md) | {title[$"# {id}: ".Length..]} |", Repository.Read("docs/diagnostics/README.md"));
        Assert.Contains("\n## Example\n", page);
        Assert.Contains($"\n> {message.Name.LocalName.ToLowerInvariant()} {id}: ", page);
        Assert.Contains("\n## Fix\n", page);
    }

    [Fact]
    public void Every_page_is_of_a_rule()
    {
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs/diagnostics"), "LSTM*.md").Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(Diagnostics.Rules.ById.Keys.Concat(Ids.Select(row => row.Data)).Order(), pages.Order());
    }
}
