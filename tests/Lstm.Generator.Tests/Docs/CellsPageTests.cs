using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Generator.Tests.Emitted;
using Lstm.Shared;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Docs;

/// <summary>The lines that docs/cells.md shows are those that the generator writes.</summary>
public partial class CellsPageTests
{
    public static TheoryData<string> Titles { get; } = [.. Sections().Select(section => section.Groups["title"].Value)];

    [Theory, MemberData(nameof(Titles))]
    public void A_cell_of_the_page_has_the_code_that_is_shown(string title)
    {
        var section = Sections().Single(section => section.Groups["title"].Value == title);
        var parsed = SpecParser.Parse(section.Groups["spec"].Value);
        Assert.Empty(parsed.Errors);
        string code = EmittedNetworks.Emit(parsed.Model!, "Network");
        if (BaselineTests.Updates)
        {
            Update(section.Groups["code"].Value, code);
            section = Sections().Single(section => section.Groups["title"].Value == title);
        }
        string[] emitted = Lines(code);
        foreach (string method in section.Groups["code"].Value.Split("\n\n"))
        {
            string[] shown = Lines(method);
            Assert.True(
                Enumerable.Range(0, emitted.Length - shown.Length).Any(first => emitted.AsSpan(first, shown.Length).SequenceEqual(shown)),
                $"{title}: the generator does not write this method as the page shows it:\n{method}\nIt writes, where it begins alike:\n{string.Join("\n", emitted.SkipWhile(line => line != shown[0]).Take(shown.Length + 5))}");
        }
    }

    [Fact]
    public void Every_recurrent_layer_type_and_option_is_on_the_page()
    {
        string page = Repository.Read("docs/cells.md");
        string[] words = [.. LayerTypes.Names, "peephole", "coupled", "clip", "cellClip", "projection", "layerNorm", "direction", "reset", "offset"];
        Assert.All(words, word => Assert.Contains($"\"{word}\"", page));
    }

    [Fact]
    public void The_vector_body_that_is_walked_through_is_emitted()
    {
        string block = Walked().Match(Repository.Read("docs/generated-code.md")).Groups["code"].Value;
        Assert.Contains("Lstm0Panel(", block);
        Assert.Contains(string.Join('\n', Lines(block)), string.Join('\n', Lines(Repository.Read("tests/Lstm.Generator.Tests/Baselines/H64.g.cs.txt"))));
    }

    // Each method that begins with the line of one that is shown, as it is written now.
    private static void Update(string shown, string code)
    {
        string[] emitted = code.Split('\n');
        string Written(string method)
        {
            string first = method.Split('\n')[0];
            int start = Array.FindIndex(emitted, line => line.Trim() == first), indent = emitted[start].Length - first.Length;
            int end = Array.FindIndex(emitted, start, line => line == new string(' ', indent) + "}");
            return string.Join('\n', emitted[start..(end + 1)].Select(line => line.Length > indent ? line[indent..] : line));
        }
        string page = Path.Combine(Repository.Root, "docs/cells.md");
        File.WriteAllText(page, File.ReadAllText(page).Replace(shown, string.Join("\n\n", shown.Split("\n\n").Select(Written)), StringComparison.Ordinal));
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim())];

    private static Match[] Sections() => [.. Section().Matches(Repository.Read("docs/cells.md")).Cast<Match>()];

    [GeneratedRegex("\n## (?<title>[^\n]+)\n(?:(?!\n## ).)*?```json\n(?<spec>.*?)```.*?```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex("## A vector body, line by line\n.*?```text\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Walked();
}
