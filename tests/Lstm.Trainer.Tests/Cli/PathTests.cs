using System.IO;
using System.Linq;
using Lstm.Embedded;
using Lstm.Training.Models;
using Lstm.Training.Reference;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>The whole way of a person: new, train, inspect, evaluate, predict, trace, emit.</summary>
[Trait("Speed", "Slow")]
public sealed class PathTests : System.IDisposable
{
    private const string Train = "train ~/pump.lstm.json --data ~/runs.csv --sequence-column run --target damaged --epochs 25 --learning-rate 0.02 --batch-size 16";

    private readonly ToolRun tool = new();

    public void Dispose() => tool.Dispose();

    [Fact]
    public void FromNothingToAnswers()
    {
        tool.WriteRuns();
        Assert.Equal(0, tool.Line("new ~/pump.lstm.json --input 2 --hidden 4 --task binary"));
        Assert.Equal(0, tool.Line(Train + " --validation-share 0.2 --json"));
        var finished = tool.Lines[^1];
        Assert.Equal("finished", finished.GetProperty("event").GetString());
        Assert.Equal(25, tool.Lines.Count(line => line.GetProperty("event").GetString() == "epoch"));
        Assert.True(finished.GetProperty("differenceToTrainer").GetDouble() < 1e-5);
        double accuracy = finished.GetProperty("parts").GetProperty("training").GetProperty("accuracy").GetDouble();
        Assert.True(accuracy > 0.9, $"accuracy {accuracy}");
        Assert.True(File.Exists(tool.PathOf("pump.report.html")));
        Assert.True(File.Exists(tool.PathOf("pump.checkpoint")));

        tool.WriteRuns("unseen.csv", seed: 2);
        Assert.Equal(0, tool.Line("evaluate ~/pump.lstm.json --data ~/unseen.csv --json"));
        Assert.True(tool.Lines[0].GetProperty("metrics").GetProperty("accuracy").GetDouble() > 0.9);
        Assert.Equal(0, tool.Line("evaluate ~/pump.lstm.json --data ~/unseen.csv"));
        Assert.Contains("AUC", tool.Output);

        Assert.Equal(0, tool.Line("inspect ~/pump.lstm.json"));
        Assert.Contains("forget gate", tool.Output);
        Assert.Contains("\"a\", \"b\"", tool.Output);

        tool.Write("today.csv", "run,b,a\nx,50,10.1\nx,50,10.1\ny,20,12.2\n"); // no target, columns in another order
        Assert.Equal(0, tool.Line("predict ~/pump.lstm.json --data ~/today.csv --out ~/answers.csv"));
        string[] answers = File.ReadAllLines(tool.PathOf("answers.csv"));
        Assert.Equal("sequence,step,damaged", answers[0]);
        Assert.Equal(4, answers.Length);
        Assert.StartsWith("\"today.csv, run y\",1,", answers[3]);

        Assert.Equal(0, tool.Line("trace ~/pump.lstm.json --data ~/today.csv --sequence y"));
        Assert.Contains("run y", tool.Output);
        Assert.Contains("forget gate", File.ReadAllText(tool.PathOf("pump.trace.html")), System.StringComparison.OrdinalIgnoreCase);

        Assert.Equal(0, tool.Line("emit ~/pump.lstm.json --namespace Plant"));
        Assert.Contains("namespace Plant", tool.Output);
        Assert.Contains("sealed partial class Pump", tool.Output);
    }

    [Fact]
    public void EveryRunIsSplitByTime()
    {
        tool.WriteRuns(runs: 12);
        tool.Line("new ~/pump.lstm.json --input 2 --hidden 4 --task binary");
        Assert.Equal(0, tool.Line("train ~/pump.lstm.json --data ~/runs.csv --sequence-column run --target damaged --split-by time --validation-share 0.2 --epochs 1 --no-report --json"));
        Assert.Equal(12, tool.Lines[0].GetProperty("trainingSequences").GetInt32());
        Assert.Equal(12, tool.Lines[0].GetProperty("validationSequences").GetInt32());
    }

