using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Lstm.Trainer.Cli.Commands;
using Lstm.Trainer.Parquet;
using Lstm.Trainer.Tests.Data;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Models;
using Lstm.Training.Runs;
using ParquetSharp;
using Xunit;
using Column = ParquetSharp.Column;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>Data whose numbers lie in temporary files trains to the same bits as data in memory, and leaves nothing behind.</summary>
[Trait("Speed", "Slow")]
public sealed class CacheTests : IDisposable
{
    private const int Rows = 600;
    private static readonly double[][] Numbers = [.. Enumerable.Range(0, Rows).Select(t => new[] { Math.Round(Math.Sin(t / 9.0) + (t % 7 / 10.0), 3), Math.Round(50 + Math.Cos(t / 5.0), 2), Math.Round(Math.Sin(t / 9.0) * 0.7, 4) })];

    private readonly ToolRun tool = new();

    public CacheTests()
    {
        ParquetTable.Register();
        tool.Line("new ~/n.lstm.json --input 2 --hidden 3");
        tool.Write("n.csv", "a,b,y\n" + string.Concat(Numbers.Select(Line)));
    }

    public void Dispose() => tool.Dispose();

    [Theory]
    [InlineData("--validation-share 0.2 --test-share 0.2")]
    [InlineData("--validation-share 0.2 --split-by time --input-scaling robust --target-scaling minmax --train-windows 40:20:8")]
    [InlineData("--validation-share 0.2 --horizon 3 --window-length 50 --window-stride 20")]
    [InlineData("--at last --window-length 30 --bptt 7 --dropout 0.2")]
    public void One_long_series(string options) => Same($"train ~/n.lstm.json --data ~/n.csv --inputs a,b --target y {options}");

    [Theory]
    [InlineData("--validation-share 0.25 --test-share 0.25")]
    [InlineData("--validation-share 0.25 --split-by time --missing hold")]
    [InlineData("--missing linear")]
    [InlineData("--missing drop --validation-share 0.25")]
    public void Many_sequences_with_scattered_rows_and_missing_values(string options)
    {
        tool.Write("s.csv", "run,a,b,y\n" + string.Concat(Numbers.Select((row, t) => $"r{t * 13 % 8}," + (options.Contains("missing", StringComparison.Ordinal) && t % 31 == 9 ? Line([double.NaN, .. row.Skip(1)]) : Line(row)))));
        Same($"train ~/n.lstm.json --data ~/s.csv --sequence-column run --target y {options}");
    }

    [Fact]
    public void Json_lines()
    {
        tool.Write("n.jsonl", string.Concat(Numbers.Select(row => string.Create(CultureInfo.InvariantCulture, $"{{\"a\":{row[0]},\"b\":{row[1]},\"y\":{row[2]}}}\n"))));
        Same("train ~/n.lstm.json --data ~/n.jsonl --target y --validation-share 0.2");
    }

    [Theory]
    [InlineData("(600, 3)", "--validation-share 0.2")]
    [InlineData("(6, 100, 3)", "--validation-share 0.34")]
    public void NumPy(string shape, string options)
    {
        File.WriteAllBytes(tool.PathOf("n.npy"), NpyBytes.Of("'<f8'", shape, NpyBytes.Doubles([.. Numbers.SelectMany(row => row)])));
        Same($"train ~/n.lstm.json --data ~/n.npy --target column3 {options}");
    }

    [Fact]
    public void Parquet()
    {
        using (var file = new ParquetFileWriter(tool.PathOf("n.parquet"), [new Column<double>("a"), new Column<double>("b"), new Column<double>("y")]))
        {
            foreach (double[][] block in Numbers.Chunk(250))
            {
                using var rows = file.AppendRowGroup();
                for (int column = 0; column < 3; column++)
                {
                    rows.NextColumn().LogicalWriter<double>().WriteBatch([.. block.Select(row => row[column])]);
                }
            }
            file.Close();
        }
        Same("train ~/n.lstm.json --data ~/n.parquet --target y --validation-share 0.2");
    }

    [Fact]
    public void Audio()
    {
        tool.Line("new ~/w.lstm.json --input 1 --hidden 3");
        File.WriteAllBytes(tool.PathOf("dry.wav"), WaveBytes.Floats(8000, [.. Numbers.Select(row => (float)row[0])]));
        File.WriteAllBytes(tool.PathOf("wet.wav"), WaveBytes.Floats(8000, [.. Numbers.Select(row => (float)row[2])]));
        Same("train ~/w.lstm.json --input ~/dry.wav --target ~/wet.wav --latency 2 --validation-share 0.2 --loss esr");
    }

