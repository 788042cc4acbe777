using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Docs;

/// <summary>Links between the pages lead to files that are there and to headings that they have.</summary>
public partial class LinkTests
{
    public static TheoryData<string> Pages { get; } = [.. Repository.Pages, "CONTRIBUTING.md", "CHANGELOG.md"];

    [Theory, MemberData(nameof(Pages))]
    public void Every_link_leads_somewhere(string page)
    {
        string folder = Path.GetDirectoryName(page)!;
        foreach (string link in Link().Matches(Text(page)).Select(match => match.Groups[1].Value).Where(link => !Address().IsMatch(link)))
        {
            string[] parts = link.Split('#');
            string target = parts[0].Length == 0 ? page : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, folder, parts[0])));
            Assert.True(Path.Exists(Path.Combine(Repository.Root, target)), $"{page} links to {link}, which is not there.");
            Assert.True(parts.Length == 1 || Anchors(target).Contains(parts[1]), $"{page} links to {link}; {target} has no such heading.");
        }
    }

    [Fact]
    public void The_readme_and_the_pages_link_the_glossary()
    {
        string[] first = ["README.md", "docs/getting-started.md", "docs/model-format.md", "docs/cells.md", "docs/training.md", "docs/report.md"];
        Assert.All(first, page => Assert.Contains("glossary.md)", Text(page)));
    }

    /// <summary>As GitHub makes them of headings: in lower case, without punctuation, with hyphens for spaces.</summary>
    private static HashSet<string> Anchors(string page) =>
        [.. Heading().Matches(Text(page)).Select(match => Punctuation().Replace(LinkedText().Replace(match.Groups[1].Value, "$1").ToLowerInvariant(), "").Replace(' ', '-'))];

    private static string Text(string page) => Fence().Replace(Repository.Read(page), "");

    [GeneratedRegex("^```\\w*\n.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\w+:")]
    private static partial Regex Address();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkedText();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
