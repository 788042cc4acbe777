using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>
/// JSON lines: an object in each line, its keys the columns. Columns are the keys of all lines, in the order in which they are first met; a key that
/// a line does not have, and null, is a missing value.
/// </summary>
internal sealed class JsonLinesTable : TableSource
{
    private const int FewValues = 1 << 20;
    private const int MostByByte = 2;

    private readonly SourceText text;
    private readonly KeyTable keys = new();
    private readonly int rows;

    /// <summary>Looks through all lines for their keys.</summary>
    /// <exception cref="DataException">It is no such table.</exception>
    public JsonLinesTable(string path)
        : base(path)
    {
        text = SourceText.Read(path);
        using var lines = new ByteLines(text.OpenBytes());
        var row = new JsonRow(this, lines);
        while (lines.Read())
        {
            if (!IsBlank(lines))
            {
                Read(lines, keys, row, addKeys: true);
                rows++;
            }
        }
        if (keys.Names.Count == 0)
        {
            throw new DataException(new DataPlace(path), "there is not a single value in it; each line is an object, e.g. {\"speed\": 3.5, \"load\": 0.2}");
        }
        Columns = Named(keys.Names);
    }

    /// <inheritdoc/>
    public override int MostRows => Math.Max(1, rows);

    /// <inheritdoc/>
    public override string RowWord => "line";

    /// <inheritdoc/>
    public override IEnumerable<(int Row, TableRow Fields)> Rows(IReadOnlyCollection<Column> wanted)
    {
        if ((long)rows * wanted.Count > FewValues + (MostByByte * text.Bytes))
        {
            throw new DataException(new DataPlace(Path), $"{Counted.Of(rows, "line")} and {Counted.Of(wanted.Count, "column")} would be more than {MostByByte} values for each byte of the file: most lines have few of the keys. Choose columns that are there (--inputs)");
        }
        return Rows();
    }

    /// <inheritdoc/>
    public override (int Row, IReadOnlyList<string> Fields)? First(IReadOnlyCollection<Column> wanted) => First(Rows(), wanted); // one row has room for all

    private IEnumerable<(int Row, TableRow Fields)> Rows()
    {
        using var lines = new ByteLines(text.OpenBytes());
        var row = new JsonRow(this, lines);
        while (lines.Read())
        {
            if (!IsBlank(lines))
            {
                Read(lines, keys, row, addKeys: false);
                yield return (lines.Number, row);
            }
        }
    }

    private static bool IsBlank(ByteLines lines) => !lines.Line.ContainsAnyExcept((byte)' ', (byte)'\t');

    /// <summary>Reads a line's members into a row.</summary>
    private void Read(ByteLines lines, KeyTable keys, JsonRow row, bool addKeys)
    {
        string? key = null;
        try
        {
            var reader = new Utf8JsonReader(lines.Line);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw Error(lines, null, $"expected an object, e.g. {{\"speed\": 3.5, \"load\": 0.2}}, found {Shown(reader, lines)}");
            }
            row.Begin(keys.Names.Count);
            int expected = 0;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                int column = keys.Find(ref reader, expected, addKeys);
                key = keys.Names[column];
                reader.Read();
                var kind = reader.TokenType;
                long start = reader.TokenStartIndex;
                reader.Skip(); // to the end of an array or object, which nobody may ask for
                if (!row.Set(column, kind, lines.Start + (int)start, (int)(reader.BytesConsumed - start)))
                {
                    throw Error(lines, key, "the key occurs twice in the object");
                }
                key = null;
                expected = column + 1;
            }
            if (reader.Read())
            {
                throw Error(lines, null, "expected one object in the line, found more behind it");
            }
        }
        catch (JsonException e)
        {
            throw Error(lines, key, $"this is no JSON: {Reason(e)}");
        }
        catch (InvalidOperationException e) // a text that is no Unicode
        {
            throw Error(lines, key, $"this is no JSON: {e.Message}");
        }
    }

    private static string Shown(Utf8JsonReader reader, ByteLines lines) => reader.TokenType switch
    {
        JsonTokenType.StartArray => "an array",
        _ => Wording.Quote(Encoding.UTF8.GetString(lines.Line[..Math.Min(lines.Length, 40)])),
    };

    /// <summary>The complaint without the place, which counts lines within the line.</summary>
    private static string Reason(JsonException e)
    {
        int end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return $"{(end < 0 ? e.Message : e.Message[..end]).TrimEnd('.')}, at byte {e.BytePositionInLine + 1}";
    }

    private DataException Error(ByteLines lines, string? key, string message) =>
        new(new DataPlace(Path, lines.Number), key is null ? message : $"key {Wording.Quote(key)}: {message}");

    /// <summary>The keys by their order.</summary>
    private sealed class KeyTable
    {
        private readonly Dictionary<string, int> byName = [];

        public List<string> Names { get; } = [];

        /// <summary>The number of the key that a reader is at; the keys of a line mostly follow each other as in the line before.</summary>
        public int Find(ref Utf8JsonReader reader, int expected, bool add)
        {
            if (expected < Names.Count && reader.ValueTextEquals(Names[expected]))
            {
                return expected;
            }
            string name = reader.GetString()!;
            if (!byName.TryGetValue(name, out int found) && add)
            {
                found = Names.Count;
                byName.Add(name, found);
                Names.Add(name);
            }
            return found;
        }
    }

    /// <summary>An object: where the values of its keys are in the bytes of its line.</summary>
    private sealed class JsonRow(JsonLinesTable table, ByteLines lines) : TableRow
    {
        private (JsonTokenType Kind, int Start, int Length)[] values = [];
        private int count;

        public override int Count => count;

        public override string this[int field]
        {
            get
            {
                var (kind, start, length) = field < values.Length ? values[field] : default;
                return kind switch
                {
                    JsonTokenType.String => Text(start, length),
                    JsonTokenType.None or JsonTokenType.Null => "",
                    _ => Encoding.UTF8.GetString(lines.Buffer, start, length),
                };
            }
        }

        public override bool TryNumber(int field, out double value)
        {
            var (kind, start, length) = field < values.Length ? values[field] : default;
            value = kind == JsonTokenType.True ? 1 : kind == JsonTokenType.False ? 0 : double.NaN;
            return kind switch
            {
                JsonTokenType.Number => Cell.TryNumber(lines.Buffer.AsSpan(start, length), out value),
                JsonTokenType.String => Cell.TryNumber(this[field], out value),
                JsonTokenType.StartArray or JsonTokenType.StartObject => throw table.Error(lines, table.keys.Names[field], $"expected a number, text, true, false or null, found {(kind == JsonTokenType.StartArray ? "an array" : "an object")}; give each value a key of its own, or leave the key out (--inputs)"),
                _ => true,
            };
        }

        /// <summary>Forgets the values of the object before.</summary>
        public void Begin(int columns)
        {
            count = columns;
            Array.Clear(values);
        }

        /// <summary>Sets the value of a key; false where it has one.</summary>
        public bool Set(int column, JsonTokenType kind, int start, int length)
        {
            if (column >= values.Length)
            {
                Array.Resize(ref values, Math.Max(column + 1, values.Length * 2));
            }
            count = Math.Max(count, column + 1);
            if (values[column].Kind != JsonTokenType.None)
            {
                return false;
            }
            values[column] = (kind, start, length);
            return true;
        }

        private string Text(int start, int length)
        {
            var reader = new Utf8JsonReader(lines.Buffer.AsSpan(start, length));
            reader.Read();
            return reader.GetString()!;
        }
    }
}
