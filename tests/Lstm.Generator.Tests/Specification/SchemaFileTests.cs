using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lstm.Generator.Tests.Rules;
using Lstm.Shared;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Specification;

/// <summary>An editor with the schema says of whole files what the parser does, as far as a schema can.</summary>
[Trait("Speed", "Slow")]
public class SchemaFileTests
{
    private static readonly SchemaValidator Schema = new(JsonNode.Parse(Repository.Read("src/Lstm.Runtime/build/lstm.schema.json"))!);

    // Rules about one thing; what layers do to each other, and which tensors they share, no schema can say.
    private static readonly string[] Rules = ["LSTM003", "LSTM004", "LSTM005", "LSTM006", "LSTM007", "LSTM008", "LSTM009", "LSTM010", "LSTM011", "LSTM014", "LSTM015"];

    // The range of floats and digits; a softmax of one value; sizes that depend on others.
    private static readonly string[] Beyond = ["; write ", "32 bits", "found 1e-60", "found 9223372036854775808", "softmax of a single", "layers[", "are not fewer than", "All inputs together"];

    public static TheoryData<string, string> Mistakes { get; } = new(
        SpecSamples.Mistakes.Select(row => row.Data).Where(row => Rules.Contains(row.Item1)).Select(row => (row.Item1, MarkedText.Parse(row.Item2).Text)).Distinct());

    [Fact]
    public void The_schema_takes_every_file_that_can_be_written()
    {
        var specs = new RandomSpecs(seed: 15, everything: true);
        for (int i = 0; i < 1000; i++)
        {
            string text = SpecWriter.Write(specs.Next());
            Assert.True(Schema.IsValid(JsonNode.Parse(text)), text);
        }
    }

    [Theory, MemberData(nameof(Mistakes))]
    public void The_schema_refuses_what_the_parser_does(string rule, string text)
    {
        string message = SpecParser.Parse(text).Errors.Single(error => error.Rule == rule).Message;
        bool beyond = Beyond.Any(message.Contains);
        Assert.Equal(beyond && !message.Contains("without quotes", System.StringComparison.Ordinal), Schema.IsValid(JsonNode.Parse(text)));
    }
}
