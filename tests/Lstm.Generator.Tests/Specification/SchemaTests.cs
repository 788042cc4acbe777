using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using Lstm.Shared;
using Lstm.Specification;
using Xunit;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace Lstm.Generator.Tests.Specification;

/// <summary>The schema that editors use and the parser allow the same.</summary>
public class SchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(Repository.Read("src/Lstm.Runtime/build/lstm.schema.json"))!;

    public static TheoryData<string> Objects { get; } = ["model", .. LayerTypes.Names, .. LayerTypes.Cells.Where(HasObject).Select(cell => cell.Name + " activations"), "numbers"];

    /// <summary>What a layer cannot be without, so that one more property can be looked at.</summary>
    private static readonly Dictionary<string, string[]> Required = new()
    {
        ["lstm"] = ["\"hidden\": 4096"],
        ["gru"] = ["\"hidden\": 4096"],
        ["rnn"] = ["\"hidden\": 4096"],
        ["ltm-stm"] = ["\"hidden\": 4096"],
        ["dense"] = ["\"size\": 4096"],
        ["scale"] = ["\"tensor\": \"s\""],
        ["layer-norm"] = [],
        ["activation"] = ["\"activation\": \"tanh\""],
        ["residual"] = ["\"from\": 1"],
        ["embedding"] = ["\"rows\": 2", "\"size\": 2"],
        ["pool"] = ["\"kind\": \"last\""],
        ["conv1d"] = ["\"filters\": 2", "\"kernel\": 2"],
        ["frame-conv1d"] = ["\"channels\": 1", "\"filters\": 1", "\"kernel\": 1"],
        ["magnitude"] = ["\"channels\": 2"],
        ["anomaly"] = [],
        ["add"] = ["\"from\": [\"r\", \"r\"]"],
        ["multiply"] = ["\"from\": [\"r\", \"r\"]"],
        ["concat"] = ["\"from\": [\"r\", \"r\"]"],
    };

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
            int value = text.IndexOf("null", StringComparison.Ordinal);
            Assert.Contains(SpecParser.Parse(text).Errors, error => error.Rule == SpecRules.WrongType && error.Offset == value);
        }
    }

    [Theory, MemberData(nameof(Objects))]
    public void Both_require_the_same(string name)
    {
        var (schema, _, around) = Of(name);
        var required = (schema["required"]?.AsArray() ?? []).Concat(schema["oneOf"]?[0]!["required"]!.AsArray() ?? []).Select(node => (string)node!).Where(property => property != "type");
        var missing = SpecParser.Parse(around.Replace("HERE", "")).Errors.Where(error => error.Rule == SpecRules.MissingProperty);
        Assert.Equal(required.Order(), missing.Select(error => error.Message.Split('"')[1]).Order());
    }

    [Fact]
    public void Both_have_the_same_names()
    {
        var layers = Schema["properties"]!["layers"]!["items"]!["oneOf"]!.AsArray().Select(layer => ((string)layer!["$ref"]!).Split('/').Last());
        Assert.Equal(LayerTypes.Names, layers);
        Assert.Equal(LayerTypes.Stateful, Names(Schema["properties"]!["layers"]!["contains"]!["properties"]!["type"]!["enum"]!));
        Assert.All(LayerTypes.Names, type => Assert.Equal(type, (string)Definition(type)["properties"]!["type"]!["const"]!));
        Assert.Equal(SpecVocabulary.Directions, Names(Definition("gru")["properties"]!["direction"]!["enum"]!));
        Assert.Equal(SpecVocabulary.Resets, Names(Definition("gru")["properties"]!["reset"]!["enum"]!));
        Assert.Equal(SpecVocabulary.PoolKinds, Names(Definition("pool")["properties"]!["kind"]!["enum"]!));
        Assert.Equal(SpecVocabulary.PadModes, Names(Definition("frame-conv1d")["properties"]!["padMode"]!["enum"]!));
    }

    [Fact]
    public void Both_have_the_same_activations_with_the_same_numbers()
    {
        var gate = Definition("gateActivation")["anyOf"]!.AsArray();
        Assert.Equal(Activations.ForLstm, Names(gate[0]!["enum"]!));
        Assert.Equal(Activations.ForLstm, Names(gate[1]!["allOf"]![1]!["properties"]!["type"]!["enum"]!));
        Assert.Equal(Activations.ForDense, Names(Definition("denseActivation")["anyOf"]![0]!["enum"]!));
        var numbers = Definition("activationNumbers");
        Assert.Equal(Activations.ForDense, Names(numbers["properties"]!["type"]!["enum"]!));
        Assert.Equal(Having(function => function.HasAlpha), Names(numbers["allOf"]![0]!["then"]!["properties"]!["type"]!["enum"]!));
        Assert.Equal(Having(function => function.HasBeta), Names(numbers["allOf"]![1]!["then"]!["properties"]!["type"]!["enum"]!));
    }

    // One beyond the limit is an error, the limit itself is none.
    [Theory, MemberData(nameof(Types))]
    public void Both_have_the_same_limits(string type)
    {
        foreach (var (name, property) in Properties(Definition(type)))
        {
            var limits = new[] { (property!["minimum"], -1L), (property["maximum"], 1L) }.Where(limit => limit.Item1 is not null).ToList();
            foreach (var (limit, beyond) in limits)
            {
                Assert.False(Refused(type, name, (long)limit!));
                Assert.True(Refused(type, name, (long)limit! + beyond), $"{type} can have the {name} {(long)limit! + beyond}");
            }
            Assert.False((string?)property["type"] == "integer" && limits.Count != 2, $"{type} has no limits for {name}");
            Assert.True(property["exclusiveMinimum"] is null || Refused(type, name, 0));
            Assert.True(property["maxLength"] is not { } longest || (int)longest == SpecLimits.MaxTensorName);
        }
    }

    [Fact]
    public void Both_have_the_same_limits_for_the_file()
    {
        Assert.Equal((1, SpecLimits.MaxInputSize), ((int)Schema["properties"]!["input"]!["minimum"]!, (int)Schema["properties"]!["input"]!["maximum"]!));
        Assert.Equal((1, SpecLimits.MaxInputSize), ((int)Schema["properties"]!["inputs"]!["additionalProperties"]!["minimum"]!, (int)Schema["properties"]!["inputs"]!["additionalProperties"]!["maximum"]!));
        Assert.Equal((SpecLimits.MaxParts, SpecLimits.MaxParts), ((int)Schema["properties"]!["inputs"]!["maxProperties"]!, (int)Schema["properties"]!["outputs"]!["maxItems"]!));
        Assert.Equal(SpecLimits.MaxName, (int)Definition("name")["maxLength"]!);
        Assert.Equal(SpecLimits.MaxLayers, (int)Schema["properties"]!["layers"]!["maxItems"]!);
        Assert.Equal(SpecLimits.MaxLayers - 1, (int)Definition("residual")["properties"]!["from"]!["oneOf"]![1]!["maximum"]!);
    }

    [Theory, MemberData(nameof(Types))]
    public void A_default_of_the_schema_is_what_the_parser_takes_when_nothing_is_given(string type)
    {
        string defaults = Defaults(Definition(type)) + (Properties(Definition(type)).ContainsKey("activations") ? $", \"activations\": {{ {Defaults(Of(type + " activations").Schema).TrimStart(',')} }}" : "");
        Assert.Equal(Given[type], defaults.Split(": ").Length - 1);
        string given = string.Join(", ", Required[type].Prepend($"\"{type}\""));
        Assert.Equal(Layers(given), Layers(given + defaults));
    }

    [Fact]
    public void Everything_is_described()
    {
        var objects = Objects.Select(row => Of(row.Data).Schema);
        Assert.All(objects.SelectMany(Properties), property => Assert.NotNull(property.Value!["description"]));
    }

    // How many defaults there are, and one more for the object of activations.
    private static readonly Dictionary<string, int> Given = new()
    {
        ["lstm"] = 7 + 5 + 1,
        ["gru"] = 5 + 3 + 1,
        ["rnn"] = 5,
        ["ltm-stm"] = 4 + 5 + 1,
        ["dense"] = 2,
        ["scale"] = 0,
        ["layer-norm"] = 2,
        ["activation"] = 0,
        ["residual"] = 0,
        ["embedding"] = 0,
        ["pool"] = 0,
        ["conv1d"] = 4,
        ["frame-conv1d"] = 7,
        ["magnitude"] = 0,
        ["anomaly"] = 0,
        ["add"] = 0,
        ["multiply"] = 0,
        ["concat"] = 0,
    };

    public static TheoryData<string> Types { get; } = [.. LayerTypes.Names];

    private static (JsonNode Schema, IReadOnlyList<string> Known, string Around) Of(string name) => name switch
    {
        "model" => (Schema, SpecVocabulary.Model, "{ HERE }"),
        _ when LayerTypes.Cells.FirstOrDefault(cell => cell.Name + " activations" == name) is { } cell =>
            (Definition(cell.Name)["properties"]!["activations"]!, [.. cell.Gates.Select(gate => gate.Property)], Around(cell.Name, "\"hidden\": 1, \"activations\": { HERE }")),
        "numbers" => (Definition("activationNumbers"), SpecVocabulary.ActivationNumbers, Around("rnn", "\"hidden\": 1, \"activation\": { \"type\": \"affine\", HERE }")),
        _ => (Definition(name), LayerTypes.Named(name)!.Properties, Around(name, "HERE")),
    };

    // The one activation of a plain recurrent layer is a property of the layer.
    private static bool HasObject(CellType cell) => cell.Gates.Count > 1;

    private static string Around(string type, string rest) => $$"""{ "input": 1, "layers": [ { "type": "{{type}}", {{rest}} } ] }""";

    // A sample of 2 values, so that there is something to halve, and of 1 for a token; a layer that remembers, and a layer to add.
    private static string Network(string layer) => layer.StartsWith("\"embedding", StringComparison.Ordinal)
        ? $$"""{ "input": 1, "layers": [ { "type": {{layer}} }, { "type": "lstm", "hidden": 4, "tensors": "b." } ] }"""
        : $$"""{ "input": 65536, "layers": [ { "type": "lstm", "hidden": 4, "tensors": "a." }, { "type": "dense", "size": 4, "tensors": "a." }, { "type": "rnn", "hidden": 2, "tensors": "b.", "name": "r" }, { "type": {{layer}} } ] }""";

    private static EquatableArray<LayerSpec> Layers(string layer)
    {
        var result = SpecParser.Parse(Network(layer));
        Assert.Empty(result.Errors);
        return result.Model!.Layers;
    }

    private static bool Refused(string type, string name, long number)
    {
        var others = Required[type].Where(member => !member.StartsWith($"\"{name}\"", StringComparison.Ordinal));
        string value = number.ToString(CultureInfo.InvariantCulture);
        string text = Network($"\"{type}\", {string.Join("", others.Select(member => member + ", "))}\"{name}\": {value}");
        int place = text.IndexOf($"\"{name}\": {value} }}", StringComparison.Ordinal) + name.Length + 4;
        return SpecParser.Parse(text).Errors.Any(error => error.Offset == place && !error.Message.StartsWith("layers[", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Having(Func<ActivationFunction, bool> number) => Activations.ForDense.Where(name => number(Activations.Of(Activations.Named(name)!.Value)));

    private static JsonNode Definition(string name) => Schema["definitions"]![name]!;

    private static JsonObject Properties(JsonNode schema) => schema["properties"]!.AsObject();

    private static IEnumerable<string> Names(JsonNode list) => list.AsArray().Select(name => (string)name!);

    private static string Defaults(JsonNode schema) =>
        string.Concat(Properties(schema).Where(property => property.Value!["default"] is not null).Select(property => $", \"{property.Key}\": {property.Value!["default"]!.ToJsonString()}"));
}
