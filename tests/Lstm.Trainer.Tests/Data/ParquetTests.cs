using System;
using System.IO;
using System.Linq;
using Lstm.Trainer.Parquet;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using ParquetSharp;
using Xunit;
using Column = ParquetSharp.Column;

namespace Lstm.Trainer.Tests.Data;

/// <summary>Apache Parquet.</summary>
public sealed class ParquetTests : DataFolder
{
    private static readonly DataOptions Inputs = new() { Path = "", InputsOnly = true, Missing = MissingValues.HoldLast };

    public ParquetTests() => ParquetTable.Register();

    [Theory]
    [InlineData(Compression.Uncompressed)]
    [InlineData(Compression.Snappy)]
    [InlineData(Compression.Gzip)]
    [InlineData(Compression.Zstd)]
    [InlineData(Compression.Lz4)]
    [InlineData(Compression.Brotli)]
    public void Every_codec_and_several_row_groups(Compression codec)
    {
        string path = At("x.parquet");
        using (var file = new ParquetFileWriter(path, [new Column<float>("a"), new Column<double?>("b")], codec))
        {
            for (int group = 0; group < 3; group++)
            {
                using var rows = file.AppendRowGroup();
                rows.NextColumn().LogicalWriter<float>().WriteBatch([.. Enumerable.Range(0, 5000).Select(row => row + (group * 5000f))]);
                rows.NextColumn().LogicalWriter<double?>().WriteBatch([.. Enumerable.Range(0, 5000).Select(row => row % 7 == 3 ? (double?)null : row)]);
            }
            file.Close();
        }
        var data = Read(Inputs).Train[0];
        Assert.Equal(15_000, data.Length);
        Assert.Equal([3f, 2f, 14_999f, 4999f], [data.Inputs[6], data.Inputs[7], data.Inputs[^2], data.Inputs[^1]]);
    }

    [Fact]
    public void Numbers_of_every_type()
    {
        Write([new Column<bool>("b"), new Column<sbyte>("i8"), new Column<ushort>("u16"), new Column<int>("i32"), new Column<ulong>("u64"), new Column<Half>("f16"), new Column<decimal>("d", LogicalType.Decimal(20, 3)), new Column<decimal>("d9", LogicalType.Decimal(29, 2))], group =>
        {
            group.NextColumn().LogicalWriter<bool>().WriteBatch([true]);
            group.NextColumn().LogicalWriter<sbyte>().WriteBatch([-3]);
            group.NextColumn().LogicalWriter<ushort>().WriteBatch([65535]);
            group.NextColumn().LogicalWriter<int>().WriteBatch([-70000]);
            group.NextColumn().LogicalWriter<ulong>().WriteBatch([1UL << 40]);
            group.NextColumn().LogicalWriter<Half>().WriteBatch([(Half)0.5]);
            group.NextColumn().LogicalWriter<decimal>().WriteBatch([1.25m]);
            group.NextColumn().LogicalWriter<decimal>().WriteBatch([-2.5m]);
        });
        Assert.Equal([1f, -3f, 65535f, -70000f, 1L << 40, 0.5f, 1.25f, -2.5f], Read(Inputs).Train[0].Inputs);
    }

    [Fact]
    public void Text_classes_sequences_and_times()
    {
        Write([new Column<string>("id"), new Column<double>("a"), new Column<DateTime>("when", LogicalType.Timestamp(true, TimeUnit.Micros)), new Column<string>("state")], group =>
        {
            group.NextColumn().LogicalWriter<string>().WriteBatch(["p", "q", "p"]);
            group.NextColumn().LogicalWriter<double>().WriteBatch([1, 2, 3]);
            group.NextColumn().LogicalWriter<DateTime>().WriteBatch([new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), default, default]);
            group.NextColumn().LogicalWriter<string>().WriteBatch(["ok", "höt", "ok"]);
        });
        var data = Read(new DataOptions { Path = "", Format = new ParquetFormat("id"), Inputs = ["a"], Target = new ClassTarget("state"), InputScaling = Scaling.None });
        Assert.Equal(["x.parquet, id p", "x.parquet, id q"], data.Train.Select(sequence => sequence.Id));
        Assert.Equal([1f, 3f], data.Train[0].Inputs);
        Assert.Equal(["höt", "ok"], data.Classes);
        Assert.StartsWith("x.parquet, row 1, column 3 \"when\": expected a number, found \"2026-01-02 03:04:05\": the column holds dates or times", Complaint(() => Read(Inputs with { Inputs = ["a", "when"] })), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_nested_is_refused_by_name_where_it_is_wanted()
    {
        Write([new Column<double>("a"), new Column<float[]>("spectrum"), new Column<byte[]>("raw")], group =>
        {
            group.NextColumn().LogicalWriter<double>().WriteBatch([1]);
            group.NextColumn().LogicalWriter<float[]>().WriteBatch([[1, 2]]);
            group.NextColumn().LogicalWriter<byte[]>().WriteBatch([[1, 2]]);
        });
        Assert.Equal([1f], Read(Inputs with { Inputs = ["a"] }).Train[0].Inputs);
        Assert.Equal("x.parquet, column 2 \"spectrum.list.item\": it is nested (a list, a map or a struct), and a table has one value in a field; choose columns of numbers (--inputs)", Complaint(() => Read(Inputs)));
        Assert.Equal("x.parquet, column 3 \"raw\": it holds bytes (\"None\"), neither numbers nor text; choose columns of numbers (--inputs)", Complaint(() => Read(Inputs with { Inputs = ["3"] })));
    }

    [Fact]
    public void Files_that_are_damaged()
    {
        Write([new Column<double>("a")], group => group.NextColumn().LogicalWriter<double>().WriteBatch([1, 2, 3]));
        byte[] whole = File.ReadAllBytes(At("x.parquet"));
        Write("x.parquet", whole[..^9]);
        Assert.StartsWith("x.parquet: cannot be read: ", Complaint(() => Read(Inputs)), StringComparison.Ordinal);
        Write("x.parquet", [.. "PARE"u8, .. whole]);
        Assert.Equal("x.parquet: the file is encrypted; write it without encryption", Complaint(() => Read(Inputs)));
    }

    private void Write(Column[] columns, Action<RowGroupWriter> write)
    {
        using var file = new ParquetFileWriter(At("x.parquet"), columns);
        using (var group = file.AppendRowGroup())
        {
            write(group);
        }
        file.Close();
    }

    private DataSet Read(DataOptions options) => DataSet.Read(options with { Path = At("x.parquet") });
}
