using System;
using System.Linq;
using System.Text.Json;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Specification;

public class JsonReaderTests
{
    // System.Text.Json set to the dialect of docs/model-format.md. (Duplicates are the reader's to report, no matter of syntax.)
    private static readonly JsonDocumentOptions Dialect = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 };

    [Fact]
    public void The_reader_takes_what_another_reader_of_the_dialect_takes()
    {
        // Pieces of JSON at random: most are wrong in one place, and some are right.
        string[] pieces =
        [
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\":", "\"c\": 1", "1", "-0", "0.5e-3", "01", "1.", "-", "1e5", "true", "false", "null", "nul",
            " ", "\n", "\t", "// c\n", "/* c */", "/*", "/", "\"\\n\\u00e9\"", "\"\\ud83d\\ude00\"", "\"\\x\"", "\"", "[]", "{}", "{\"a\":[1,2]}", "'a'", "+1", "\u00a0",
        ];
        var random = new Random(3);
        int accepted = 0;
        for (int i = 0; i < 60_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
            text = random.Next(3) switch { 0 => text, 1 => $"[{text}]", _ => $"{{\"x\":{text}}}" };
            bool taken = IsJson(text);
            accepted += taken ? 1 : 0;
            Assert.True(taken == OtherTakes(text), $"Only one of the readers takes: {text}");
        }
        Assert.InRange(accepted, 600, 57_000); // or the test tells little
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    [InlineData(1_000_000, false)]
    public void Depth_is_bounded(int depth, bool taken) => Assert.Equal(taken, IsJson(new string('[', depth) + new string(']', depth)));

    [Fact]
    public void Every_value_and_name_knows_its_place()
    {
        const string Text = """{ "a" : [ 1.5e3, "x\ny", true ] , "b": { } , "c": null }""";
        var root = Assert.IsType<JsonObject>(JsonReader.Read(Text, new SpecErrors(Text)));
        string At(TextPlace place) => Text.Substring(place.Offset, place.Length);

        Assert.Equal(Text, At(root.Place));
        Assert.Equal(["\"a\"", "\"b\"", "\"c\""], root.Properties.Select(property => At(property.NamePlace)));
        Assert.Equal(["""[ 1.5e3, "x\ny", true ]""", "{ }", "null"], root.Properties.Select(property => At(property.Value.Place)));
        var items = Assert.IsType<JsonArray>(root.Properties[0].Value).Items;
        Assert.Equal(["1.5e3", "\"x\\ny\"", "true"], items.Select(item => At(item.Place)));
        Assert.Equal("x\ny", Assert.IsType<JsonString>(items[1]).Value);
    }

    private static bool IsJson(string text)
    {
        var errors = new SpecErrors(text);
        bool read = JsonReader.Read(text, errors) is not null;
        Assert.Equal(!read, errors.InOrder().Any(error => error.Rule == SpecRules.Syntax));
        return read;
    }

    private static bool OtherTakes(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Dialect);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
