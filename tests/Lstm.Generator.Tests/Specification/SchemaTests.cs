using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Lstm.Specification;
using Xunit;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace Lstm.Generator.Tests.Specification;

/// <summary>The schema that editors use and the parser allow the same.</summary>
public class SchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(Repository.Read("src/Lstm.Runtime/build/lstm.schema.json"))!;

    public static TheoryData<string> Objects { get; } = ["model", "lstm", "dense", "scale", "activations"];

    [Theory, MemberData(nameof(Objects))]
    public void Both_know_the_same_properties(string name)
    {
        var (schema, known, _) = Of(name);
        Assert.Equal(known.Order(), Properties(schema).Select(property => property.Key).Order());
        Assert.False((bool)schema["additionalProperties"]!);
        Assert.Equal("object", (string)schema["type"]!);
    }

    // A value of a type that no property has: what the parser does not complain about, it does not read.
    // (The type of a layer it must know first.)
    [Theory, MemberData(nameof(Objects))]
    public void The_parser_reads_every_property_of_the_schema(string name)
    {
        var (schema, _, around) = Of(name);
        foreach (var property in Properties(schema).Where(property => property.Key != "type"))
        {
            string text = around.Replace("HERE", $"\"{property.Key}\": null");
            int value = text.IndexOf("null", System.StringComparison.Ordinal);
            Assert.Contains(SpecParser.Parse(text).Errors, error => error.Rule == SpecRules.WrongType && error.Offset == value);
        }
    }

    [Theory, MemberData(nameof(Objects))]
    public void Both_require_the_same(string name)
    {
        var (schema, _, around) = Of(name);
        var required = (schema["required"]?.AsArray() ?? []).Select(node => (string)node!).Where(property => property != "type");
        var missing = SpecParser.Parse(around.Replace("HERE", "")).Errors.Where(error => error.Rule == SpecRules.MissingProperty);
        Assert.Equal(required.Order(), missing.Select(error => error.Message.Split('"')[1]).Order());
    }

    [Fact]
    public void Both_have_the_same_names_for_types_and_activations()
    {
        var layers = Schema["properties"]!["layers"]!["items"]!["oneOf"]!.AsArray().Select(layer => ((string)layer!["$ref"]!).Split('/').Last());
        Assert.Equal(SpecVocabulary.LayerTypes, layers);
        Assert.All(SpecVocabulary.LayerTypes, type => Assert.Equal(type, (string)Definition(type)["properties"]!["type"]!["const"]!));
        Assert.Equal(Activations.ForLstm, Names(Definition("gateActivation")["enum"]!));
        Assert.Equal(Activations.ForDense, Names(Definition("dense")["properties"]!["activation"]!["enum"]!));
    }

    [Fact]
    public void Both_have_the_same_limits()
    {
        Assert.Equal((1, SpecLimits.MaxInputSize), Range(Schema["properties"]!["input"]!));
        Assert.Equal((1, SpecLimits.MaxLayerSize), Range(Definition("lstm")["properties"]!["hidden"]!));
        Assert.Equal((1, SpecLimits.MaxLayerSize), Range(Definition("dense")["properties"]!["size"]!));
        Assert.Equal(SpecLimits.MaxLayers, (int)Schema["properties"]!["layers"]!["maxItems"]!);
        Assert.Equal(SpecLimits.MaxTensorName, (int)Definition("scale")["properties"]!["tensor"]!["maxLength"]!);
        Assert.Equal(SpecLimits.MaxTensorName, (int)Definition("lstm")["properties"]!["tensors"]!["maxLength"]!);
        Assert.Equal(SpecLimits.MaxTensorName, (int)Definition("dense")["properties"]!["tensors"]!["maxLength"]!);
    }

    [Fact]
    public void A_default_of_the_schema_is_what_the_parser_takes_when_nothing_is_given()
    {
        string bare = """{ "input": 1, "layers": [ { "type": "lstm", "hidden": 2 ACTIVATIONS LSTM }, { "type": "dense", "size": 2 DENSE } ] }""";
        string given = bare
            .Replace("ACTIVATIONS", $", \"activations\": {{ {Defaults(Of("activations").Schema).TrimStart(',')} }}")
            .Replace("LSTM", Defaults(Definition("lstm")))
            .Replace("DENSE", Defaults(Definition("dense")));
        string without = bare.Replace("ACTIVATIONS", "").Replace("LSTM", "").Replace("DENSE", "");
        Assert.Equal(11, given.Split(": ").Length - without.Split(": ").Length);
        Assert.Equal(SpecParser.Parse(without), SpecParser.Parse(given));
        Assert.NotNull(SpecParser.Parse(given).Model);
    }

    [Fact]
    public void Everything_is_described()
    {
        Assert.Equal(SpecWriter.SchemaUrl, (string)Schema["$id"]!);
        var objects = Objects.Select(row => Of(row.Data).Schema);
        Assert.All(objects.SelectMany(Properties), property => Assert.NotNull(property.Value!["description"]));
    }

    private static (JsonNode Schema, IReadOnlyList<string> Known, string Around) Of(string name) => name switch
    {
        "model" => (Schema, SpecVocabulary.Model, "{ HERE }"),
        "lstm" => (Definition("lstm"), SpecVocabulary.Lstm, """{ "input": 1, "layers": [ { "type": "lstm", HERE } ] }"""),
        "dense" => (Definition("dense"), SpecVocabulary.Dense, """{ "input": 1, "layers": [ { "type": "dense", HERE } ] }"""),
        "scale" => (Definition("scale"), SpecVocabulary.Scale, """{ "input": 1, "layers": [ { "type": "scale", HERE } ] }"""),
        _ => (Definition("lstm")["properties"]!["activations"]!, SpecVocabulary.LstmActivations, """{ "input": 1, "layers": [ { "type": "lstm", "hidden": 1, "activations": { HERE } } ] }"""),
    };

    private static JsonNode Definition(string name) => Schema["definitions"]![name]!;

    private static JsonObject Properties(JsonNode schema) => schema["properties"]!.AsObject();

    private static IEnumerable<string> Names(JsonNode list) => list.AsArray().Select(name => (string)name!);

    private static (int, int) Range(JsonNode number) => ((int)number["minimum"]!, (int)number["maximum"]!);

    private static string Defaults(JsonNode schema) =>
        string.Concat(Properties(schema).Where(property => property.Value!["default"] is not null).Select(property => $", \"{property.Key}\": {property.Value!["default"]!.ToJsonString()}"));
}
