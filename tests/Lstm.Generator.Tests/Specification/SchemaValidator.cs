using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lstm.Generator.Tests.Specification;

/// <summary>As much of JSON Schema (draft 7) as lstm.schema.json uses; what it does not know, it refuses to work with.</summary>
/// <param name="root">The schema, whose definitions references name.</param>
internal sealed class SchemaValidator(JsonNode root)
{
    private static readonly string[] Remarks = ["$schema", "$id", "title", "description", "default", "definitions", "then"];

    public bool IsValid(JsonNode? value) => IsValid(value, root);

    private bool IsValid(JsonNode? value, JsonNode schema) => schema is JsonValue flag
        ? flag.GetValue<bool>()
        : schema.AsObject().Where(keyword => !Remarks.Contains(keyword.Key)).All(keyword => Keeps(value, keyword.Key, keyword.Value!, schema));

    private bool Keeps(JsonNode? value, string keyword, JsonNode rule, JsonNode schema) => keyword switch
    {
        "$ref" => IsValid(value, root["definitions"]![((string)rule!).Split('/')[^1]]!),
        "type" => IsOfType(value, (string)rule!),
        "const" => JsonNode.DeepEquals(value, rule),
        "enum" => rule.AsArray().Any(one => JsonNode.DeepEquals(value, one)),
        "minimum" => Number(value) is not { } number || number >= (double)rule,
        "maximum" => Number(value) is not { } number || number <= (double)rule,
        "exclusiveMinimum" => Number(value) is not { } number || number > (double)rule,
        "multipleOf" => Number(value) is not { } number || number % (double)rule == 0,
        "minLength" => value?.GetValueKind() != JsonValueKind.String || ((string)value!).Length >= (int)rule,
        "maxLength" => value?.GetValueKind() != JsonValueKind.String || ((string)value!).Length <= (int)rule,
        "minItems" => value is not JsonArray array || array.Count >= (int)rule,
        "maxItems" => value is not JsonArray array || array.Count <= (int)rule,
        "items" => value is not JsonArray array || array.All(item => IsValid(item, rule)),
        "contains" => value is not JsonArray array || array.Any(item => IsValid(item, rule)),
        "required" => value is not JsonObject given || rule.AsArray().All(name => given.ContainsKey((string)name!)),
        "properties" => value is not JsonObject given || rule.AsObject().All(property => !given.ContainsKey(property.Key) || IsValid(given[property.Key], property.Value!)),
        "minProperties" => value is not JsonObject given || given.Count >= (int)rule,
        "maxProperties" => value is not JsonObject given || given.Count <= (int)rule,
        "propertyNames" => value is not JsonObject given || given.All(property => IsValid(JsonValue.Create(property.Key), rule)),
        "additionalProperties" => value is not JsonObject given || given.All(property => schema["properties"]?.AsObject().ContainsKey(property.Key) == true || IsValid(property.Value, rule)),
        "pattern" => value?.GetValueKind() != JsonValueKind.String || Regex.IsMatch((string)value!, (string)rule!),
        "oneOf" => rule.AsArray().Count(one => IsValid(value, one!)) == 1,
        "anyOf" => rule.AsArray().Any(one => IsValid(value, one!)),
        "allOf" => rule.AsArray().All(one => IsValid(value, one!)),
        "if" => !IsValid(value, rule) || IsValid(value, schema["then"]!),
        _ => throw new NotSupportedException($"The schema uses the keyword {keyword}, which this validator does not know."),
    };

    private static bool IsOfType(JsonNode? value, string type) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => Number(value) is { } number && number == Math.Floor(number),
        _ => false,
    };

    private static double? Number(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : null;
}
