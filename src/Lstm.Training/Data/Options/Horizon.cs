using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lstm.Specification;

namespace Lstm.Training.Data.Options;

/// <summary>How many rows ahead a forecast's targets are: one number, several, or none where targets are those of their own time step.</summary>
[JsonConverter(typeof(Converter))]
public sealed record Horizon
{
    private readonly EquatableArray<int> rows;

    /// <summary>So many rows ahead, each an output of its own for each target column.</summary>
    /// <param name="rows">In any order; empty for none.</param>
    public Horizon(IEnumerable<int> rows) => this.rows = new([.. rows.Distinct().Order()]);

    /// <summary>Targets are those of their own time step.</summary>
    public static Horizon None { get; } = new([]);

    /// <summary>In ascending order.</summary>
    public IReadOnlyList<int> Rows => rows;

    /// <summary>The farthest; 0 for none.</summary>
    public int Longest => rows.Count == 0 ? 0 : rows[rows.Count - 1];

    /// <summary>One horizon; 0 for none.</summary>
    public static implicit operator Horizon(int rows) => rows == 0 ? None : new Horizon([rows]);

    /// <summary>Reads "12", "1,2,24" or "1-24"; null where the text is none.</summary>
    public static Horizon? Parse(string text)
    {
        const int Most = 10_000;
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<int>();
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split('-');
            int last = 0;
            if (ends.Length > 2 || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first) || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out last)
                || first < 1 || last < first || last - first >= Most)
            {
                return null;
            }
            found.AddRange(Enumerable.Range(first, last - first + 1));
        }
        return new Horizon(found);
    }

    /// <summary>As <see cref="Parse"/> reads it; 0 for none.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        for (int i = 0, next; i < rows.Count; i = next)
        {
            for (next = i + 1; next < rows.Count && rows[next] == rows[next - 1] + 1; next++)
            {
            }
            parts.AddRange(next - i > 2 ? [FormattableString.Invariant($"{rows[i]}-{rows[next - 1]}")] : Enumerable.Range(i, next - i).Select(at => rows[at].ToString(CultureInfo.InvariantCulture)));
        }
        return parts.Count == 0 ? "0" : string.Join(',', parts);
    }

    // A single one as a number, as cards had it when there was but one.
    private sealed class Converter : JsonConverter<Horizon>
    {
        public override Horizon Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number ? reader.GetInt32() : new Horizon(JsonSerializer.Deserialize<int[]>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, Horizon value, JsonSerializerOptions options)
        {
            if (value.Rows.Count <= 1)
            {
                writer.WriteNumberValue(value.Longest);
                return;
            }
            JsonSerializer.Serialize(writer, value.Rows, options);
        }
    }
}
