using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Lstm.Specification;

namespace Lstm.Training.Formats.Common;

/// <summary>A value in a JSON file, with its place for messages.</summary>
internal readonly record struct JsonPart(ModelSource Source, string Place, JsonElement Value)
{
    private const double MostCounted = 1e15;
    private const int MostDepth = 64; // of arrays and objects in each other, as System.Text.Json has it
    private const long PartBytes = 128; // an element of an array with the text that names its place

    /// <summary>The file's object.</summary>
    /// <param name="source">The file, with the JSON for its bytes.</param>
    /// <param name="name">Which part of the file it is, for messages; null for the whole.</param>
    public static JsonPart Open(ModelSource source, string? name = null)
    {
        var bytes = source.Bytes.AsMemory(source.Bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
        try
        {
            var root = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MostDepth }).RootElement;
            RequireText(root);
            return root.ValueKind == JsonValueKind.Object ? new JsonPart(source, "", root) : throw source.Fault(name, $"it is {Name(root.ValueKind)}", "an object");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What .NET says of it may quote the rest of the file.
            string problem = e is not JsonException json ? "it is not JSON: a string in it is not valid Unicode"
                : IsTooDeep(bytes.Span) ? FormattableString.Invariant($"it has arrays and objects beyond a depth of {MostDepth}, on line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}")
                : FormattableString.Invariant($"it is not JSON from line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1} on");
            throw source.Fault(name, problem, name is null ? "a model in JSON" : "an object in JSON", e);
        }
    }

    /// <summary>Whether there is a member of this name.</summary>
    public bool Has(string name) => Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out _);

    /// <summary>A member.</summary>
    public JsonPart this[string name] => Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var member)
        ? new JsonPart(Source, Place.Length == 0 ? name : $"{Place}.{name}", member)
        : throw Fault($"there is no {ModelSource.Quote(name)}", "it");

    /// <summary>The members.</summary>
    public IEnumerable<(string Name, JsonPart Part)> Members
    {
        get
        {
            var owner = Value.ValueKind == JsonValueKind.Object ? this : throw Fault($"it is {Name(Value.ValueKind)}", "an object");
            return Value.EnumerateObject().Select(member => (member.Name, new JsonPart(owner.Source, owner.Place.Length == 0 ? member.Name : $"{owner.Place}.{member.Name}", member.Value)));
        }
    }

    /// <summary>The elements of an array.</summary>
    public IReadOnlyList<JsonPart> Items
    {
        get
        {
            var owner = Value.ValueKind == JsonValueKind.Array ? this : throw Fault($"it is {Name(Value.ValueKind)}", "an array");
            Source.Budget.Take(Source, Place, PartBytes * Value.GetArrayLength());
            return [.. Value.EnumerateArray().Select((item, k) => new JsonPart(owner.Source, $"{owner.Place}[{k}]", item))];
        }
    }

    public string Text => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : throw Fault($"it is {Name(Value.ValueKind)}", "a string");

    public bool IsTrue => Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Value.GetBoolean() : Number != 0;

    public double Number => Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out double number) ? number : throw Fault($"it is {Name(Value.ValueKind)}", "a number");

    /// <summary>A size.</summary>
    public int Count(int least = 1, int most = SpecLimits.MaxInputSize) => Number is var number && number >= least && number <= most && number == Math.Floor(number)
        ? (int)number
        : throw Fault(FormattableString.Invariant($"it is {number}"), $"a whole number, {least} to {most}");

    /// <summary>Numbers in arrays of arrays that are all equally long.</summary>
    public (long[] Shape, float[] Values) Tensor()
    {
        var shape = new List<long>();
        for (var at = this; at.Value.ValueKind == JsonValueKind.Array; at = new JsonPart(Source, $"{at.Place}[0]", at.Value[0]))
        {
            shape.Add(at.Value.GetArrayLength());
            if (shape[^1] == 0)
            {
                break;
            }
        }
        double count = shape.Aggregate(1.0, (product, size) => product * size);
        Source.Budget.Take(Source, Place, count > MostCounted ? -1 : sizeof(float) * (long)count);
        float[] values = count <= Array.MaxLength ? new float[(int)count] : throw Fault(FormattableString.Invariant($"it has {count:N0} numbers"), FormattableString.Invariant($"at most {Array.MaxLength:N0}"));
        int filled = 0;
        Collect(this, shape, 0, values, ref filled);
        return ([.. shape], values);
    }

    /// <summary>Numbers of a known shape.</summary>
    public float[] Tensor(params int[] expected)
    {
        var (shape, values) = Tensor();
        return shape.SequenceEqual(expected.Select(size => (long)size)) ? values : throw Fault($"its shape is [{string.Join(", ", shape)}]", $"[{string.Join(", ", expected)}]");
    }

    /// <summary>Refuses members that nobody reads.</summary>
    public void RequireOnly(params string[] known)
    {
        var unknown = Members.FirstOrDefault(member => !known.Contains(member.Name));
        if (unknown.Name is { } name)
        {
            throw Fault($"{ModelSource.Quote(name)} is not known here", $"of the members only {string.Join(", ", known)}");
        }
    }

    public ImportException Fault(string problem, string expected) => Source.Fault(Place.Length == 0 ? null : Place, problem, expected);

    // Whether it goes deeper, before anything else is wrong.
    private static bool IsTooDeep(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MostDepth + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && reader.CurrentDepth == MostDepth)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
        }
        return false;
    }

    // The parser looks at letters only where they are asked for, and only then finds out that they are none.
    private static void RequireText(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    RequireText(item);
                }
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    _ = member.Name;
                    RequireText(member.Value);
                }
                break;
        }
    }

    // Nothing is made for a number but the number: a file may hold millions of them.
    private static void Collect(JsonPart part, List<long> shape, int depth, float[] values, ref int filled)
    {
        if (depth == shape.Count)
        {
            values[filled++] = (float)part.Number;
            return;
        }
        var owner = part.Value.ValueKind == JsonValueKind.Array ? part.Value : throw part.Fault($"it is {Name(part.Value.ValueKind)}", "an array");
        if (owner.GetArrayLength() != shape[depth])
        {
            throw part.Fault($"it has {owner.GetArrayLength()} elements", $"{shape[depth]}, as its neighbours have");
        }
        part.Source.Budget.CheckTime(part.Source, part.Place);
        int k = 0;
        foreach (var item in owner.EnumerateArray())
        {
            if (depth + 1 == shape.Count && item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out double number))
            {
                values[filled++] = (float)number;
            }
            else
            {
                Collect(new JsonPart(part.Source, $"{part.Place}[{k}]", item), shape, depth + 1, values, ref filled);
            }
            k++;
        }
    }

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => kind.ToString().ToLowerInvariant(), // true, false, null
    };
}
