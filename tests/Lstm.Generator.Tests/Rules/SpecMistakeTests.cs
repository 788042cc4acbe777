using System.Linq;
using Lstm.Generator.Diagnostics;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Lstm.Generator.Tests.Rules;

public class SpecMistakeTests
{
    public static TheoryData<string, string, string> Mistakes => SpecSamples.Mistakes;

    [Theory, MemberData(nameof(Mistakes))]
    public void A_mistake_is_reported_once_at_its_place(string rule, string marked, string message)
    {
        var expected = MarkedText.Parse(marked);
        var result = SpecParser.Parse(expected.Text);

        Assert.Null(result.Model);
        var error = Assert.Single(result.Errors);
        Assert.Equal(rule, error.Rule);
        Assert.Equal(expected.Underlined, expected.Text.Substring(error.Offset, error.Length));
        Assert.Equal(expected.Offset, error.Offset);
        Assert.Contains(message, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory, MemberData(nameof(Mistakes))]
    public void The_diagnostic_stands_where_an_editor_shows_the_text(string rule, string marked, string message)
    {
        var expected = MarkedText.Parse(marked);
        var diagnostic = SpecParser.Parse(expected.Text).Errors.Single().ToDiagnostic("models/a.lstm.json");

        Assert.Equal(rule, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Contains(message, diagnostic.GetMessage());
        Assert.Equal(new TextSpan(expected.Offset, expected.Length), diagnostic.Location.SourceSpan);
        Assert.Equal("models/a.lstm.json", diagnostic.Location.GetLineSpan().Path);

        // Roslyn's own count of lines and columns is the oracle.
        var lines = SourceText.From(expected.Text).Lines.GetLinePositionSpan(diagnostic.Location.SourceSpan);
        Assert.Equal(lines, diagnostic.Location.GetLineSpan().Span);
    }

    [Theory]
    [InlineData("{\n  \"input\": 0 }", 2, 12)]
    [InlineData("{\r\n  \"input\": 0 }", 2, 12)]
    [InlineData("{\r  \"input\": 0 }", 2, 12)]
    [InlineData("\uFEFF{ \"input\": 0 }", 1, 12)]
    [InlineData("// a\r\n\r\n\n{ \"input\": 0 }", 4, 12)]
    public void Lines_and_columns_are_those_of_an_editor(string text, int line, int column)
    {
        var error = SpecParser.Parse(text).Errors.Single(error => error.Rule == SpecRules.Number);
        Assert.Equal((line, column), (error.LineNumber, error.ColumnNumber));
        Assert.Equal((line - 1, column - 1), (error.LineIndex, error.ColumnIndex));
        Assert.StartsWith($"a.lstm.json({line},{column}): error LSTM006: \"input\"", error.Format("a.lstm.json"));
    }

    [Fact]
    public void Independent_mistakes_are_reported_together_in_the_order_of_the_file()
    {
        string text = """
            { "input": 3.0, "name": "x",
              "layers": [
                { "type": "lstm", "hidden": 0, "peephole": "yes", "activations": { "cell": "softmax", "input": "relu" } },
                { "type": "attention" },
                { "type": "dense", "activation": "sofmax", "activation": 1 }
              ],
              "maxStateBytes": -1 }
            """;
        string[] expected =
        [
            "LSTM006 3.0", "LSTM004 \"name\"", "LSTM006 0", "LSTM003 \"yes\"", "LSTM009 \"softmax\"", "LSTM004 \"input\"",
            "LSTM007 \"attention\"", "LSTM005 \"dense\"", "LSTM008 \"sofmax\"", "LSTM002 \"activation\"", "LSTM006 -1",
        ];
        var result = SpecParser.Parse(text);
        Assert.Null(result.Model);
        Assert.Equal(expected, result.Errors.Select(error => $"{error.Rule} {text.Substring(error.Offset, error.Length)}"));
    }
}
