using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>
/// One object of a spec file: reports the properties nobody knows, and hands out the others as the types they should
/// have. After a mistake a getter reports it and returns null, and reading continues to find the next one.
/// </summary>
internal sealed class SpecObject
{
    private readonly Dictionary<string, JsonProperty> properties;
    private readonly TextPlace anchor;
    private readonly SpecErrors errors;

    // A property that is there under a wrong name is one mistake, not a second one of being missing.
    private readonly HashSet<string> misspelled = [];

    /// <param name="source">The object.</param>
    /// <param name="known">The properties it can have.</param>
    /// <param name="anchor">Where to report that one is missing.</param>
    /// <param name="errors">Takes the mistakes.</param>
    /// <param name="reasons">Why it cannot have some others, by their names.</param>
    public SpecObject(JsonObject source, IReadOnlyList<string> known, TextPlace anchor, SpecErrors errors, IReadOnlyDictionary<string, string>? reasons = null)
    {
        this.anchor = anchor;
        this.errors = errors;
        properties = source.Properties.ToDictionary(property => property.Name);
        foreach (var property in source.Properties.Where(property => !known.Contains(property.Name)))
        {
            if (reasons is not null && reasons.TryGetValue(property.Name, out string? reason))
            {
                errors.Add(SpecRules.Combination, property.NamePlace, $"There can be no {Wording.Quote(property.Name)} here: {reason}");
                continue;
            }
            string? meant = SpecVocabulary.Meant(property.Name, known);
            misspelled.Add(meant ?? "");
            errors.Add(SpecRules.UnknownProperty, property.NamePlace, $"There is no property {Wording.Quote(property.Name)} here{Wording.Advice(meant, known)}");
        }
    }

    /// <summary>The value of <paramref name="name"/>, or null if it is not there.</summary>
    public JsonValue? Find(string name) => properties.TryGetValue(name, out var property) ? property.Value : null;

    /// <summary>The value of <paramref name="name"/>; null, with an error, if it is not there.</summary>
    public JsonValue? Require(string name, string meaning)
    {
        var value = Find(name);
        if (value is null && !misspelled.Contains(name))
        {
            errors.Add(SpecRules.MissingProperty, anchor, $"\"{name}\", {meaning}, is missing here");
        }
        return value;
    }

    /// <summary>The whole number <paramref name="name"/>, from 1 to <paramref name="max"/>; null without error if it is not there.</summary>
    public long? Integer(string name, long max) => Find(name) is { } value ? AsInteger(name, value, 1, max) : null;

    /// <summary>The whole number <paramref name="name"/>, from 1 to <paramref name="max"/>; null with an error if it is not there.</summary>
    public int? RequireSize(string name, int max, string meaning) => Require(name, meaning) is { } value ? (int?)AsInteger(name, value, 1, max) : null;

    /// <summary>The whole number <paramref name="name"/>, from 1 to <paramref name="max"/>, or <paramref name="otherwise"/> if it is not there.</summary>
    public int? Size(string name, int max, int otherwise) => Find(name) is { } value ? (int?)AsInteger(name, value, 1, max) : otherwise;

    /// <summary>The whole number <paramref name="name"/>, from 0 to <paramref name="max"/>, or 0 if it is not there.</summary>
    public int? Count(string name, int max) => Find(name) is { } value ? (int?)AsInteger(name, value, 0, max) : 0;

    /// <summary>The number <paramref name="name"/>, or <paramref name="otherwise"/> if it is not there.</summary>
    public float? Number(string name, float otherwise) => Find(name) is { } value ? AsNumber(name, value) : otherwise;

    /// <summary>The positive number <paramref name="name"/>, a limit; null without error if it is not there.</summary>
    /// <param name="name">The property.</param>
    /// <param name="why">Why it must be positive.</param>
    public float? Limit(string name, string why)
    {
        if (Find(name) is not { } value || AsNumber(name, value) is not { } limit)
        {
            return null;
        }
        if (limit <= 0)
        {
            errors.Add(SpecRules.Number, value.Place, $"\"{name}\" must be above 0, found {Wording.Shorten(((JsonNumber)value).Text)}: {why}");
            return null;
        }
        return limit;
    }

