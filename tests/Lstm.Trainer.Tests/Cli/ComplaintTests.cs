using System.IO;
using System.Linq;
using Xunit;

namespace Lstm.Trainer.Tests.Cli;

/// <summary>What goes wrong is one message that says what, where and what was expected, and an exit code.</summary>
[Trait("Speed", "Slow")]
public sealed class ComplaintTests : System.IDisposable
{
    private const string Train = "train ~/pump.lstm.json --data ~/runs.csv --sequence-column run --target damaged --epochs 2 --no-report";

    private readonly ToolRun tool = new();

    public ComplaintTests()
    {
        tool.WriteRuns();
        tool.Line("new ~/pump.lstm.json --input 2 --hidden 4 --task binary");
        tool.Line("new ~/12.lstm.json --input 2");
        tool.Write("self.rsp", $"@{tool.PathOf("self.rsp")}\n");
    }

    public void Dispose() => tool.Dispose();

    [Theory]
    [InlineData("tran", 2, "there is no command \"tran\"; did you mean train?")]
    [InlineData("train ~/pump.lstm.json", 2, "Option '--data' is required.")]
    [InlineData("train ~/pump.lstm.json --dat ~/runs.csv", 2, "there is no option --dat; did you mean --data?")]
    [InlineData("predict ~/pump.lstm.json --data ~/runs.csv --output ~/y.csv", 2, "there is no option --output; did you mean --out?")]
    [InlineData("eval ~/pump.lstm.json", 2, "there is no command \"eval\"; did you mean evaluate?")]
    [InlineData("help tran", 2, "there is no command \"tran\"; did you mean train?")]
    [InlineData(Train + " --optimiser adam", 2, "there is no option --optimiser; did you mean --optimizer?")]
    [InlineData(Train + " --optimizer adm", 2, "--optimizer adm: expected one of adam, adamw, sgd, rmsprop; did you mean adam?")]
    [InlineData(Train + " --split-by tim", 2, "--split-by tim: expected one of sequence, time; did you mean time?")]
    [InlineData(Train + " --learning-rate -1", 2, "--learning-rate -1: expected a number above 0, at most 1000.")]
    [InlineData(Train + " --learning-rate 1e30", 2, "--learning-rate 1e30: expected a number above 0, at most 1000.")]
    [InlineData(Train + " --learning-rate nan", 2, "--learning-rate nan: expected a number above 0")]
    [InlineData(Train + " --weight-decay 1e30", 2, "--weight-decay 1e30: expected a number from 0 to 1000.")]
    [InlineData(Train + " --clip-norm 1e-30", 2, "--clip-norm 1e-30: expected 0, or a number from 1E-06 on.")]
    [InlineData(Train + " --forget-bias 1e30", 2, "--forget-bias 1e30: expected a number from -100 to 100.")]
    [InlineData(Train + " --loss huber --huber-delta 1e-40", 2, "--huber-delta 1e-40: expected a number from 1E-06 to 1000000.")]
    [InlineData(Train + " --validation-share 1.5", 2, "--validation-share 1.5: expected a share, from 0 to below 1.")]
    [InlineData(Train + " --min-improvement inf", 2, "--min-improvement inf: expected a number from 0 on.")]
    [InlineData(Train + " --huber-delta 2", 2, "--huber-delta is for --loss huber.")]
    [InlineData(Train + " --pre-emphasis 0.5 --loss mse", 2, "--pre-emphasis is for --loss esr.")]
    [InlineData(Train + " --momentum 0.5", 2, "--momentum is for --optimizer sgd.")]
    [InlineData(Train + " --cap 5", 2, "--cap needs --remaining-steps.")]
    [InlineData(Train + " --token-count 2", 2, "--unknown-tokens and --token-count are for text")]
    [InlineData(Train + " --test-ends ~/x.txt", 2, "--test-ends is for a network that predicts remaining steps.")]
    [InlineData(Train + " --split-seed 2", 2, "--split-by and --split-seed are for --validation-share and --test-share.")]
    [InlineData(Train + " --schedule cosin", 2, "--schedule cosin: expected constant, cosine[:FINAL]")]
    [InlineData(Train + " --class-column b", 2, "Only one of --target, --class-column")]
    [InlineData("train ~/pump.lstm.json --data ~/nope.csv --target a", 1, "~/nope.csv: there is no such file")]
    [InlineData("train ~/pum.lstm.json --data ~/runs.csv --target a", 1, "~/pum.lstm.json: there is no such file; did you mean \"pump.lstm.json\"?")]
    [InlineData("train ~/pump.lstm.json --data ~/runs.csv --sequence-column rum --target damaged", 1, "~/runs.csv, line 1: there is no column \"rum\"; did you mean \"run\"?")]
    [InlineData(Train + " --inputs a b damaged", 1, "the network takes 2 inputs, the data has 3 (\"a\", \"b\", \"damaged\"); write \"input\": 3")]
    [InlineData("train ~/pump.lstm.json --data ~/runs.csv --sequence-column run --target a --inputs b damaged", 1, "the network ends in a sigmoid, which gives 0 to 1, and the data has a target 1")]
    [InlineData(Train + " --out --json", 2, "--out: expected FILE, found the option --json")]
    [InlineData(Train + " --inputs --bptt 4", 2, "--inputs: expected COLUMNS, found the option --bptt")]
    [InlineData("predict ~/pump.lstm.json --data --inputs a", 2, "--data: expected PATH, found the option --inputs")]
    [InlineData(Train + " --inputs a b -x", 2, "there is no option -x.")]
    [InlineData(Train + " --out ~/no/where.safetensors", 1, "~/no/where.safetensors cannot be written: there is no such folder")]
    [InlineData(Train + " --validation-share 0.5 --test-share 0.5", 2, "--validation-share and --test-share: together they must be below 1")]
    [InlineData(Train + " --trace-sequence nope", 1, "There is no sequence \"nope\". There are ")]
    [InlineData("train @~/", 2, "expected a file with options, and ~/ is a folder.")]
    [InlineData("train @~/nope.rsp", 2, "@~/nope.rsp: expected a file with options, and ~/nope.rsp is not there.")]
    [InlineData("train @~/self.rsp", 2, "--data")]
    [InlineData(Train + " --inputs 3-2", 1, "columns 3-2 are none: a range goes from the lower number to the higher, 2-3")]
    [InlineData(Train + " --inputs 1", 1, "column 1 \"run\": expected a number, found \"r0\"")]
    [InlineData("train ~/pump.lstm.json --data ~/runs.csv --target damaged", 1, "column 1 \"run\": expected a number, found \"r0\": the column holds text, and a network takes numbers; --inputs chooses the columns that go in")]
    [InlineData("train ~/pump.lstm.json --data ~/x.ts --sequence-column run", 2, "a .ts file has a sequence in each line")]
    [InlineData("train ~/pump.lstm.json --data ~/runs.csv --sequence-column run --target a --inputs b damaged --target-scaling none --loss bce", 1, "(runs.csv, run r0, time step 1)")]
    [InlineData("train ~/pump.lstm.json --data ~/runs.csv --sequence-column run --target a --inputs b damaged --loss mse", 1, "the network ends in a sigmoid, which gives 0 to 1, and the data has a target 1")]
    [InlineData("import ~/ --output ~/x", 2, "expected the model's file, found a folder")]
    [InlineData("emit ~/runs.csv", 2, "~/runs.csv: a spec file's name ends in .lstm.json, so that the build finds it; e.g. runs.lstm.json")]
    [InlineData("emit ~/12.lstm.json", 2, "~/12.lstm.json: a build would call the class \"12\", which C# does not allow; give it a name with --class, or the file another.")]
    [InlineData("emit ~/pump.lstm.json --class 1", 2, "--class 1: expected a name that C# allows.")]
    [InlineData("inspect ~/", 1, "is a folder; expected a spec file")]
    [InlineData("new ~/new.lstm.json --input 0", 2, "--input 0: expected a whole number from 1 on.")]
    [InlineData("new ~/new.lstm.json --input 2 --hidden 1000000", 2, "lstm: ~/new.lstm.json: \"hidden\" must be a whole number from 1 to 4096, found 1000000.\n")]
    [InlineData("new ~/no/new.lstm.json --input 2", 1, "~/no/new.lstm.json cannot be written: there is no such folder")]
    [InlineData(Train + " --resume", 1, "~/pump.checkpoint: there is no checkpoint to resume")]
    [InlineData("evaluate ~/pump.lstm.json --data ~/runs.csv", 1, "pump.safetensors")]
    [InlineData("new ~/pump.lstm.json --input 2", 2, "already exists; --force overwrites it.")]
    [InlineData("new ~/new.lstm.json --input 2 --cell gru --peephole", 2, "--peephole is for --cell lstm")]
    [InlineData("new ~/new.lstm.json --input 2 --cell gro", 2, "--cell gro: expected one of lstm, gru, rnn; did you mean gru?")]
    [InlineData("new ~/new.lstm.json --input 20 --bidirectional --task next-token", 2, "the reverse direction would see the token to be predicted")]
    [InlineData("new ~/new.lstm.json --input 20 --standardise --task next-token", 2, "tokens have no mean")]
    public void IsSaid(string line, int code, string message)
    {
        Assert.Equal(code, tool.Line(line));
        Assert.Contains(message, tool.Errors);
        Assert.DoesNotContain("   at ", tool.Errors); // no stack trace
    }

