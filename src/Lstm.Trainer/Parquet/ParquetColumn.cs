using System;
using System.Globalization;
using Lstm.Training.Data.Reading;
using ParquetSharp;

namespace Lstm.Trainer.Parquet;

/// <summary>Some rows of a column of a Parquet file.</summary>
internal abstract class ParquetColumn : IDisposable
{
    /// <summary>Opens a column of a row group.</summary>
    /// <param name="column">The column; it is closed with what is returned.</param>
    /// <param name="most">The most rows that will be read at once.</param>
    public static ParquetColumn Open(ColumnReader column, int most) => column.LogicalReader(most).Apply(new Typed(column, most));

    /// <summary>Reads the next rows and tells how many there were.</summary>
    public abstract int Read(int count);

    /// <summary>What a row says, as a CSV file would have it; empty where it is null.</summary>
    public abstract string Text(int row);

    /// <summary>Reads a row as a number: NaN where it is null. False where it is none that a float can hold.</summary>
    public abstract bool TryNumber(int row, out double value);

    /// <inheritdoc/>
    public abstract void Dispose();

    private sealed class Typed(ColumnReader column, int most) : ILogicalColumnReaderVisitor<ParquetColumn>
    {
        public ParquetColumn OnLogicalColumnReader<TValue>(LogicalColumnReader<TValue> reader) => new Of<TValue>(column, reader, most);
    }

    private sealed class Of<TValue>(ColumnReader column, LogicalColumnReader<TValue> reader, int most) : ParquetColumn
    {
        private readonly TValue[] values = new TValue[most];

        public override int Read(int count)
        {
            int read = 0;
            while (read < count && reader.HasNext)
            {
                read += reader.ReadBatch(values.AsSpan(read, count - read));
            }
            return read;
        }

        public override string Text(int row) => values[row] switch
        {
            null => "",
            float number => float.IsNaN(number) ? "" : number.ToString("R", CultureInfo.InvariantCulture),
            double number => double.IsNaN(number) ? "" : number.ToString("R", CultureInfo.InvariantCulture),
            Date date => date.DateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            DateTimeNanos time => time.DateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            var value => value.ToString() ?? "",
        };

        public override bool TryNumber(int row, out double value)
        {
            switch (values[row])
            {
                case null:
                    value = double.NaN;
                    return true;
                case float number:
                    value = number;
                    break;
                case double number:
                    value = number;
                    break;
                case Half number:
                    value = (double)number;
                    break;
                case int or long or short or sbyte or byte or ushort or uint or ulong or decimal or bool:
                    value = Convert.ToDouble(values[row], CultureInfo.InvariantCulture);
                    break;
                default: // text, dates and times
                    return Cell.TryNumber(Text(row), out value);
            }
            return double.IsNaN(value) || float.IsFinite((float)value);
        }

        public override void Dispose()
        {
            reader.Dispose();
            column.Dispose();
        }
    }
}
