using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Lstm.Specification;

/// <summary>Collects the members of a JSON object. What has its default is left out.</summary>
internal sealed class JsonMembers
{
    private readonly List<string> members = [];

    /// <summary>Whether there are none.</summary>
    public bool Empty => members.Count == 0;

    public JsonMembers Add(string name, string value) => AddJson(name, Quote(value));

    public JsonMembers Add(string name, long value) => AddJson(name, Text(value));

    /// <summary>Adds a number where there is one.</summary>
    public JsonMembers Add(string name, long? value) => value is { } given ? AddJson(name, Text(given)) : this;

    /// <summary>Adds a number where there is one.</summary>
    public JsonMembers Add(string name, float? value) => value is { } given ? AddJson(name, SpecNumbers.Digits(given)) : this;

    public JsonMembers Add(string name, string value, string otherwise) => value == otherwise ? this : Add(name, value);

    public JsonMembers Add(string name, long value, long otherwise) => value == otherwise ? this : Add(name, value);

    public JsonMembers Add(string name, float value, float otherwise) => value == otherwise ? this : AddJson(name, SpecNumbers.Digits(value));

    public JsonMembers Add(string name, bool value, bool otherwise) => value == otherwise ? this : AddJson(name, value ? "true" : "false");

    /// <summary>Adds a value that is JSON already.</summary>
    public JsonMembers AddJson(string name, string json)
    {
        members.Add($"\"{name}\": {json}");
        return this;
    }

    /// <summary>The object on one line.</summary>
    public string OnOneLine() => $"{{ {string.Join(", ", members)} }}";

    /// <summary>The object with a line for each member.</summary>
    public string OnLines() => $"{{\n  {string.Join(",\n  ", members)}\n}}";

    /// <summary>The text as a JSON string.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (char c in value)
        {
            text.Append(c is '"' or '\\' ? $"\\{c}" : c < ' ' ? $"\\u{(int)c:x4}" : c.ToString());
        }
        return text.Append('"').ToString();
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