    [Theory]
    [InlineData("a.parquet", "PAR1", "~/a.parquet: cannot be read: ")]
    [InlineData("a.feather", "ARROW1", "~/a.feather: this is an Arrow or Feather file, which is not read here; write it as Parquet first")]
    [InlineData("a.mp3", "ID3", "~/a.mp3: this is compressed audio, which is not read here; convert it to WAV")]
    [InlineData("a.dat", "PAR1", "~/a.dat: this is an Apache Parquet file; say so (--format parquet), or give its name the ending .parquet")]
    [InlineData("a.parquet", "a,b\n1,2\n", "~/a.parquet: this is no Apache Parquet file")]
    [InlineData("a.csv", "fLaC\0", "~/a.csv: this is compressed audio")]
    [InlineData("a.jsonl", "{}", "~/a.jsonl: there is not a single value in it")]
    [InlineData("a.wav", "RIFF", "~/a.wav: cannot be read: it does not begin as a WAVE file does")]
    [InlineData("a.npy", "x", "~/a.npy: this is no NumPy array")]
    [InlineData("a.XLSX", "x", "~/a.XLSX: this is a spreadsheet")]
    [InlineData("a.onnx", "x", "~/a.onnx: this is a model, not data")]
    [InlineData("a.csv", "PAR1\0", "~/a.csv: this is an Apache Parquet file")]
    [InlineData("a.csv", "SQLite format 3\0", "~/a.csv: this is an SQLite database")]
    [InlineData("a.csv", "PK\u0003\u0004", "~/a.csv: this is a zip archive")]
    [InlineData("a.dat", "x", "~/a.dat: files that end in \".dat\" may hold anything; say which format it is (--format)")]
    [InlineData("a", "x", "~/a: its name has no ending that says what it holds; say which format it is (--format)")]
    public void Data_of_other_formats_is_known(string name, string content, string message)
    {
        tool.Write(name, content);
        Assert.Equal(1, tool.Line($"train ~/pump.lstm.json --data ~/{name} --target y"));
        Assert.Contains(message, tool.Errors);
        Assert.Equal(1, tool.Line($"train ~/pump.lstm.json --data ~/no{name} --target y"));
        Assert.Contains($"~/no{name}: there is no such file", tool.Errors);
    }