    [Fact]
    public void AnswersAreThoseOfTheReferenceInTheDatasOwnUnits()
    {
        tool.WriteRuns();
        tool.Line("new ~/pump.lstm.json --input 2 --hidden 4 --task binary");
        Assert.Equal(0, tool.Line(Train + " --quiet --no-report"));
        Assert.Equal("", tool.Output);
        tool.Write("today.csv", "run,a,b\nx,10.1,50\nx,12.3,70\n");
        Assert.Equal(0, tool.Line("predict ~/pump.lstm.json --data ~/today.csv --json"));

        var file = WeightFile.Open(tool.PathOf("pump.safetensors"));
        var reference = new ReferenceNetwork(Lstm.Training.Models.SpecFile.Read(tool.PathOf("pump.lstm.json")), file.ReadAll);
        foreach (var (line, sample) in tool.Lines.Zip(new double[][] { [10.1f, 50], [12.3f, 70] }))
        {
            Assert.Equal(reference.Step(sample)[0], line.GetProperty("outputs").GetProperty("damaged").GetDouble(), 1e-5);
        }
    }

    [Fact]
    public void TheSameSeedGivesTheSameBytesWithAnyNumberOfThreads()
    {
        tool.WriteRuns(runs: 40);
        tool.Line("new ~/pump.lstm.json --input 2 --hidden 4 --task binary");
        byte[][] files = [.. new[] { "--threads 1", "--threads 2", "--threads 3", "--threads 1 --seed 2" }.Select(extra =>
        {
            Assert.Equal(0, tool.Line($"{Train} --batch-size 48 --epochs 3 --no-report --quiet {extra}".Replace("--epochs 25 ", "").Replace("--batch-size 16 ", "")));
            return File.ReadAllBytes(tool.PathOf("pump.safetensors"));
        })];
        Assert.Equal(files[0], files[1]);
        Assert.Equal(files[0], files[2]);
        Assert.NotEqual(files[0], files[3]);
    }

    [Fact]
    public void ResumedTrainingGivesTheBytesOfUninterrupted()
    {
        tool.WriteRuns();
        tool.Line("new ~/pump.lstm.json --input 2 --hidden 4 --task binary");
        string shorter = Train.Replace("--epochs 25", "--epochs 3") + " --no-report --quiet --validation-share 0.2 --dropout 0.1";
        Assert.Equal(0, tool.Line(shorter.Replace("--epochs 3", "--epochs 6") + " --out ~/whole.safetensors"));
        Assert.Equal(0, tool.Line(shorter + " --out ~/parts.safetensors"));
        Assert.NotEqual(File.ReadAllBytes(tool.PathOf("whole.safetensors")), File.ReadAllBytes(tool.PathOf("parts.safetensors")));
        Assert.Equal(0, tool.Line(shorter.Replace("--epochs 3", "--epochs 6") + " --out ~/parts.safetensors --resume"));
        Assert.Equal(File.ReadAllBytes(tool.PathOf("whole.safetensors")), File.ReadAllBytes(tool.PathOf("parts.safetensors")));

        Assert.Equal(1, tool.Line(shorter + " --seed 7 --out ~/parts.safetensors --resume"));
        Assert.Contains("was written for another network, other options or other data: --seed was 1 and is 7; only epochs, patience, threads, what is tested and where files lie may differ.", tool.Errors);
        Assert.Equal(0, tool.Line(shorter + " --schedule cosine --out ~/cosine.safetensors"));
        Assert.Equal(1, tool.Line(shorter.Replace("--epochs 3", "--epochs 6") + " --schedule cosine --out ~/cosine.safetensors --resume"));
        Assert.Contains("only patience, threads, what is tested and where files lie may differ: with a cosine schedule the rate of every epoch depends on how many there are.", tool.Errors);
    }

    [Fact]
    public void ClassesKeepTheirOrderWhereOtherDataHasFewer()
    {
        tool.Write("c.csv", "s,x,kind\n" + string.Concat(Enumerable.Range(0, 60).Select(n => $"{n / 4},{n / 4 % 3}.5,{"abc"[n / 4 % 3]}\n")));
        tool.Line("new ~/c.lstm.json --input 1 --hidden 4 --task classification --output 3");
        Assert.Equal(0, tool.Line("train ~/c.lstm.json --data ~/c.csv --sequence-column s --class-column kind --epochs 60 --learning-rate 0.05 --no-report --quiet"));
        tool.Write("only-c.csv", "s,x,kind\n1,2.5,c\n1,2.5,c\n1,2.5,c\n1,2.5,c\n");
        Assert.Equal(0, tool.Line("evaluate ~/c.lstm.json --data ~/only-c.csv --json"));
        Assert.Equal(1, tool.Lines[0].GetProperty("metrics").GetProperty("accuracy").GetDouble());
        Assert.Equal(3, tool.Lines[0].GetProperty("classes").GetArrayLength());
        tool.Write("d.csv", "s,x,kind\n1,2.5,d\n");
        Assert.Equal(1, tool.Line("evaluate ~/c.lstm.json --data ~/d.csv"));
        Assert.Contains("~/d.csv, line 2: the class \"d\" does not occur", tool.Errors);
    }