    [Theory]
    [InlineData("--calendar hour --validation-share 0.2")]
    [InlineData("--calendar hour --resample 5min --validation-share 0.2")]
    [InlineData("--calendar hour --time-gaps hold")]
    [InlineData("--calendar hour --time-gaps split --validation-share 0.2")]
    public void Times_and_names(string options)
    {
        tool.Line("new ~/t.lstm.json --input 6 --hidden 3");
        tool.Write("t.csv", "at,a,b,day,y\n" + string.Concat(Numbers.Select((row, t) => string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2024, 1, 1).AddMinutes(t + (t / 100 * 7)):yyyy-MM-dd HH:mm},{row[0]},{row[1]},{(t % 3 == 0 ? "mon" : "tue")},{row[2]}\n"))));
        Same($"train ~/t.lstm.json --data ~/t.csv --target y --categorical day {options}");
    }

    [Theory]
    [InlineData("new ~/f.lstm.json --input 1 --hidden 3 --task forecast", "--inputs a --target a --horizon 1 --validation-share 0.2")]
    [InlineData("new ~/f.lstm.json --input 1 --hidden 3 --output 4", "--inputs a --target a --horizon 1,4 --loss quantile --quantiles 0.1,0.9 --validation-share 0.2")]
    public void Forecasts(string network, string options)
    {
        tool.Line(network);
        Same($"train ~/f.lstm.json --data ~/n.csv {options}");
    }

    [Theory]
    [InlineData("--class-column kind --window-length 20 --sampling balanced")]
    [InlineData("--class-column kind --train-windows 40:20:8 --class-weights balanced --validation-share 0.2")]
    public void Classes(string options)
    {
        tool.Line("new ~/c.lstm.json --input 2 --hidden 3 --output 2 --task classification");
        tool.Write("c.csv", "a,b,kind\n" + string.Concat(Numbers.Select((row, t) => string.Create(CultureInfo.InvariantCulture, $"{row[0]},{row[1]},{(t % 90 < 30 ? "up" : "down")}\n"))));
        Same($"train ~/c.lstm.json --data ~/c.csv {options}");
    }

    [Fact]
    public void To_the_end_and_resumed_with_another_number_of_threads()
    {
        string line = "train ~/n.lstm.json --data ~/n.csv --inputs a,b --target y --validation-share 0.2 --test-share 0.2 --horizon 1";
        Run(line + " --epochs 3 --threads 1", long.MaxValue);
        string whole = Digest("n.safetensors");
        Run(line + " --epochs 2 --threads 2", 0);
        var outcome = Run(line + " --epochs 3 --threads 2 --resume", 0);
        Assert.Equal(whole, Digest("n.safetensors"));
        Assert.Equal(["training", "validation", "test"], outcome.Parts.Select(part => part.Part));
        Assert.DoesNotContain(Directory.GetFiles(tool.Folder), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void A_note_says_where_numbers_are()
    {
        Assert.Null(Note(long.MaxValue));
        Assert.Contains("are in temporary files in " + tool.Folder, Note(0));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told()
    {
        var error = Assert.ThrowsAny<IOException>(() => Run("train ~/n.lstm.json --data ~/n.csv --target y --cache ~/nowhere", 0));
        Assert.Contains("there is no folder", error.Message);
        Assert.Contains("--cache FOLDER", error.Message);
        Assert.Contains("nowhere", error.Message);
    }

    [Fact]
    public void What_is_wrong_in_a_file_is_told_with_its_place()
    {
        tool.Write("bad.csv", "a,b,y\n1,2,3\n4,5,6\n7,x8,9\n");
        var error = Assert.Throws<DataException>(() => Run("train ~/n.lstm.json --data ~/bad.csv --target y", 0));
        Assert.Contains("bad.csv, line 4, column 2 \"b\": expected a number, found \"x8\"", error.Message);
    }

    private static string Line(IEnumerable<double> row) => string.Join(',', row.Select(value => double.IsNaN(value) ? "" : value.ToString(CultureInfo.InvariantCulture))) + "\n";

    /// <summary>Trains with all numbers in memory, with some and with none; what comes out has to be the same to the byte.</summary>
    private void Same(string line)
    {
        string[] digests = [.. new long[] { long.MaxValue, 6000, 0 }.Select(bytes =>
        {
            Run(line + " --epochs 2", bytes, measures: false);
            return Digest("n.checkpoint");
        })];
        Assert.Equal([digests[0], digests[0], digests[0]], digests);
        Assert.DoesNotContain(Directory.GetFiles(tool.Folder), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    private RunOutcome Run(string line, long mostInMemory, bool measures = true)
    {
        string[] words = [.. line.Split(' ').Skip(1).Select(word => word.Replace("~/", tool.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))];
        var request = TrainCommand.Request(words[0], [.. words[1..], "--no-report", "--out", tool.PathOf("n.safetensors")], like: words[0]);
        return new TrainingRun(request with { MostInMemory = mostInMemory, Measures = measures }).Execute(TestContext.Current.CancellationToken);
    }

    private string? Note(long mostInMemory)
    {
        var listener = new NoteListener();
        var request = TrainCommand.Request(tool.PathOf("n.lstm.json"), ["--data", tool.PathOf("n.csv"), "--target", "y", "--epochs", "1"], like: tool.PathOf("n.lstm.json"));
        new TrainingRun(request with { MostInMemory = mostInMemory, Measures = false }, listener).Execute(TestContext.Current.CancellationToken);
        return listener.Note;
    }

    private string Digest(string name) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(tool.PathOf(name))));

    private sealed class NoteListener : IRunListener
    {
        public string? Note { get; private set; }

        public void Began(Preparation preparation, NetworkTrainer trainer, TrainingPlan plan, int resumedAt) => Note = preparation.Notes.FirstOrDefault(note => note.Contains("temporary files", StringComparison.Ordinal));

        public void Epoch(TrainingProgress progress)
        {
        }

        public void Trained(TrainingResult result)
        {
        }

        public void Finished(RunOutcome outcome)
        {
        }
    }
}