    [Theory]
    [InlineData("Mon", "--inputs 2-4", "column 2 \"a\": expected a number, found \"Mon\": the column holds text, and a network takes numbers; leave it out of --inputs, or name it with --categorical, so that each word is an input of its own, 1 where it occurs and 0 elsewhere")]
    [InlineData("Mon", "", "column 2 \"a\": expected a number, found \"Mon\": the column holds text, and a network takes numbers; --inputs chooses the columns that go in, without this one, or name it with --categorical, so that each word is an input")]
    [InlineData("2026-01-05 10:00", "--inputs a b", ": the column holds dates or times, and a network takes numbers; leave it out of --inputs, or name it with --time-column")]
    public void A_column_of_text_is_called_one(string word, string options, string message)
    {
        string[] lines = File.ReadAllLines(tool.PathOf("runs.csv"));
        File.WriteAllLines(tool.PathOf("runs.csv"), lines.Select((line, n) => n == 0 ? line : string.Join(',', line.Split(',').Select((field, column) => column == 1 ? word : field))));
        Assert.Equal(1, tool.Call([.. $"{Train} {options}".Split(' ', System.StringSplitOptions.RemoveEmptyEntries)]));
        Assert.Contains(message, tool.Errors);
    }

    [Theory]
    [InlineData("--seed 2", "--seed was 1 and is 2")]
    [InlineData("--bptt 5", "--bptt was not given and is 5")]
    [InlineData("--positive-weight 3", "--class-weights or --positive-weight was not given and is 3")]
    [InlineData("--input-scaling robust", "--input-scaling was standard and is robust")]
    [InlineData("--inputs b a", "--inputs was a, b and is b, a")]
    [InlineData("--schedule step:2:0.5", "--schedule was plateau:25:0.5 and is step:2:0.5")]
    [InlineData("--optimizer adamw", "--optimizer was adam and is adamw")]
    [InlineData("--missing hold", "--missing was error and is hold")]
    [InlineData("--hidden", "the network differs")]
    public void An_option_that_differs_from_the_checkpoints_is_named(string option, string message)
    {
        Assert.Equal(0, tool.Line(Train + " --quiet"));
        if (option == "--hidden")
        {
            tool.Line("new ~/pump.lstm.json --input 2 --hidden 5 --task binary --force");
            option = "";
        }
        Assert.Equal(1, tool.Line($"{Train} --resume {option}"));
        Assert.Contains($"other options or other data: {message}; only epochs, patience, threads, what is tested and where files lie may differ", tool.Errors);
    }

