using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>Thresholds and temperatures are chosen on the validation part and on nothing else, come with the weights, and are used.</summary>
[Trait("Speed", "Slow")]
public sealed class OperatingPointTests : IDisposable
{
    private const string Yes = "train ~/fault.lstm.json --data ~/train.csv --validation ~/validation.csv --test ~/test.csv --inputs x z --target fault --bptt 60 --epochs 15 --learning-rate 0.01 --no-report --json";
    private const string Classes = "train ~/state.lstm.json --data ~/train.csv --validation ~/validation.csv --inputs x z --class-column state --bptt 60 --epochs 15 --learning-rate 0.01 --no-report --json";

    private readonly ToolRun tool = new();

    public OperatingPointTests()
    {
        tool.Line("new ~/fault.lstm.json --input 2 --hidden 6 --task binary");
        tool.Line("new ~/state.lstm.json --input 2 --hidden 6 --task classification --output 3");
        WriteRows("train.csv", 1, 1200);
        WriteRows("validation.csv", 2, 800);
        WriteRows("test.csv", 3, 800);
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    public void A_threshold_for_a_rate_of_false_alarms_comes_with_the_weights()
    {
        Assert.Equal(0, tool.Line(Yes + " --threshold false-alarm-rate=0.02"));
        var point = tool.Lines[^1].GetProperty("thresholds").GetProperty("fault");
        double threshold = point.GetProperty("threshold").GetDouble();
        Assert.InRange(point.GetProperty("falseAlarmRate").GetDouble(), 0.005, 0.02); // as many as may be, of 780 or so
        var weights = WeightFile.Open(tool.PathOf("fault.safetensors"));
        Assert.Equal((float)threshold, OutputThresholds.Of(weights, 1)[0]);

        Assert.Equal(0, tool.Line("evaluate ~/fault.lstm.json --data ~/validation.csv --json"));
        Assert.Equal(point.GetProperty("recall").GetDouble(), tool.Lines[0].GetProperty("metrics").GetProperty("recall").GetDouble(), 1e-12);
        Assert.Equal(point.GetProperty("precision").GetDouble(), tool.Lines[0].GetProperty("metrics").GetProperty("precision").GetDouble(), 1e-12);
        Assert.True(tool.Lines[0].GetProperty("precisionRecall").GetProperty("fault").GetArrayLength() > 5);

        Assert.Equal(0, tool.Line("predict ~/fault.lstm.json --data ~/validation.csv"));
        string[] lines = tool.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("sequence,step,fault,decision", lines[0]);
        Assert.All(lines.Skip(1).Select(line => line.Split(',')), cells => Assert.Equal(float.Parse(cells[2], CultureInfo.InvariantCulture) >= (float)threshold ? "1" : "0", cells[3]));
        Assert.Equal(0, tool.Line("predict ~/fault.lstm.json --data ~/validation.csv --json"));
        Assert.True(tool.Lines[0].GetProperty("decisions").GetProperty("fault").ValueKind is JsonValueKind.True or JsonValueKind.False);
        Assert.Equal(0, tool.Line("inspect ~/fault.lstm.json"));
        Assert.Contains("alarms   fault from ", tool.Output);
    }

    [Fact]
    public void The_order_of_the_test_part_changes_nothing_that_is_chosen()
    {
        Assert.Equal(0, tool.Line(Yes + " --threshold cost=miss:20 --calibrate temperature"));
        var expected = (Chosen(), Tensors());
        string[] rows = File.ReadAllLines(tool.PathOf("test.csv"));
        new Random(1).Shuffle(rows.AsSpan(1));
        File.WriteAllLines(tool.PathOf("test.csv"), rows);
        Assert.Equal(0, tool.Line(Yes + " --threshold cost=miss:20 --calibrate temperature --threads 3"));
        Assert.Equal(expected, (Chosen(), Tensors()));
        rows = File.ReadAllLines(tool.PathOf("validation.csv"));
        File.WriteAllLines(tool.PathOf("validation.csv"), rows.Take(600));
        Assert.Equal(0, tool.Line(Yes + " --threshold cost=miss:20 --calibrate temperature"));
        Assert.NotEqual(expected.Item1, Chosen()); // what they are chosen on does

        string Chosen() => tool.Lines[^1].GetProperty("thresholds").GetRawText() + tool.Lines[^1].GetProperty("calibration").GetRawText();
        string Tensors()
        {
            var file = WeightFile.Open(tool.PathOf("fault.safetensors"));
            return string.Join(' ', file.TensorNames.SelectMany(file.ReadAll).Select(BitConverter.SingleToUInt32Bits));
        }
    }

    /// <summary>Another threshold needs no training: the checkpoint has the network.</summary>
    [Fact]
    public void Another_threshold_is_chosen_on_resuming()
    {
        Assert.Equal(0, tool.Line(Yes + " --threshold recall=0.5"));
        double high = Threshold();
        Assert.Equal(0, tool.Line(Yes + " --threshold recall=0.99 --resume"));
        Assert.Equal(15, tool.Lines[0].GetProperty("resumedAt").GetInt32());
        Assert.True(Threshold() < high);

        double Threshold() => tool.Lines[^1].GetProperty("thresholds").GetProperty("fault").GetProperty("threshold").GetDouble();
    }

    [Fact]
    public void A_class_of_interest_is_the_answer_from_its_threshold_on()
    {
        Assert.Equal(0, tool.Line(Classes + " --threshold recall=0.95 --threshold-for fault"));
        double recall = tool.Lines[^1].GetProperty("byClass").GetProperty("validation").GetProperty("fault").GetProperty("recall").GetDouble();
        Assert.True(recall >= 0.95, $"{recall}");
        float threshold = (float)tool.Lines[^1].GetProperty("thresholds").GetProperty("fault").GetProperty("threshold").GetDouble();
        Assert.Equal(0, tool.Line("predict ~/state.lstm.json --data ~/validation.csv"));
        string[] lines = tool.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int column = Array.IndexOf(lines[0].Split(','), "fault");
        Assert.All(lines.Skip(1).Select(line => line.Split(',')), cells => Assert.Equal(float.Parse(cells[column], CultureInfo.InvariantCulture) >= threshold, cells[2] == "fault"));
    }

    /// <summary>Faults weigh far too much, so that the network is far too sure of them: dividing by the temperature makes it honest, and ranks as before.</summary>
    [Theory]
    [InlineData("~/fault.lstm.json")]
    [InlineData("~/state.lstm.json")]
    public void Calibration_makes_the_loss_on_the_validation_part_less_and_is_exact(string spec)
    {
        string line = spec.Contains("fault", StringComparison.Ordinal) ? Yes + " --positive-weight 20" : Classes + " --class-weights fault=20";
        Assert.Equal(0, tool.Line(line));
        var before = Validation();
        Assert.Equal(JsonValueKind.Null, tool.Lines[^1].GetProperty("calibration").ValueKind);
        Assert.Equal(0, tool.Line(line + " --calibrate temperature --resume"));
        var after = Validation();
        var calibration = tool.Lines[^1].GetProperty("calibration");
        Assert.NotEqual(1, calibration.GetProperty("temperature").GetDouble());
        Assert.True(calibration.GetProperty("lossAfter").GetDouble() <= calibration.GetProperty("lossBefore").GetDouble());
        Assert.Equal(calibration.GetProperty("lossBefore").GetDouble(), before.GetProperty("cross-entropy").GetDouble(), 1e-5);
        Assert.Equal(calibration.GetProperty("lossAfter").GetDouble(), after.GetProperty("cross-entropy").GetDouble(), 1e-5); // by the generated code
        Assert.Equal(before.GetProperty("accuracy").GetDouble(), after.GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.True(tool.Lines[^1].GetProperty("differenceToTrainer").GetDouble() < 1e-5);

        JsonElement Validation() => tool.Lines[^1].GetProperty("parts").GetProperty("validation");
    }

    [Fact]
    public void The_report_shows_what_thresholds_come_to()
    {
        Assert.Equal(0, tool.Line(Yes.Replace("--no-report --json", "--threshold precision=0.5 --calibrate temperature", StringComparison.Ordinal)));
        string page = File.ReadAllText(tool.PathOf("fault.report.html"));
        Assert.Contains("Precision and recall over all thresholds", page);
        Assert.Contains("The dot is where the network answers now", page);
        Assert.Contains("false-alarm rate", page);
        Assert.Contains("negative log-likelihood", page);
        Assert.Contains("threshold   fault from ", tool.Output);
        Assert.Contains("calibrated  temperature ", tool.Output);
    }

    [Theory]
    [InlineData(Yes, "--threshold recall=0", 2, "--threshold recall=0: expected false-alarm-rate=R with a share from 0 to 1, precision=R or recall=R with one above 0")]
    [InlineData(Yes, "--threshold accuracy=1", 2, "--threshold accuracy=1: expected false-alarm-rate=R with a share from 0 to 1, precision=R or recall=R")]
    [InlineData(Yes, "--threshold-for fault", 2, "--threshold-for needs --threshold")]
    [InlineData(Yes, "--threshold recall=1 --threshold-for falt", 1, "--threshold-for: there is no target \"falt\"; did you mean \"fault\"?")]
    [InlineData(Classes, "--threshold recall=1", 1, "--threshold for classes needs --threshold-for, the class that means an alarm: one of")]
    [InlineData(Classes, "--threshold recall=1 --threshold-for rare", 1, "of \"rare\" the validation part has none")]
    [InlineData("train ~/fault.lstm.json --data ~/train.csv --inputs x z --target fault --bptt 60 --epochs 1", "--threshold recall=1", 1, "--threshold is chosen on the validation part, and there is none")]
    [InlineData("train ~/fault.lstm.json --data ~/train.csv --inputs x z --target fault --bptt 60 --epochs 1", "--calibrate temperature", 1, "--calibrate is fitted on the validation part, and there is none")]
    [InlineData("train ~/fault.lstm.json --data ~/train.csv --validation ~/validation.csv --inputs x z --target fault --loss mse --bptt 60 --epochs 1", "--calibrate temperature", 1, "this network gives numbers")]
    [InlineData(Yes, "--calibrate isotonic", 2, "--calibrate isotonic: expected temperature")]
    [InlineData(Yes, "--focal 6", 2, "--focal 6: expected a whole number from 0 to 5")]
    [InlineData(Yes, "--loss mse --focal 2", 1, "--focal is for classes, and for yes and no")]
    [InlineData(Yes, "--sampling balanced", 1, "--sampling balanced: the training part is one sequence")]
    public void What_does_not_fit_is_said(string line, string options, int code, string message)
    {
        Assert.Equal(code, tool.Line($"{line} {options}"));
        Assert.Contains(message, tool.Errors);
        Assert.DoesNotContain("   at ", tool.Errors);
        Assert.False(File.Exists(tool.PathOf("fault.safetensors")) || File.Exists(tool.PathOf("state.safetensors")));
    }

    [Fact]
    public void A_rule_that_no_threshold_fulfils_is_told_and_the_weights_are_written()
    {
        WriteRows("validation.csv", 2, 200, noise: true);
        Assert.Equal(0, tool.Line(Yes + " --threshold precision=1"));
        Assert.Contains(tool.Lines[^1].GetProperty("notes").EnumerateArray(), note => note.GetString()!.StartsWith("No threshold was chosen for \"fault\": none gives precision=1", StringComparison.Ordinal));
        Assert.Equal("{}", tool.Lines[^1].GetProperty("thresholds").GetRawText());
        Assert.False(OutputThresholds.Of(WeightFile.Open(tool.PathOf("fault.safetensors")), 1).IsChosen(0));
    }

    /// <summary>One of twelve runs is worn, which moves x by half a deviation: balanced, such runs come up as often as others, and most are found.</summary>
    [Fact]
    public void Balanced_sampling_finds_a_rare_class()
    {
        var random = new Random(4);
        var text = new StringBuilder("run,x,kind\n");
        for (int run = 0; run < 240; run++)
        {
            for (int t = 0; t < 10; t++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{run},{(2 * random.NextDouble()) - 1 + (run % 12 == 0 ? 0.35 : 0):F4},{(run % 12 == 0 ? "worn" : "sound")}\n");
            }
        }
        tool.Write("runs.csv", text.ToString());
        tool.Line("new ~/kind.lstm.json --input 1 --hidden 4 --task classification --output 2");
        const string Line = "train ~/kind.lstm.json --data ~/runs.csv --sequence-column run --inputs x --class-column kind --at last --batch-size 16 --epochs 20 --learning-rate 0.01 --no-report --json";
        Assert.Equal(0, tool.Line(Line));
        double plain = Recall();
        Assert.Equal(0, tool.Line(Line + " --sampling balanced --threads 1"));
        Assert.True(Recall() > plain + 0.3, $"{Recall()} {plain}");
        byte[] one = File.ReadAllBytes(tool.PathOf("kind.safetensors"));
        Assert.Equal(0, tool.Line(Line + " --sampling balanced --threads 3"));
        Assert.Equal(one, File.ReadAllBytes(tool.PathOf("kind.safetensors")));

        double Recall() => tool.Lines[^1].GetProperty("byClass").GetProperty("training").GetProperty("worn").GetProperty("recall").GetDouble();
    }

    /// <summary>One row in forty is a fault, which moves x by two deviations: some cannot be told.</summary>
    private void WriteRows(string file, int seed, int rows, bool noise = false)
    {
        var random = new Random(seed);
        var text = new StringBuilder("x,z,state,fault\n");
        for (int row = 0; row < rows; row++)
        {
            bool isFault = random.Next(40) == 0;
            double x = random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5 + (isFault && !noise ? 1 : 0);
            string state = isFault ? "fault" : file == "train.csv" && row % 300 == 7 ? "rare" : "ok";
            text.Append(CultureInfo.InvariantCulture, $"{x:F4},{random.NextDouble():F4},{state},{(isFault ? 1 : 0)}\n");
        }
        tool.Write(file, text.ToString());
    }
}
