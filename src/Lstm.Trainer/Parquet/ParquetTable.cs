using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Reading;
using Lstm.Training.Data.Sequences;
using ParquetSharp;
using Column = Lstm.Training.Data.Sequences.Column;

namespace Lstm.Trainer.Parquet;

/// <summary>
/// An Apache Parquet file as a table, read by ParquetSharp: one row group after the other, of each a few thousand rows at a time, and only the columns that are
/// wanted. Null is a missing value.
/// </summary>
internal sealed class ParquetTable : TableSource
{
    private const int RowsAtOnce = 4096;
    private const int MostRowsBelieved = 1 << 20; // a header can promise any number

    private readonly SourceFile file;
    private readonly string?[] faults;
    private readonly long rows;

    /// <summary>Reads what the file says of itself.</summary>
    /// <exception cref="DataException">It is no such file.</exception>
    private ParquetTable(string path)
        : base(path)
    {
        file = new SourceFile(path);
        RequireKind();
        (Columns, faults, rows) = Guarded(() =>
        {
            using var reader = Open();
            var schema = reader.FileMetaData.Schema;
            var columns = Enumerable.Range(0, schema.NumColumns).Select(schema.Column).ToList();
            return (Named([.. columns.Select(column => column.Path.ToDotString())]), columns.Select(Fault).ToArray(), reader.FileMetaData.NumRows);
        });
        if (rows == 0 || Columns.Count == 0)
        {
            throw new DataException(new DataPlace(path), "there is not a single row in it");
        }
    }

    /// <inheritdoc/>
    public override int MostRows => (int)Math.Clamp(rows, 1, MostRowsBelieved);

    /// <summary>Makes this the way in which Parquet files are read.</summary>
    public static void Register() => TableSources.Parquet = path => new ParquetTable(path);

    /// <inheritdoc/>
    public override IEnumerable<(int Row, TableRow Fields)> Rows(IReadOnlyCollection<Column> wanted)
    {
        foreach (var column in wanted)
        {
            if (faults[column.Number - 1] is { } fault)
            {
                throw new DataException(new DataPlace(Path, Column: column), $"{fault}; choose columns of numbers (--inputs)");
            }
        }
        return SourceFile.Guarded(Path, Unguarded([.. wanted.Select(column => column.Number - 1)]));
    }

    /// <inheritdoc/>
    public override bool CanRead(Column column) => faults[column.Number - 1] is null;

    private IEnumerable<(int Row, TableRow Fields)> Unguarded(int[] wanted)
    {
        using var reader = Guarded(Open);
        int number = 0;
        for (int group = 0; group < reader.FileMetaData.NumRowGroups; group++)
        {
            using var rowGroup = Guarded(() => reader.RowGroup(group));
            long left = rowGroup.MetaData.NumRows;
            var columns = Guarded(() => wanted.ToDictionary(column => column, column => ParquetColumn.Open(rowGroup.Column(column), RowsAtOnce)));
            try
            {
                var row = new Row(Columns.Count, columns);
                for (; left > 0; left -= RowsAtOnce)
                {
                    int count = (int)Math.Min(left, RowsAtOnce);
                    if (Guarded(() => columns.Values.Any(column => column.Read(count) != count)))
                    {
                        throw new DataException(new DataPlace(Path), $"row group {group + 1} has fewer values than it says; the file is damaged");
                    }
                    for (row.At = 0; row.At < count; row.At++)
                    {
                        yield return (++number, row);
                    }
                }
            }
            finally
            {
                foreach (var column in columns.Values)
                {
                    column.Dispose();
                }
            }
        }
    }

    private void RequireKind()
    {
        using var stream = file.Open();
        byte[] begin = new byte[16];
        int read = SourceFile.Guarded(Path, () => stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false));
        if (!begin.AsSpan().StartsWith("PAR1"u8))
        {
            throw new DataException(new DataPlace(Path), read == 0 ? "the file is empty"
                : begin.AsSpan().StartsWith("PARE"u8) ? "the file is encrypted; write it without encryption"
                : ForeignData.ByContent(begin.AsSpan(0, read)) ?? "this is no Apache Parquet file: it does not begin as one does");
        }
    }

    private ParquetFileReader Open()
    {
        using var properties = ReaderProperties.GetDefaultReaderProperties();
        properties.EnableBufferedStream(); // pages as they are needed, rather than a row group's column at once
        return new ParquetFileReader(file.Open(), properties);
    }

    /// <summary>Why a column cannot be read as one; null if it can.</summary>
    private static string? Fault(ColumnDescriptor column)
    {
        if (column.MaxRepetitionLevel > 0 || column.Path.ToDotVector().Length > 1)
        {
            return "it is nested (a list, a map or a struct), and a table has one value in a field";
        }
        using var logical = column.LogicalType;
        return (column.PhysicalType, logical.Type) switch
        {
            (PhysicalType.ByteArray, LogicalTypeEnum.String or LogicalTypeEnum.Enum or LogicalTypeEnum.Json or LogicalTypeEnum.Decimal) => null,
            (PhysicalType.FixedLenByteArray, LogicalTypeEnum.Decimal or LogicalTypeEnum.Float16 or LogicalTypeEnum.Uuid) => null,
            (PhysicalType.ByteArray or PhysicalType.FixedLenByteArray, _) => $"it holds bytes ({Wording.Quote(logical.Type.ToString())}), neither numbers nor text",
            _ => null,
        };
    }

    /// <summary>Does something in the native library; what it complains of is a fault of the file.</summary>
    private T Guarded<T>(Func<T> read) => SourceFile.Guarded(Path, () =>
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is ParquetException or OverflowException or InvalidCastException or OutOfMemoryException or NotImplementedException or InvalidOperationException)
        {
            throw new InvalidDataException(e.Message.ReplaceLineEndings(" "), e);
        }
    });

    private sealed class Row(int count, Dictionary<int, ParquetColumn> columns) : TableRow
    {
        public int At { get; set; }

        public override int Count => count;

        public override string this[int field] => columns[field].Text(At);

        public override bool TryNumber(int field, out double value) => columns[field].TryNumber(At, out value);
    }
}