    [Fact]
    public void Other_files_are_no_checkpoints()
    {
        Assert.Equal(0, tool.Line(Train + " --quiet"));
        Assert.Equal(1, tool.Line(Train + " --resume --out ~/b.safetensors --checkpoint ~/pump.safetensors"));
        Assert.Contains("~/pump.safetensors is not a checkpoint: it has no training.digest. It is a weight file", tool.Errors);
    }

    [Theory]
    [InlineData("SPEC: expected a name", "inspect", "")]
    [InlineData("--data: expected PATH", "train", "~/pump.lstm.json", "--data", "")]
    [InlineData("--weights: expected FILE", "predict", "~/pump.lstm.json", "--data", "~/runs.csv", "--weights", "")]
    [InlineData("--out: expected FILE", "emit", "~/pump.lstm.json", "--out", "")]
    public void AnEmptyTextNamesNothing(string message, params string[] words)
    {
        Assert.Equal(2, tool.Call(words));
        Assert.Contains(message + ", found an empty text", tool.Errors);
    }

    [Fact]
    public void AFileHoldsAPartOfTheCommandLine()
    {
        tool.Write("pump.rsp", $"# which data\n--data \"{tool.PathOf("runs.csv")}\"\n\n--sequence-column run\n--target damaged --epochs 1\n");
        Assert.Equal(0, tool.Line("train ~/pump.lstm.json @~/pump.rsp --no-report --quiet"));
    }

    [Theory]
    [InlineData("""{ "type": "gru", "hidden": 4, "clip": 2 }""", "", "layers[0] (gru): \"clip\". docs/training.md has a table of what can be trained.")]
    [InlineData("""{ "type": "gru", "hidden": 4, "direction": "bidirectional" }""", "--bptt 5", "layers[0] (gru) begins at the end of each sequence, which windows would cut")]
    [InlineData("""{ "type": "gru", "hidden": 4 }, { "type": "pool", "kind": "mean" }""", "", "the data has a target at every step; use --at last")]
    [InlineData("""{ "type": "conv1d", "filters": 4, "kernel": 2 }""", "--input-scaling standard", "sees zeros before the beginning, so that --input-scaling standard cannot be folded into its weights; begin the network with { \"type\": \"scale\", \"tensor\": \"input.scale\", \"offset\": \"input.offset\" }")]
    public void WhatANetworkCannotLearnIsSaidBeforeItBegins(string layers, string more, string message)
    {
        tool.Write("pump.lstm.json", $$"""{ "input": 2, "layers": [ {{layers}}, { "type": "dense", "size": 1, "activation": "sigmoid" } ] }""");
        Assert.Equal(1, tool.Line($"{Train} {more}"));
        Assert.Contains(message, tool.Errors);
        Assert.DoesNotContain("   at ", tool.Errors);
        Assert.False(File.Exists(tool.PathOf("pump.checkpoint")));
    }