    [Fact]
    public void NextCharacterKnowsItsVocabularyAgain()
    {
        tool.Write("t.txt", string.Concat(Enumerable.Repeat("abcd", 50)));
        tool.Line("new ~/t.lstm.json --input 4 --hidden 6 --task next-token");
        Assert.Equal(0, tool.Line("train ~/t.lstm.json --data ~/t.txt --format characters --window-length 10 --epochs 60 --learning-rate 0.05 --quiet --no-report"));
        tool.Write("u.txt", "dabc");
        Assert.Equal(0, tool.Line("evaluate ~/t.lstm.json --data ~/u.txt --window-length 0 --json"));
        Assert.Equal(1, tool.Lines[0].GetProperty("metrics").GetProperty("accuracy").GetDouble());
        Assert.Equal(0, tool.Line("predict ~/t.lstm.json --data ~/u.txt --last"));
        Assert.Contains(",4,d,", tool.Output); // after c, also where the text ends there
    }

    [Fact]
    public void RemainingLifeIsMeasuredAtTheLastRowsOfSequencesThatWereCutShort()
    {
        string Engine(int id, int from, int to) => string.Concat(Enumerable.Range(from, to - from).Select(t => $"{id} {t} {(20 - t) / 10.0}\n".Replace(',', '.')));
        tool.Write("train.txt", string.Concat(Enumerable.Range(1, 16).Select(id => Engine(id, 0, 20))));
        tool.Write("test.txt", Engine(1, 0, 15) + Engine(2, 0, 9));
        tool.Write("ends.txt", "5\n11\n");
        tool.Line("new ~/e.lstm.json --input 1 --hidden 4");
        string data = "--format whitespace --sequence-column 1 --inputs 3 --remaining-steps --cap 12";
        Assert.Equal(0, tool.Line($"train ~/e.lstm.json --data ~/train.txt --test ~/test.txt --test-ends ~/ends.txt {data} --epochs 150 --learning-rate 0.03 --no-report --json"));
        double whole = Rmse(tool.Lines[^1].GetProperty("parts").GetProperty("test"));
        Assert.Equal(0, tool.Line("evaluate ~/e.lstm.json --data ~/test.txt --test-ends ~/ends.txt --json"));
        Assert.Equal(whole, Rmse(tool.Lines[0].GetProperty("metrics")));
        Assert.Equal(0, tool.Line("evaluate ~/e.lstm.json --data ~/test.txt --test-ends ~/ends.txt --at last --json"));
        double atEnd = Rmse(tool.Lines[0].GetProperty("metrics"));
        Assert.NotEqual(whole, atEnd);
        Assert.True(atEnd < 1.5, $"RMSE {atEnd}"); // 5 and 11 steps are left, told from what goes in
        Assert.Equal(0, tool.Line("evaluate ~/e.lstm.json --data ~/test.txt --at last --json"));
        Assert.True(Rmse(tool.Lines[0].GetProperty("metrics")) > 5); // taken for sequences that continued to their end
    }

    [Fact]
    public void RemainingLifeNeedsNoCap()
    {
        tool.Write("train.csv", "id,a\n" + string.Concat(Enumerable.Range(0, 24).Select(n => $"{n / 8},{n % 8}\n")));
        tool.Line("new ~/e.lstm.json --input 1 --hidden 2");
        Assert.Equal(0, tool.Line("train ~/e.lstm.json --data ~/train.csv --sequence-column id --inputs a --remaining-steps --epochs 1 --no-report"));
        Assert.Equal(0, tool.Line("evaluate ~/e.lstm.json --data ~/train.csv"));
    }

    private static double Rmse(System.Text.Json.JsonElement metrics) => metrics.GetProperty("RMSE").GetDouble();
}
