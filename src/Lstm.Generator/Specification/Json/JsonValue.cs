using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>A stretch of the text, in characters.</summary>
internal readonly record struct TextPlace(int Offset, int Length);

/// <summary>A JSON value and where it stands.</summary>
internal abstract record JsonValue(TextPlace Place)
{
    /// <summary>The value's type as a message names it.</summary>
    public abstract string Kind { get; }
}

internal sealed record JsonObject(TextPlace Place, IReadOnlyList<JsonProperty> Properties) : JsonValue(Place)
{
    public override string Kind => "an object";
}

internal sealed record JsonProperty(string Name, TextPlace NamePlace, JsonValue Value);

internal sealed record JsonArray(TextPlace Place, IReadOnlyList<JsonValue> Items) : JsonValue(Place)
{
    public override string Kind => "an array";
}

internal sealed record JsonString(TextPlace Place, string Value) : JsonValue(Place)
{
    public override string Kind => "a string";
}

/// <summary>A number as it is written: whether <c>3.0</c> will do for 3 is not the reader's to say.</summary>
internal sealed record JsonNumber(TextPlace Place, string Text) : JsonValue(Place)
{
    public override string Kind => "a number";
}

internal sealed record JsonBoolean(TextPlace Place, bool Value) : JsonValue(Place)
{
    public override string Kind => Value ? "true" : "false";
}

internal sealed record JsonNull(TextPlace Place) : JsonValue(Place)
{
    public override string Kind => "null";
}