    [Theory]
    [InlineData("r0,1,2,0,9", "line 3: found 5 fields, expected 4 as in line 1")]
    [InlineData("r0,1;2,0,0", "line 3, column 2 \"a\": expected a number, found \"1;2\"")]
    [InlineData("r0,,2,0", "line 3, column 2 \"a\": the input is missing")]
    [InlineData("r0,1,NaN,0", "line 3, column 3 \"b\": the input is missing")]
    [InlineData("r0,1,2,", "line 3, column 4 \"damaged\": the target is missing")]
    [InlineData("r0,1,1e999,0", "line 3, column 3 \"b\"")]
    [InlineData("r0,1,\"2,0", "line 3")]
    public void MalformedDataIsSaidWithItsPlace(string row, string message)
    {
        string[] lines = File.ReadAllLines(tool.PathOf("runs.csv"));
        lines[2] = row;
        File.WriteAllLines(tool.PathOf("runs.csv"), lines);
        Assert.Equal(1, tool.Line(Train));
        Assert.Contains("~/runs.csv, " + message, tool.Errors);
        Assert.Single(tool.Errors.Trim().Split('\n'));
        Assert.False(File.Exists(tool.PathOf("pump.safetensors")));
    }

    [Fact]
    public void OneClassIsNone()
    {
        tool.Write("one.csv", "x,kind\n1,c\n2,c\n");
        Assert.Equal(1, tool.Line("train ~/pump.lstm.json --data ~/one.csv --class-column kind"));
        Assert.Contains("All targets are of one class, \"c\": there is nothing to classify.", tool.Errors);
    }

    [Fact]
    public void SpecMistakesAreSaidWithLineAndColumn()
    {
        tool.Write("pump.lstm.json", "{\n  \"input\": 2,\n  \"layers\": [ { \"type\": \"lstm\", \"hiden\": 4 } ]\n}");
        Assert.Equal(1, tool.Line(Train));
        Assert.Contains("~/pump.lstm.json(3,", tool.Errors);
        Assert.Contains("hiden", tool.Errors);
    }

    [Fact]
    public void ADivergingLossKeepsTheLastGoodEpoch()
    {
        tool.Write("pump.lstm.json", """{ "input": 2, "layers": [ { "type": "lstm", "hidden": 4 }, { "type": "dense", "size": 1 } ] }""");
        string line = "train ~/pump.lstm.json --data ~/runs.csv --sequence-column run --target a --inputs b damaged --optimizer sgd --clip-norm 0 --quiet --no-report --batch-size 1";
        Assert.Equal(0, tool.Line(line + " --epochs 1 --learning-rate 0.01"));
        byte[] checkpoint = File.ReadAllBytes(tool.PathOf("pump.checkpoint"));
        Assert.Equal(3, tool.Line(line + " --epochs 9 --learning-rate 1000"));
        Assert.Contains("the loss became infinite or not a number at step", tool.Errors);
        Assert.Equal(checkpoint, File.ReadAllBytes(tool.PathOf("pump.checkpoint")));
    }

    [Fact]
    public void WeightsOfAnotherSpecAreRefused()
    {
        Assert.Equal(0, tool.Line(Train + " --quiet"));
        tool.Line("new ~/pump.lstm.json --input 2 --hidden 5 --task binary --force");
        Assert.Equal(1, tool.Line("evaluate ~/pump.lstm.json --data ~/runs.csv"));
        Assert.Contains("the weights of another network", tool.Errors);
    }

    [Fact]
    public void HelpTellsEveryOptionOfEveryCommand()
    {
        foreach (string command in new[] { "new", "train", "evaluate", "predict", "trace", "inspect", "emit" })
        {
            Assert.Equal(0, tool.Line(command + " --help"));
            Assert.Contains($"Usage: lstm {command} SPEC [options]", tool.Output);
            Assert.Contains("Examples:", tool.Output);
            Assert.All(tool.Output.Split('\n'), row => Assert.True(row.Length <= 140, row));
        }
        Assert.Equal(0, tool.Line(""));
        Assert.Contains("Commands:", tool.Output);
    }

    [Fact]
    public void AResponseFileIsACommandLine()
    {
        tool.Write("pump.rsp", $"# how the pump was trained\n--data {tool.PathOf("runs.csv")}\n--sequence-column run\n--target damaged\n--epochs 2 --no-report --quiet\n");
        Assert.Equal(0, tool.Line("train ~/pump.lstm.json @~/pump.rsp"));
        Assert.True(File.Exists(tool.PathOf("pump.safetensors")));
        Assert.Empty(Directory.EnumerateFiles(tool.Folder, "*.tmp"));
    }
}
