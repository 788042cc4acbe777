using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Trainer.Cli.Commands;
using Lstm.Trainer.Tests.Data;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>
/// What a checkpoint is resumed with: every option of training either decides the result, and is then refused by name when it differs, or
/// is known to decide nothing. The table below holds each of them, so that a new one is not forgotten.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ResumeTests : IDisposable
{
    private const string Numbers = "numbers", Huber = "huber", Esr = "esr", Categories = "categories", Quantile = "quantile", Header = "header", Classes = "classes", Binary = "binary", Folders = "folders", Remaining = "remaining", Times = "times", Dated = "dated", Resampled = "resampled", Calendar = "calendar", Windows = "windows", Shares = "shares", Text = "text", Reserved = "reserved", Tuned = "tuned", Waves = "waves", Heads = "heads";

    private static readonly Dictionary<string, string> Runs = new()
    {
        [Numbers] = "~/net.lstm.json --data ~/x.csv --sequence-column run --inputs a b --target y",
        [Huber] = "~/net.lstm.json --data ~/x.csv --sequence-column run --inputs a b --target y --loss huber --optimizer sgd",
        [Esr] = "~/net.lstm.json --data ~/x.csv --sequence-column run --inputs a b --target y --loss esr",
        [Quantile] = "~/net.lstm.json --data ~/x.csv --sequence-column run --inputs a b --target y --loss quantile --quantiles 0.5",
        [Categories] = "~/three.lstm.json --data ~/x.csv --sequence-column run --inputs a kind --categorical kind --target y",
        [Header] = "~/net.lstm.json --data ~/numbers.csv --inputs 1 2 --target 3",
        [Classes] = "~/classes.lstm.json --data ~/x.csv --sequence-column run --inputs a b --class-column kind",
        [Binary] = "~/binary.lstm.json --data ~/x.csv --sequence-column run --inputs a b --target yes",
        [Folders] = "~/kinds.lstm.json --data ~/kinds --class-folders",
        [Remaining] = "~/net.lstm.json --data ~/x.csv --sequence-column run --inputs a b --remaining-steps --cap 3",
        [Windows] = "~/net.lstm.json --data ~/x.csv --sequence-column run --inputs a b --target y --window-length 4 --window-stride 2",
        [Times] = "~/net.lstm.json --data ~/times.csv --inputs a b --target y",
        [Dated] = "~/net.lstm.json --data ~/dated.csv --inputs a b --target y --date-order mdy",
        [Resampled] = "~/net.lstm.json --data ~/times.csv --inputs a b --target y --resample 2h",
        [Calendar] = "~/three.lstm.json --data ~/times.csv --inputs a --target y --calendar hour",
        [Shares] = "~/net.lstm.json --data ~/x.csv --sequence-column run --inputs a b --target y --validation-share 0.5",
        [Text] = "~/text.lstm.json --data ~/text.txt --format characters",
        [Tuned] = "~/net.lstm.json --from ~/first.safetensors --keep-data ~/x.csv --data ~/x.csv --sequence-column run --inputs a b --target y",
        [Heads] = "~/heads.lstm.json --data ~/x.csv --sequence-column run --inputs a b --target y yes",
        [Waves] = "~/wave.lstm.json --data ~/dry.wav --target ~/wet.wav --latency 0",
        [Reserved] = "~/text.lstm.json --data ~/text.txt --format characters --unknown-tokens reserve --token-count 2",
    };

    /// <summary>Each option: a run, and what of its line becomes what; without the former the latter is added.</summary>
    private static readonly Dictionary<string, (string Run, string Before, string After)> Deciding = new()
    {
        ["--latency"] = (Waves, "--latency 0", "--latency 2"),
        ["--loss"] = (Numbers, "", "--loss mae"),
        ["--huber-delta"] = (Huber, "", "--huber-delta 2"),
        ["--pre-emphasis"] = (Esr, "", "--pre-emphasis 0.5"),
        ["--quantiles"] = (Quantile, "--quantiles 0.5", "--quantiles 0.75"),
        ["--class-weights"] = (Classes, "", "--class-weights p=2"),
        ["--positive-weight"] = (Binary, "", "--positive-weight 2"),
        ["--output-weights"] = (Heads, "", "--output-weights h=2"),
        ["--range"] = (Numbers, "", "--range a=0:99"),
        ["--focal"] = (Binary, "", "--focal 2"),
        ["--sampling"] = (Folders, "", "--sampling balanced"),
        ["--input-scaling"] = (Numbers, "", "--input-scaling none"),
        ["--target-scaling"] = (Numbers, "", "--target-scaling none"),
        ["--from"] = (Tuned, "--from ~/first.safetensors", "--from ~/second.safetensors"),
        ["--freeze"] = (Tuned, "", "--freeze lstm0"),
        ["--refit-scaling"] = (Tuned, "", "--refit-scaling"),
        ["--keep-data"] = (Tuned, "--keep-data ~/x.csv", ""),
        ["--optimizer"] = (Numbers, "", "--optimizer adamw"),
        ["--learning-rate"] = (Numbers, "", "--learning-rate 0.02"),
        ["--schedule"] = (Numbers, "", "--schedule step:1:0.5"),
        ["--warm-up"] = (Numbers, "", "--warm-up 3"),
        ["--momentum"] = (Huber, "", "--momentum 0.5"),
        ["--weight-decay"] = (Numbers, "", "--weight-decay 0.1"),
        ["--batch-size"] = (Numbers, "", "--batch-size 1"),
        ["--bptt"] = (Numbers, "", "--bptt 2"),
        ["--train-windows"] = (Numbers, "", "--train-windows 4:2:1"),
        ["--clip-norm"] = (Numbers, "", "--clip-norm 0"),
        ["--dropout"] = (Numbers, "", "--dropout 0.1"),
        ["--forget-bias"] = (Numbers, "", "--forget-bias 0"),
        ["--min-improvement"] = (Numbers, "", "--min-improvement 0.5"),
        ["--seed"] = (Numbers, "", "--seed 3"),
        ["--format"] = (Text, "characters", "words"),
        ["--separator"] = (Numbers, "", "--separator comma"),
        ["--no-header"] = (Header, "", "--no-header"),
        ["--sequence-column"] = (Numbers, "--sequence-column run", "--sequence-column kind"),
        ["--inputs"] = (Numbers, "a b", "b a"),
        ["--categorical"] = (Categories, "--inputs a kind --categorical kind", "--inputs a same --categorical same"),
        ["--unknown-categories"] = (Categories, "", "--unknown-categories zeros"),
        ["--missing"] = (Numbers, "", "--missing hold"),
        ["--time-column"] = (Times, "", "--time-column none"),
        ["--date-order"] = (Dated, "--date-order mdy", "--date-order dmy"),
        ["--time-gaps"] = (Times, "", "--time-gaps error"),
        ["--resample"] = (Times, "", "--resample 2h"),
        ["--resample-with"] = (Resampled, "", "--resample-with mean"),
        ["--calendar"] = (Calendar, "--calendar hour", "--calendar month"),
        ["--window-length"] = (Windows, "--window-length 4", "--window-length 3"),
        ["--window-stride"] = (Windows, "--window-stride 2", "--window-stride 3"),
        ["--target"] = (Numbers, "--target y", "--target c"),
        ["--class-column"] = (Classes, "--class-column kind", "--class-column same"),
        ["--class-folders"] = (Folders, "--class-folders", "--class-file ~/labels.csv"),
        ["--class-file"] = (Folders, "--class-folders", "--class-file ~/labels.csv"),
        ["--horizon"] = (Numbers, "", "--horizon 1"),
        ["--at"] = (Numbers, "", "--at last"),
        ["--remaining-steps"] = (Numbers, "--target y", "--remaining-steps"),
        ["--cap"] = (Remaining, "--cap 3", "--cap 1000"),
        ["--unknown-tokens"] = (Text, "", "--unknown-tokens reserve --token-count 2"),
        ["--token-count"] = (Reserved, "--token-count 2", "--token-count 3"),
        ["--validation"] = (Numbers, "", "--validation ~/other.csv"),
        ["--validation-share"] = (Shares, "--validation-share 0.5", "--validation-share 0.25"),
        ["--test-share"] = (Shares, "", "--test-share 0.25"),
        ["--split-by"] = (Shares, "", "--split-by time"),
        ["--split-seed"] = (Shares, "", "--split-seed 2"),
    };

    /// <summary>Where the data lies (what is in it decides), how far and how fast to go, what is tested and what is told.</summary>
    private static readonly string[] Free = ["--data", "--test", "--test-ends", "--epochs", "--patience", "--threads", "--out", "--checkpoint", "--resume", "--report", "--no-report", "--tensorboard", "--mpi", "--trace-sequence", "--json", "--quiet", "--max-loss", "--threshold", "--threshold-for", "--calibrate", "--smoothing", "--task", "--cache"];

    private readonly ToolRun tool = new();

    public ResumeTests()
    {
        foreach (var (name, what) in new[] { ("net", "--input 2"), ("three", "--input 3"), ("classes", "--input 2 --task classification --output 2"), ("binary", "--input 2 --task binary"), ("wave", "--input 1"), ("kinds", "--input 1 --task classification --output 2"), ("text", "--input 4 --task next-token") })
        {
            Assert.Equal(0, tool.Line($"new ~/{name}.lstm.json --hidden 2 {what}"));
        }
        tool.Write("heads.lstm.json", """{ "input": 2, "layers": [ { "type": "lstm", "hidden": 2, "name": "m" }, { "type": "dense", "size": 1, "name": "v" }, { "type": "dense", "size": 1, "activation": "sigmoid", "from": "m", "name": "h" } ], "outputs": ["v", "h"] }""");
        string table = "run,a,b,c,kind,same,yes,y\n" + string.Concat(Enumerable.Range(0, 32).Select(n => $"{n / 8},{n % 5},{(n % 3) - 1},{n % 7},{(n % 4 == 0 ? "p,p,1" : "q,q,0")},{n % 6}\n"));
        tool.Write("x.csv", table);
        tool.Write("copy.csv", table);
        tool.Write("other.csv", table.Replace("2,", "3,", StringComparison.Ordinal));
        tool.Write("numbers.csv", "1,2,3,d\n" + string.Concat(Enumerable.Range(0, 20).Select(n => $"{n % 5},{n % 3},{n % 4},x\n"))); // the first row can be taken for data
        tool.Write("dated.csv", "at,a,b,y\n" + string.Concat(Enumerable.Range(0, 20).Select(n => $"01/02/2024 {n:00}:00,{n % 5},{n % 3},{n % 4}\n")));
        tool.Write("times.csv", "at,a,b,y\n" + string.Concat(Enumerable.Range(0, 20).Select(n => $"2024-01-01 {n:00}:00,{n % 5},{n % 3},{n % 4}\n")));
        tool.Write("text.txt", "ab ab ba aab x ab ba ab ba");
        float[] wave = [.. Enumerable.Range(0, 200).Select(t => (float)Math.Sin(t / 3.0))];
        File.WriteAllBytes(tool.PathOf("dry.wav"), WaveBytes.Floats(44100, wave));
        File.WriteAllBytes(tool.PathOf("wet.wav"), WaveBytes.Floats(44100, [.. wave.Select(value => value / 2)]));
        tool.WriteKinds();
        tool.Write("labels.csv", "file,class\na/1.csv,a\na/2.csv,b\nb/1.csv,b\nb/2.csv,a\n");
    }

    public void Dispose() => tool.Dispose();

    [Fact]
    public void Every_option_that_decides_the_result_is_refused_by_name_when_it_differs()
    {
        var known = TrainCommand.Create().Options.Select(option => option.Name).Where(name => name is not ("--help" or "--version")).ToHashSet();
        Assert.Equal([], known.Except(Deciding.Keys).Except(Free));
        Assert.Equal([], Deciding.Keys.Concat(Free).Except(known));

        Assert.Equal(0, tool.Line(Line("first", Runs[Numbers].Replace("~/x.csv", "~/other.csv", StringComparison.Ordinal))));
        Assert.Equal(0, tool.Line(Line("second", Runs[Numbers].Replace("~/x.csv", "~/other.csv", StringComparison.Ordinal) + " --seed 2")));
        foreach (string run in Runs.Keys)
        {
            Assert.True(tool.Line(Line(run, Runs[run])) == 0, $"{run}: {tool.Errors}");
        }
        var wrong = new List<string>();
        foreach (var (option, (run, before, after)) in Deciding)
        {
            string line = before.Length == 0 ? $"{Runs[run]} {after}" : Runs[run].Replace(before, after, StringComparison.Ordinal);
            int code = tool.Line(Line(run, line) + " --resume");
            if (code != 1 || !tool.Errors.Contains("other options or other data: ", StringComparison.Ordinal) || !tool.Errors.Contains(option, StringComparison.Ordinal))
            {
                wrong.Add($"{option} ({code}): {tool.Errors.Split('\n')[0]}");
            }
        }
        Assert.Equal([], wrong);
    }

    [Fact]
    public void What_decides_nothing_may_differ()
    {
        Assert.Equal(0, tool.Line(Line(Numbers, Runs[Numbers])));
        Assert.Equal(0, tool.Line(Line(Numbers, Runs[Numbers]).Replace("~/x.csv", "~/copy.csv", StringComparison.Ordinal).Replace("--epochs 1", "--epochs 2", StringComparison.Ordinal) + " --resume --threads 1 --patience 9 --test ~/other.csv --range a=-2:6"));
    }

    /// <summary>Twice as large, the samples are the same bits once they are standardised: only their scale tells them apart.</summary>
    [Fact]
    public void Data_of_another_scale_is_other_data()
    {
        Assert.Equal(0, tool.Line(Line(Header, Runs[Header].Replace("~/numbers.csv", "~/one.csv", StringComparison.Ordinal), "one.csv", 1)));
        Assert.Equal(1, tool.Line(Line(Header, Runs[Header].Replace("~/numbers.csv", "~/one.csv", StringComparison.Ordinal), "one.csv", 2) + " --resume"));
        Assert.Contains("the scale of the data differs", tool.Errors, StringComparison.Ordinal);
    }

    private string Line(string run, string line, string file, int factor)
    {
        tool.Write(file, "a,b,y\n" + string.Concat(Enumerable.Range(0, 16).Select(n => $"{factor * (n % 4)},{n % 2},{n % 8}\n")));
        return Line(run, line);
    }

    private static string Line(string run, string line) => $"train {line} --epochs 1 --no-report --quiet --out ~/{run}.safetensors";
}
