using System;
using System.Linq;
using Lstm.Trainer.Parquet;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using ParquetSharp;
using Xunit;
using Column = ParquetSharp.Column;
using Encoding = System.Text.Encoding;

namespace Lstm.Trainer.Tests.Data;

/// <summary>Columns of times and of names mean the same in every format of tables.</summary>
public sealed class TimesOfFormatsTests : DataFolder
{
    private static readonly DateTime[] Hours = [new(2024, 3, 1, 6, 0, 0), new(2024, 3, 1, 7, 0, 0), new(2024, 3, 1, 12, 0, 0)];
    private static readonly string[] Days = ["wet", "dry", "wet"];
    private static readonly double[] Values = [1, 2, 3];

    [Fact]
    public void Json_lines()
    {
        Write("x.jsonl", string.Concat(Enumerable.Range(0, 3).Select(row => $"{{\"at\":\"{Hours[row]:yyyy-MM-ddTHH:mm:ss}Z\",\"x\":{Values[row]},\"day\":\"{Days[row]}\"}}\n")));
        Require("x.jsonl", "in line 2, 2024-03-01T12:00:00Z in line 3");
    }

    /// <summary>A column of bytes that nobody asks for is no reason to refuse the file.</summary>
    [Fact]
    public void Parquet()
    {
        ParquetTable.Register();
        using (var file = new ParquetFileWriter(At("x.parquet"), [new Column<byte[]>("raw"), new Column<DateTime>("at", LogicalType.Timestamp(isAdjustedToUtc: false, TimeUnit.Millis)), new Column<double>("x"), new Column<string>("day")]))
        {
            using var group = file.AppendRowGroup();
            group.NextColumn().LogicalWriter<byte[]>().WriteBatch([[1], [2], [3]]);
            group.NextColumn().LogicalWriter<DateTime>().WriteBatch(Hours);
            group.NextColumn().LogicalWriter<double>().WriteBatch(Values);
            group.NextColumn().LogicalWriter<string>().WriteBatch(Days);
            file.Close();
        }
        Require("x.parquet", "in row 2, 2024-03-01 12:00:00 in row 3");
    }

    [Fact]
    public void Numpy()
    {
        byte[] times = NpyBytes.Of("'<i8'", "(3,)", [.. Hours.SelectMany(hour => BitConverter.GetBytes(new DateTimeOffset(hour, TimeSpan.Zero).ToUnixTimeSeconds()))]);
        byte[] days = NpyBytes.Of("'|S3'", "(3,)", Encoding.ASCII.GetBytes(string.Concat(Days)));
        Write("x.npz", NpyBytes.Archive(("time", times), ("x", NpyBytes.Of("'<f8'", "(3,)", NpyBytes.Doubles(Values))), ("day", days)));
        Require("x.npz", "in row 2, 1709294400 in row 3");

        byte[] dates = NpyBytes.Of("'<M8[h]'", "(3,)", [.. Hours.SelectMany(hour => BitConverter.GetBytes((long)(hour - DateTime.UnixEpoch).TotalHours))]);
        Write("y.npz", NpyBytes.Archive(("when", dates), ("x", NpyBytes.Of("'<f8'", "(3,)", NpyBytes.Doubles(Values))), ("day", days)));
        Require("y.npz", "in row 2, 2024-03-01T12:00:00 in row 3");
    }

    /// <summary>Most of thousands of keys are in few lines; the one that is chosen can be read, and no column is looked for in vain.</summary>
    [Fact]
    public void Many_keys_in_few_lines()
    {
        Write("x.jsonl", string.Concat(Enumerable.Range(0, 1500).Select(row => $"{{\"x\":{row},\"key{row}\":1}}\n")));
        Assert.Equal(1500, DataSet.Read(new DataOptions { Path = At("x.jsonl"), Inputs = ["x"], InputsOnly = true, Time = new TimeOptions() }).Train[0].Length);
    }

    [Fact]
    public void A_horizon_is_not_for_values_of_whole_sequences()
    {
        Write("x.npz", NpyBytes.Archive(("X", NpyBytes.Of("'<f8'", "(2, 2, 1)", NpyBytes.Doubles(1, 2, 3, 4))), ("y", NpyBytes.Of("'<f8'", "(2,)", NpyBytes.Doubles(5, 6)))));
        Assert.Equal("x.npz: column 2 \"y\" has one value for each sequence, and a horizon is for targets that have one at every time step", Complaint(() => DataSet.Read(new DataOptions { Path = At("x.npz"), Target = new NumberTarget(["y"]), Horizon = 1 })));
    }

    private void Require(string name, string stamps)
    {
        var options = new DataOptions
        {
            Path = At(name),
            Target = new NumberTarget(["x"]),
            Inputs = ["x", "day"],
            Categorical = [new CategoricalInput("day")],
            Time = new TimeOptions { Period = TimeSpan.FromHours(1), Calendar = [CalendarFeature.Hour] },
            InputScaling = Scaling.None,
            TargetScaling = Scaling.None,
        };
        var data = DataSet.Read(options);
        Assert.Equal(["x", "day=dry", "day=wet", "hour_sin", "hour_cos"], data.InputNames);
        Assert.Equal([1f, 0, 1, 1, 0], data.Train[0].Inputs.Take(5));
        Assert.Equal([3f, 0, 1, 0, -1], data.Train[0].Inputs.Skip(10));
        Assert.Contains(stamps, data.TimeNote, StringComparison.Ordinal);

        var known = options with { InputsOnly = true, Categorical = data.Categorical, Time = data.Time };
        var streamed = InputStream.Open(known)!.Rows().Select(row => (row.Time, Inputs: row.Inputs.ToArray())).ToList();
        Assert.Equal(data.Train[0].Inputs, streamed.SelectMany(row => row.Inputs));
        Assert.Equal(DataSet.Read(known).Train[0].Times!, streamed.Select(row => row.Time));
    }
}
