using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Embedded;
using Lstm.Training.Data.Storage;
using Lstm.Trainer.Cli.Commands;
using Lstm.Training.Runs;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>A detector is trained, calibrated on the validation part alone, used and judged from the command line.</summary>
[Trait("Speed", "Slow")]
public sealed class AnomalyTests : IDisposable
{
    private const string Train = "train ~/watch.lstm.json --task anomaly --data ~/x.csv --validation-share 0.3 --test-share 0.2 --epochs 2 --no-report --json";
    private const int Rows = 1000;

    private readonly ToolRun tool = new();

    public AnomalyTests()
    {
        Assert.Equal(0, tool.Line("new ~/watch.lstm.json --input 2 --hidden 4 --task anomaly"));
        tool.Write("x.csv", Data(1));
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Scale_and_threshold_come_with_the_weights_and_rows_are_flagged()
    {
        Assert.Equal(0, tool.Line(Train + " --threshold false-alarm-rate=0.02"));
        var end = tool.Lines[^1];
        var scale = end.GetProperty("anomaly");
        Assert.Equal(["a", "b"], scale.GetProperty("columns").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal((299, 5), (scale.GetProperty("rows").GetInt32(), scale.GetProperty("flagged").GetInt32())); // of 300 rows the last has no next one
        Assert.True(end.GetProperty("baselines").GetProperty("test").TryGetProperty("persistence", out _)); // of the forecast
        float threshold = (float)scale.GetProperty("threshold").GetDouble();
        var weights = WeightFile.Open(tool.PathOf("watch.safetensors"));
        Assert.Equal(threshold, OutputThresholds.Of(weights, 1)[0]);
        Assert.Equal(scale.GetProperty("medians").EnumerateArray().Select(value => (float)value.GetDouble()), weights.ReadAll("anomaly.median"));

        Assert.Equal(0, tool.Line("predict ~/watch.lstm.json --data ~/x.csv"));
        string[] lines = tool.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("sequence,step,time,score,flag", lines[0]);
        Assert.EndsWith(",0,0", lines[1], StringComparison.Ordinal); // nothing was expected of the first row
        Assert.All(lines.Skip(1).Select(line => line.Split(',')), cells => Assert.Equal(float.Parse(cells[3], CultureInfo.InvariantCulture) >= threshold ? "1" : "0", cells[4]));
        Assert.Equal("1", lines[1 + 950].Split(',')[4]); // where the data jumps

        Assert.Equal(0, tool.Line("inspect ~/watch.lstm.json"));
        Assert.Contains("  errors   a ", tool.Output);
        Assert.Contains("5 of 299 rows, 16.722 in a thousand (validation; false-alarm-rate=0.02)", tool.Output);
    }

    /// <summary>By definition half of |x − f − median| is at or above the median absolute deviation, which is the deviation over 1.4826; and half of x − f is above the median.</summary>
    [Fact]
    public void The_scale_is_that_of_the_validation_part()
    {
        Assert.Equal(0, tool.Line("new ~/watch.lstm.json --input 2 --output 1 --hidden 4 --task anomaly --force"));
        Assert.Equal(0, tool.Line(Train + " --threshold false-alarm-rate=0.02"));
        string[] rows = File.ReadAllLines(tool.PathOf("x.csv"));
        File.WriteAllLines(tool.PathOf("validation.csv"), rows.Take(1).Concat(rows.Skip(1 + 500).Take(300)));
        double[] scores = Scores("validation.csv");
        Assert.Equal(0, scores[0]);
        Assert.Equal(1 / 1.4826, scores.Skip(1).Order().ElementAt(299 / 2), 1e-6);
        Assert.Equal(2 * scores.Max(), WeightFile.Open(tool.PathOf("watch.safetensors")).ReadAll("anomaly.limit")[0], 1e-4);
        Assert.NotEqual(1 / 1.4826, Scores("x.csv").Skip(1).Take(500).Order().ElementAt(250), 1e-3); // the training part's is another
    }

    [Fact]
    public void Neither_the_test_part_nor_the_number_of_threads_changes_anything()
    {
        Assert.Equal(0, tool.Line(Train + " --smoothing 3"));
        string expected = Bits();
        string[] rows = File.ReadAllLines(tool.PathOf("x.csv"));
        string[][] cells = [.. rows.Skip(1 + 800).Select(row => row.Split(',', 2))];
        string[] values = [.. cells.Select(cell => cell[1])];
        new Random(1).Shuffle(values);
        File.WriteAllLines(tool.PathOf("x.csv"), rows.Take(1 + 800).Concat(cells.Zip(values, (cell, value) => $"{cell[0]},{value}")));
        Assert.Equal(0, tool.Line(Train + " --smoothing 3 --threads 3"));
        Assert.Equal(expected, Bits());
    }

    [Fact]
    public void Later_rows_change_no_earlier_score()
    {
        Assert.Equal(0, tool.Line(Train + " --smoothing 5"));
        double[] expected = Scores("x.csv");
        string[] rows = File.ReadAllLines(tool.PathOf("x.csv"));
        new Random(2).Shuffle(rows.AsSpan(1 + 400));
        File.WriteAllLines(tool.PathOf("shuffled.csv"), rows);
        double[] shuffled = Scores("shuffled.csv");
        Assert.Equal(expected.Take(400), shuffled.Take(400));
        Assert.NotEqual(expected.Skip(400), shuffled.Skip(400));
    }

    /// <summary>Another smoothing or rate needs no training: the checkpoint has the network.</summary>
    [Fact]
    public void A_resumed_run_gives_the_bits_of_one_that_was_not_interrupted()
    {
        Assert.Equal(0, tool.Line(Train + " --smoothing 4 --threshold false-alarm-rate=0.01"));
        string expected = Bits();
        Assert.Equal(0, tool.Line(Train.Replace("--epochs 2", "--epochs 1", StringComparison.Ordinal)));
        Assert.NotEqual(expected, Bits());
        Assert.Equal(0, tool.Line(Train + " --smoothing 4 --threshold false-alarm-rate=0.01 --resume"));
        Assert.Equal(expected, Bits());
    }

    [Fact]
    public void What_cannot_be_stated_from_so_few_rows_is_a_note()
    {
        Assert.Equal(0, tool.Line(Train + " --threshold false-alarm-rate=0.001"));
        Assert.Contains("No threshold gives false-alarm-rate=0.001 on 299 rows (validation)", tool.Output);
        Assert.Equal(0, tool.Lines[^1].GetProperty("anomaly").GetProperty("flagged").GetInt32());
        Assert.Equal(0, tool.Line("train ~/watch.lstm.json --data ~/x.csv --epochs 1 --no-report --json --threshold false-alarm-rate=0.02".Replace(" --threshold false-alarm-rate=0.02", "", StringComparison.Ordinal)));
        Assert.Contains("from the end of the training part, as there is no validation part", tool.Output);
        Assert.Equal(200, tool.Lines[^1].GetProperty("anomaly").GetProperty("rows").GetInt32());
    }

    /// <summary>The first rows of the validation part, whose smoothed score is still on its way from 0, do not count; what is scored stays the same.</summary>
    [Fact]
    public void A_threshold_is_chosen_on_scores_that_have_risen()
    {
        const double Rate = 0.97;
        Assert.Equal(0, tool.Line(Train + " --smoothing 30 --threshold false-alarm-rate=0.97"));
        var scale = tool.Lines[^1].GetProperty("anomaly");
        string[] rows = File.ReadAllLines(tool.PathOf("x.csv"));
        File.WriteAllLines(tool.PathOf("validation.csv"), rows.Take(1).Concat(rows.Skip(1 + 500).Take(299)));
        float[] scores = [.. Scores("validation.csv").Select(score => (float)score)];
        int rising = DetectorFitting.RisingSteps(30);
        Assert.Equal(299 - rising, scale.GetProperty("rows").GetInt32());
        Assert.Equal(DetectorFitting.Threshold(scores[rising..], Rate).Threshold, scale.GetProperty("threshold").GetDouble(), 1e-5);
        Assert.True(DetectorFitting.Threshold(scores, Rate).Threshold < 0.9 * scale.GetProperty("threshold").GetDouble());
    }

    /// <summary>One reading of the numbers has room in the memory that is allowed here, two have not; and evaluate knows the data again from its inputs alone.</summary>
    [Theory]
    [InlineData("--input 2 --output 1")]
    [InlineData("--input 2")]
    public void Data_is_read_once_and_known_again(string sizes)
    {
        Assert.Equal(0, tool.Line($"new ~/watch.lstm.json {sizes} --hidden 4 --task anomaly --force"));
        var request = TrainCommand.Request(tool.PathOf("watch.lstm.json"), ["--task", "anomaly", "--data", tool.PathOf("x.csv"), "--validation-share", "0.3", "--out", tool.PathOf("watch.safetensors")], like: tool.PathOf("watch.lstm.json"));
        int outputs = sizes.Contains("--output", StringComparison.Ordinal) ? 1 : 2;
        using var store = new NumberStore(tool.PathOf(""), (long)(1.5 * Rows * (2 + outputs) * sizeof(double)));
        Preparation.Of(request with { Data = request.Data with { Store = store } });
        Assert.Null(store.Note);
        Assert.Equal(0, tool.Line(Train));
        Assert.Equal(0, tool.Line("evaluate ~/watch.lstm.json --data ~/x.csv"));
        Assert.Contains("x.csv is the data that training read", tool.Output + tool.Errors);
        File.AppendAllText(tool.PathOf("x.csv"), File.ReadAllLines(tool.PathOf("x.csv"))[^1] + "\n");
        Assert.Equal(0, tool.Line("evaluate ~/watch.lstm.json --data ~/x.csv"));
        Assert.DoesNotContain("is the data that training read", tool.Output + tool.Errors);
    }

    [Fact]
    public void What_makes_a_threshold_doubtful_is_told()
    {
        Assert.Equal(0, tool.Line(Train + " --smoothing 70 --threshold false-alarm-rate=0.02"));
        Assert.Contains("--smoothing 70 is long for 299 rows (validation): the smoothed score begins at 0 and takes 162 rows to rise", tool.Output);
        string[] rows = File.ReadAllLines(tool.PathOf("x.csv"));
        string Row(int index, string value) => rows[index + 1][..(rows[index + 1].LastIndexOf(',') + 1)] + value;
        File.WriteAllLines(tool.PathOf("x.csv"), rows.Take(1).Concat(Enumerable.Range(0, Rows).Select(index => Row(index, index is >= 500 and < 800 ? "1.5" : rows[index + 1].Split(',')[^1])))); // b, in the validation part
        Assert.Equal(0, tool.Line(Train));
        Assert.Contains(Notes(), note => note.StartsWith("\"b\" has one value, 1.5, in all rows that the scale is from (validation)", StringComparison.Ordinal));
        File.WriteAllLines(tool.PathOf("x.csv"), rows.Take(1).Concat(Enumerable.Range(0, Rows).Select(index => Row(index, index % 40 == 0 ? "900" : rows[index + 1].Split(',')[^1])))); // b jumps
        Assert.Equal(0, tool.Line(Train));
        Assert.Contains(Notes(), note => note.StartsWith("\"b\" alone decides the threshold", StringComparison.Ordinal));
        Assert.Equal(0, tool.Line(Train + " --threshold false-alarm-rate=1")); // 0, by the scores of any column
        Assert.DoesNotContain("alone decides", tool.Output + tool.Errors);
    }

    [Fact]
    public void New_weights_keep_smoothing_and_rate_of_those_they_start_from()
    {
        Assert.Equal(0, tool.Line(Train + " --smoothing 4 --threshold false-alarm-rate=0.02"));
        Assert.Equal(0, tool.Line(Train + " --from ~/watch.safetensors --out ~/tuned.safetensors"));
        var scale = tool.Lines[^1].GetProperty("anomaly");
        Assert.Equal((4, "false-alarm-rate=0.02"), (scale.GetProperty("smoothing").GetInt32(), scale.GetProperty("rule").GetString()));
        Assert.Contains(Notes(), note => note.StartsWith("--smoothing 4 and --threshold false-alarm-rate=0.02: as of ", StringComparison.Ordinal));
        Assert.Equal(0, tool.Line(Train + " --from ~/watch.safetensors --out ~/other.safetensors --smoothing 1"));
        Assert.Equal(1, tool.Lines[^1].GetProperty("anomaly").GetProperty("smoothing").GetInt32());
        Assert.Equal(0, tool.Line("compare ~/watch.safetensors ~/other.safetensors"));
        Assert.Contains("--smoothing", tool.Output);
        Assert.Contains("flagged", tool.Output);
        Assert.Contains("threshold", tool.Output);
    }

    [Fact]
    public void Of_several_inputs_the_first_can_be_forecast_alone()
    {
        Assert.Equal(0, tool.Line("new ~/first.lstm.json --input 2 --output 1 --hidden 4 --task anomaly"));
        string line = Train.Replace("watch", "first", StringComparison.Ordinal);
        Assert.Equal(0, tool.Line(line));
        Assert.Equal(["a"], tool.Lines[^1].GetProperty("anomaly").GetProperty("columns").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(0, tool.Line(line + " --inputs b,a"));
        Assert.Equal(["b"], tool.Lines[^1].GetProperty("anomaly").GetProperty("columns").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(0, tool.Line(line + " --from ~/first.safetensors --out ~/tuned.safetensors")); // reads the data as those weights did
        Assert.Equal(["b"], tool.Lines[^1].GetProperty("anomaly").GetProperty("columns").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public void A_detector_can_be_searched_for()
    {
        Assert.True(tool.Line("search ~/watch.lstm.json --data ~/x.csv --validation-share 0.3 --test-share 0.2 --trials 2 --epochs 1 --threads 1 --out ~/best.lstm.json --quiet") == 0, tool.Errors);
        Assert.Equal(0, tool.Line("predict ~/best.lstm.json --data ~/x.csv"));
        Assert.StartsWith("sequence,step,time,score,flag", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Labelled_windows_are_found_or_not()
    {
        Assert.Equal(0, tool.Line(Train + " --threshold false-alarm-rate=0.01"));
        tool.Write("any.json", """{ "windows": [ [ "2024-02-09 12:00:00.000000", "2024-02-09 18:00:00.000000" ], [ "2024-02-01 00:00:00", "2024-02-01 03:00:00" ] ] }""");
        tool.Write("combined.json", """{ "other/y.csv": [], "some/x.csv": [ [ "2024-02-01 00:00:00", "2024-02-01 03:00:00" ], [ "2024-02-09 12:00:00", "2024-02-09 18:00:00" ] ] }""");
        Assert.Equal(0, tool.Line("evaluate ~/watch.lstm.json --data ~/x.csv --windows ~/any.json --json"));
        var metrics = tool.Lines[0].GetProperty("metrics");
        string first = metrics.GetRawText();
        Assert.InRange(metrics.GetProperty("windows found").GetInt32(), 1, 2); // row 950 is on 9 February at 14:00
        Assert.InRange(metrics.GetProperty("NAB standard").GetDouble(), 0, 100);
        Assert.Contains("is the data that training read", tool.Output);
        Assert.Equal(0, tool.Line("evaluate ~/watch.lstm.json --data ~/x.csv --windows ~/combined.json --json"));
        Assert.Equal(first, tool.Lines[0].GetProperty("metrics").GetRawText());
        Assert.Equal(0, tool.Line("evaluate ~/watch.lstm.json --data ~/x.csv --part test"));
        Assert.Contains("  flagged ", tool.Output);
        Assert.DoesNotContain("NAB", tool.Output);

        foreach (var (text, complaint) in new (string, string)[]
        {
            ("[]", "expected { \"windows\""),
            ("{", "is no JSON"),
            ("""{ "a/x.csv": [], "b/x.csv": [] }""", "has windows for \"a/x.csv\", \"b/x.csv\""),
            ("""{ "windows": [ [ "2024-02-09 12:00:00+02:00", "2024-02-09 14:00:00+02:00" ] ] }""", "have an offset from UTC, and those of ~/x.csv have none"),
            ("""{ "windows": [ [ "2024-02-09 12:00:00+02:00", "2024-02-09 14:00:00" ] ] }""", "one of its times has an offset from UTC and the other has none"),
            ("""{ "windows": [ [ "2024-02-09 12:00:00Z", "2024-02-09 14:00:00Z" ], [ "2024-02-10 12:00:00", "2024-02-10 14:00:00" ] ] }""", "some windows' times have an offset"),
            ("""{ "y.csv": [] }""", "has no windows for x.csv"),
            ("""{ "windows": [ [ "2024-02-09 12:00:00" ] ] }""", "window 1: expected its first and its last time"),
            ("""{ "windows": [ [ "2024-02-09 12:00:00", "soon" ] ] }""", "window 1: expected a time"),
            ("""{ "windows": [ [ "2024-02-09 12:00:00", "2024-02-08 12:00:00" ] ] }""", "window 1: ends before it begins"),
            ("""{ "windows": [ [ "2024-02-09 12:00:00", "2024-02-09 14:00:00" ], [ "2024-02-09 13:00:00", "2024-02-09 15:00:00" ] ] }""", "two windows have the same times"),
            ("""{ "windows": [ [ "2025-02-09 12:00:00", "2025-02-09 14:00:00" ] ] }""", "the window of ~/wrong.json has no row here"),
        })
        {
            tool.Write("wrong.json", text);
            Assert.Equal(1, tool.Line("evaluate ~/watch.lstm.json --data ~/x.csv --windows ~/wrong.json"));
            Assert.Contains(complaint, tool.Errors);
        }
    }

    /// <summary>Row 950 jumps, and only there the data is 4 off; the test part begins at row 800, on 3 February at 08:00.</summary>
    [Fact]
    public void The_test_part_is_judged_by_windows_and_windows_outside_of_it_are_told()
    {
        Assert.Equal(0, tool.Line(Train + " --threshold false-alarm-rate=0.01"));
        tool.Write("any.json", """{ "windows": [ [ "2024-02-09 12:00:00", "2024-02-09 18:00:00" ], [ "2024-01-05 00:00:00", "2024-01-05 03:00:00" ] ] }""");
        Assert.Equal(0, tool.Line("evaluate ~/watch.lstm.json --data ~/x.csv --part test --windows ~/any.json"));
        Assert.Contains("of 1 labelled window behind the first 29 rows", tool.Output);
        Assert.Contains("1 of 2 windows has no row here and is not counted: 2024-01-05 00:00:00 to 2024-01-05 03:00:00.", tool.Errors);

        tool.Write("none.json", """{ "windows": [] }""");
        Assert.Equal(0, tool.Line("evaluate ~/watch.lstm.json --data ~/x.csv --part test --windows ~/none.json --json"));
        Assert.Equal(["flagged", "false alarms"], tool.Lines[0].GetProperty("metrics").EnumerateObject().Select(metric => metric.Name));
    }

    [Fact]
    public void Windows_without_an_offset_are_in_the_local_time_of_the_data()
    {
        Assert.Equal(0, tool.Line(Train + " --threshold false-alarm-rate=0.01"));
        tool.Write("any.json", """{ "windows": [ [ "2024-02-09 13:30:00", "2024-02-09 14:30:00" ] ] }""");
        tool.Write("utc.json", """{ "windows": [ [ "2024-02-09 11:30:00Z", "2024-02-09 12:30:00Z" ] ] }""");
        string[] rows = File.ReadAllLines(tool.PathOf("x.csv"));
        File.WriteAllLines(tool.PathOf("offset.csv"), rows.Select((row, index) => index == 0 ? row : row.Insert(row.IndexOf(',', StringComparison.Ordinal), "+02:00")));
        foreach (string windows in new[] { "any", "utc" })
        {
            Assert.Equal(0, tool.Line($"evaluate ~/watch.lstm.json --data ~/offset.csv --windows ~/{windows}.json --json"));
            Assert.Equal(1, tool.Lines[0].GetProperty("metrics").GetProperty("windows found").GetInt32()); // row 950 is at 14:00
        }
    }

    public static TheoryData<string, string> Mistakes { get; } = new()
    {
        { "train ~/watch.lstm.json --data ~/x.csv --target a", "the targets of a detector are its own inputs; leave --target" },
        { "train ~/watch.lstm.json --data ~/x.csv --class-column a", "leave --target, --class-column and the like out" },
        { "train ~/watch.lstm.json --data ~/x.csv --horizon 3", "--horizon 3: a detector forecasts the next row" },
        { "train ~/watch.lstm.json --data ~/x.csv --at last", "a detector scores every time step" },
        { "train ~/watch.lstm.json --data ~/x.csv --loss quantile --quantiles 0.1,0.9", "the loss of a detector is that of numbers" },
        { "train ~/watch.lstm.json --data ~/x.csv --validation-share 0.2 --threshold recall=0.5", "nobody has said which rows are anomalies" },
        { "train ~/watch.lstm.json --data ~/x.csv --validation-share 0.2 --threshold false-alarm-rate=0", "--threshold false-alarm-rate=0: no rows can show that there will never be a false alarm" },
        { "train ~/watch.lstm.json --data ~/x.csv --validation-share 0.2 --window-length 1", "--window-length 1: the score compares a row with the forecast of the row before" },
        { "train ~/watch.lstm.json --data ~/x.csv --threshold false-alarm-rate=0.01", "--threshold is chosen on the validation part, and there is none" },
        { "train ~/watch.lstm.json --data ~/x.csv --inputs a", "the network takes 2 inputs" },
        { "train ~/plain.lstm.json --data ~/x.csv --task anomaly --target a", "--task anomaly is for a network that ends in { \"type\": \"anomaly\" }" },
        { "train ~/plain.lstm.json --data ~/x.csv --smoothing 3 --target a", "--smoothing is for a network that ends in" },
        { "train ~/odd.lstm.json --data ~/x.csv", "the layers before the score of an anomaly give numbers; end them in { \"type\": \"dense\" } without \"activation\"" },
        { "train ~/five.lstm.json --data ~/x.csv --calendar hour", "lstm new ~/five.lstm.json --input 4 --output 2 --task anomaly writes a spec" },
        { "train ~/watch.lstm.json --data ~/x.csv --task forecast", "--task forecast: expected anomaly." },
        { "train ~/watch.lstm.json --data ~/gap.csv", "hold its last value, be interpolated, or its row be dropped (--missing hold, linear or drop)" },
        { "new ~/n.lstm.json --input 2 --output 3 --task anomaly", "--output 3 with --task anomaly" },
        { "new ~/n.lstm.json --input 2 --bidirectional --task anomaly", "--bidirectional with --task anomaly" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public void A_mistake_is_named(string line, string complaint)
    {
        tool.Line("new ~/plain.lstm.json --input 2 --hidden 2");
        tool.Line("new ~/five.lstm.json --input 4 --hidden 2 --task anomaly");
        tool.Write("gap.csv", "a,b\n1,2\n2,\n3,4\n4,5\n");
        tool.Write("odd.lstm.json", """{ "input": 2, "layers": [ { "type": "gru", "hidden": 2 }, { "type": "dense", "size": 2, "activation": "sigmoid" }, { "type": "anomaly" } ] }""");
        Assert.NotEqual(0, tool.Line(line));
        Assert.Contains(complaint, tool.Errors);
        Assert.False(File.Exists(tool.PathOf("watch.safetensors")));
    }

    [Fact]
    public void Windows_are_for_detectors_and_a_detector_is_not_exported()
    {
        tool.Line("new ~/plain.lstm.json --input 2 --hidden 2");
        Assert.Equal(0, tool.Line("train ~/plain.lstm.json --data ~/x.csv --target a --horizon 1 --epochs 1 --no-report --quiet"));
        tool.Write("any.json", """{ "windows": [ [ "2024-02-09 12:00:00", "2024-02-09 18:00:00" ] ] }""");
        Assert.Equal(2, tool.Line("evaluate ~/plain.lstm.json --data ~/x.csv --windows ~/any.json"));
        Assert.Contains("is for anomaly detectors", tool.Errors);
        Assert.Equal(0, tool.Line(Train));
        int code = tool.Line("export ~/watch.lstm.json --onnx ~/watch.onnx");
        Assert.True(code == 1, tool.Errors);
        Assert.Contains("layers[3]: the score of an anomaly compares the sample with what the layers before it give", tool.Errors);
        File.Copy(tool.PathOf("watch.safetensors"), tool.PathOf("plain.safetensors"), overwrite: true);
        Assert.Equal(1, tool.Line("predict ~/plain.lstm.json --data ~/x.csv"));
        Assert.Contains("the weights of another network", tool.Errors);
    }

    private string[] Notes() => [.. tool.Lines[^1].GetProperty("notes").EnumerateArray().Select(note => note.GetString()!)];

    private double[] Scores(string data)
    {
        Assert.Equal(0, tool.Line($"predict ~/watch.lstm.json --data ~/{data} --time-column none --inputs a,b"));
        return [.. tool.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => double.Parse(line.Split(',')[^2], CultureInfo.InvariantCulture))];
    }

    private string Bits()
    {
        var file = WeightFile.Open(tool.PathOf("watch.safetensors"));
        IEnumerable<string> tensors = file.TensorNames.Select(name => name + ":" + string.Join(' ', file.ReadAll(name).Select(BitConverter.SingleToUInt32Bits)));
        return string.Join('\n', tensors.Append(file.Metadata[OutputThresholds.MetadataKey]));
    }

    /// <summary>Two columns, hourly from 1 January 2024: waves with noise, and a jump at row 950.</summary>
    private static string Data(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("time,a,b\n");
        for (int t = 0; t < Rows; t++)
        {
            double noise = random.NextDouble() - 0.5;
            text.Append(CultureInfo.InvariantCulture, $"{new DateTime(2024, 1, 1).AddHours(t):yyyy-MM-dd HH:mm:ss},{Math.Sin(t / 5.0) + (noise / 5) + (t == 950 ? 4 : 0):0.####},{(3 * Math.Cos(t / 7.0)) + random.NextDouble():0.####}\n");
        }
        return text.ToString();
    }
}