    /// <summary>One of the words that <paramref name="name"/> can be, by its place among them; null, with an error, if it is not there.</summary>
    public int? RequireWord(string name, IReadOnlyList<string> words) => Require(name, $"one of {Wording.List(words)}") is null ? null : Word(name, words);

    /// <summary>One of the words that <paramref name="name"/> can be, by its place among them, or the first if it is not there; null after an error.</summary>
    public int? Word(string name, IReadOnlyList<string> words)
    {
        if (Find(name) is not { } value)
        {
            return 0;
        }
        if (value is not JsonString text)
        {
            WrongType(value, $"\"{name}\" must be one of {Wording.List(words)}");
            return null;
        }
        int place = words.ToList().IndexOf(text.Value);
        if (place < 0)
        {
            errors.Add(SpecRules.UnknownWord, text.Place, $"\"{name}\" cannot be {Wording.Quote(text.Value)}{Wording.Advice(SpecVocabulary.Meant(text.Value, words), words)}");
            return null;
        }
        return place;
    }

    /// <summary>The flag <paramref name="name"/>.</summary>
    public bool? Boolean(string name, bool otherwise)
    {
        var value = Find(name);
        if (value is null or JsonBoolean)
        {
            return (value as JsonBoolean)?.Value ?? otherwise;
        }
        WrongType(value, $"\"{name}\" must be true or false");
        return null;
    }

    /// <summary>The text <paramref name="name"/>; null without error if it is not there, null with an error if it is no string.</summary>
    public JsonString? Text(string name) => Find(name) is { } value ? AsText(name, value) : null;

    /// <summary>The text that <paramref name="value"/> should be.</summary>
    public JsonString? AsText(string name, JsonValue value) => value as JsonString ?? WrongType<JsonString>(value, $"\"{name}\" must be a string");

    /// <summary>The object that <paramref name="value"/> should be.</summary>
    public JsonObject? AsObject(string name, JsonValue value) => value as JsonObject ?? WrongType<JsonObject>(value, $"\"{name}\" must be an object");

    /// <summary>The array that <paramref name="value"/> should be.</summary>
    public JsonArray? AsArray(string name, JsonValue value) => value as JsonArray ?? WrongType<JsonArray>(value, $"\"{name}\" must be an array");

    private long? AsInteger(string name, JsonValue value, long min, long max)
    {
        string range = SpecNumbers.Range(min, max);
        if (value is not JsonNumber number)
        {
            string hint = value is JsonString { Value: var quoted } && SpecNumbers.Whole(quoted, min, max) is not null ? $"; write {quoted} without quotes" : "";
            WrongType(value, $"\"{name}\" must be {range}", hint);
            return null;
        }
        if (SpecNumbers.Whole(number.Text, min, max) is { } whole)
        {
            return whole;
        }
        errors.Add(SpecRules.Number, number.Place, $"\"{name}\" must be {range}, found {Wording.Shorten(number.Text)}{SpecNumbers.PlainWay(number.Text, min, max)}");
        return null;
    }

    private float? AsNumber(string name, JsonValue value)
    {
        if (value is not JsonNumber number)
        {
            WrongType(value, $"\"{name}\" must be a number");
            return null;
        }
        if (SpecNumbers.Single(number.Text) is { } finite)
        {
            return finite;
        }
        errors.Add(SpecRules.Number, number.Place, $"\"{name}\" must be a number that 32 bits can hold, found {Wording.Shorten(number.Text)}");
        return null;
    }

    private void WrongType(JsonValue value, string wanted, string hint = "") => WrongType<JsonValue>(value, wanted, hint);

    private T? WrongType<T>(JsonValue value, string wanted, string hint = "")
        where T : JsonValue
    {
        errors.Add(SpecRules.WrongType, value.Place, $"{wanted}, found {value.Kind}{hint}");
        return null;
    }
}
