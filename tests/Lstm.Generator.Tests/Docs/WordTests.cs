using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Shared;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Docs;

/// <summary>README, docs, code and messages say things with the words of papers, PyTorch, Keras and ONNX, as docs/glossary.md lists them.</summary>
public partial class WordTests
{
    private const string Glossary = "docs/glossary.md";

    private static readonly (Regex Word, string Instead)[] Words =
    [
        (new(@"\bsquash", RegexOptions.IgnoreCase), "activation"),
        (new(@"\bway (back|there)\b", RegexOptions.IgnoreCase), "backward pass (training), reverse direction (bidirectional)"),
        (new(@"\b(both ways|there and back)\b", RegexOptions.IgnoreCase), "bidirectional, in both directions"),
        (new(@"\b(put|puts|putting) out\b", RegexOptions.IgnoreCase), "output"),
        (new(@"\b(go|goes|going|gone|went) on\b", RegexOptions.IgnoreCase), "continue, resume"),
        (new(@"\bnormalised gates\b", RegexOptions.IgnoreCase), "layer normalisation"),
        (new(@"\bfirst states?\b", RegexOptions.IgnoreCase), "initial state"),
        (new(@"\bdear(er|est|ly)?\b", RegexOptions.IgnoreCase), "expensive"),
    ];

    public static TheoryData<string> Texts { get; } = [.. Repository.Pages, "CONTRIBUTING.md", .. Sources("src"), .. Sources("samples")];

    [Theory, MemberData(nameof(Texts))]
    public void The_words_are_those_of_the_field(string path)
    {
        string text = LineBreak().Replace(Repository.Read(path), " ").Replace("| Squashed |", "", StringComparison.Ordinal); // the name of a golden network
        var found = Words.Select(word => (Match: word.Word.Match(text), word.Instead)).Where(word => word.Match.Success);
        Assert.All(found, word => Assert.Fail($"{path} says \"{Around(text, word.Match.Index)}\"; the field says {word.Instead} ({Glossary})."));
    }

    [Fact]
    public void The_glossary_has_the_words_of_a_cell()
    {
        string page = Repository.Read(Glossary);
        string[] terms = [.. LayerTypes.Cells.SelectMany(cell => cell.Gates).Select(gate => Capital().Replace(gate.Property, " $0").ToLowerInvariant()).Distinct()];
        Assert.NotEmpty(terms);
        Assert.All(terms, term => Assert.Contains(term, page, StringComparison.OrdinalIgnoreCase));
    }

    private static string Around(string text, int at) => text[Math.Max(0, at - 30)..Math.Min(text.Length, at + 30)];

    private static IEnumerable<string> Sources(string folder) =>
        from path in Repository.Files(folder, "*.*")
        where Path.GetExtension(path) is ".cs" or ".js" or ".html" or ".css" or ".csproj" or ".targets" or ".props" || path.EndsWith(".schema.json", StringComparison.Ordinal)
        orderby path
        select path;

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();

    /// <summary>The end of a line, with what begins the next one in a comment.</summary>
    [GeneratedRegex(@"\s*\r?\n\s*(///? |# )?")]
    private static partial Regex LineBreak();
}
